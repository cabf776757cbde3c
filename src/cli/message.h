/* Messages to the person: standard error only, one line each, safe to print. */
#ifndef QT_CLI_MESSAGE_H
#define QT_CLI_MESSAGE_H

#include "base/error.h"

/* "quoth: …" and a line end. Control and format characters in the text are neutralised. */
void qt_message(const char *format, ...) QT_PRINTF(1, 2);

/* "quoth: SOURCE: byte N: message", as much of it as is known. Returns error->status (QUOTH_FAILED where it is OK, for
 * a caller that knows of a failure nobody described). */
int qt_message_error(const quoth_error *error);

/* The same for an input that was refused, in the form "refused: SOURCE: byte N: reason". */
void qt_message_refused(const quoth_error *error);

/* Called before each message and meant to clear a progress bar; NULL for none. */
void qt_message_before(void (*clear)(void *context), void *context);

#endif

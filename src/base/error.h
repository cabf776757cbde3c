/* Filling a caller's error: once, in one line, safe to print. */
#ifndef QT_BASE_ERROR_H
#define QT_BASE_ERROR_H

#include "base/str.h"
#include "quoth.h"

#if defined(__GNUC__)
#define QT_PRINTF(at, first) __attribute__((format(printf, at, first)))
#else
#define QT_PRINTF(at, first)
#endif

/* Records the failure unless one is recorded already. Always returns `status`, so that `return qt_fail(…)` reads well.
 * Control characters in the message become '?'. */
int qt_fail(quoth_error *error, quoth_status status, const char *format, ...) QT_PRINTF(3, 4);

/* As qt_fail, naming the byte of the source where it happened. */
int qt_fail_at(quoth_error *error, quoth_status status, uint64_t byte, const char *format, ...) QT_PRINTF(4, 5);

/* Names the file or record concerned, unless one is named already. Returns error->status (QUOTH_FAILED for NULL). */
int qt_fail_in(quoth_error *error, qt_str source);

#endif

/* The log as rows. */
#ifndef QT_CASEFILE_LOG_H
#define QT_CASEFILE_LOG_H

#include "casefile/decisions.h"

/* Rows of qt_case_log: all of them, or that of one uid (data NULL: all). */
int qt_log_rows(qt_case *c, qt_str uid, qt_row row, void *context, quoth_error *error);

#endif

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

/* qt_fail(error, status, format, …): records the failure unless one is recorded already, and is `status`, so that
 * `return qt_fail(…)` reads well. Control characters in the message become '?'. A macro over a function, so that the
 * compiler sees that the value of a failure is not 0. */
#define qt_fail(error, status, ...) qt_fail_value_(qt_fail_record_((error), (status), __VA_ARGS__), (int)(status))

/* As qt_fail, naming the byte of the source where it happened: qt_fail_at(error, status, byte, format, …). */
#define qt_fail_at(error, status, byte, ...) \
    qt_fail_value_(qt_fail_at_record_((error), (status), (byte), __VA_ARGS__), (int)(status))

int qt_fail_record_(quoth_error *error, quoth_status status, const char *format, ...) QT_PRINTF(3, 4);
int qt_fail_at_record_(quoth_error *error, quoth_status status, uint64_t byte, const char *format, ...) QT_PRINTF(4, 5);

static inline int qt_fail_value_(int recorded, int status)
{
    (void)recorded;
    return status;
}

/* Names the file or record concerned, unless one is named already. Returns error->status (QUOTH_FAILED for NULL). */
int qt_fail_in(quoth_error *error, qt_str source);

#endif

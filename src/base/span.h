/* [begin, end) in bytes of a document's stored text, which QUOTH_MAX_TEXT keeps far below 4 GiB. */
#ifndef QT_BASE_SPAN_H
#define QT_BASE_SPAN_H

#include <stdbool.h>
#include <stdint.h>

#define QT_NONE UINT32_MAX /* "no such index" wherever an index is 32 bits wide */

typedef struct qt_span {
    uint32_t begin, end;
} qt_span;

static inline bool qt_span_empty(qt_span s) { return s.end <= s.begin; }

static inline bool qt_span_contains(qt_span outer, qt_span inner)
{
    return outer.begin <= inner.begin && inner.end <= outer.end;
}

static inline bool qt_span_overlaps(qt_span a, qt_span b) { return a.begin < b.end && b.begin < a.end; }

#endif

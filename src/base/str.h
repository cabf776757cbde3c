/* String views: (pointer, length), never NUL-terminated, never owned. */
#ifndef QT_BASE_STR_H
#define QT_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/span.h"

typedef struct qt_str {
    const char *data;
    size_t size;
} qt_str;

/* For format strings: printf("%.*s", QT_STR_ARG(s)). */
#define QT_STR_ARG(s) (int)(s).size, (s).data
#define QT_STR(literal) ((qt_str){("" literal ""), sizeof(literal) - 1})

static inline qt_str qt_str_of(const char *c) { return (qt_str){c, c ? strlen(c) : 0}; }

/* Most strings that are compared differ in their first bytes: no call for those. */
static inline bool qt_str_equal(qt_str a, qt_str b)
{
    return a.size == b.size && (a.size == 0 || (*a.data == *b.data && memcmp(a.data, b.data, a.size) == 0));
}

/* Whether `s` is one of a list of strings that ends with NULL. */
static inline bool qt_str_among(qt_str s, const char *const *list)
{
    for (; *list; list++)
        if (qt_str_equal(s, qt_str_of(*list))) return true;
    return false;
}

/* Byte order; a prefix sorts first. */
static inline int qt_str_compare(qt_str a, qt_str b)
{
    size_t n = a.size < b.size ? a.size : b.size;
    int c = n ? memcmp(a.data, b.data, n) : 0;
    return c ? c : (a.size > b.size) - (a.size < b.size);
}

static inline bool qt_str_starts(qt_str s, qt_str prefix)
{
    return s.size >= prefix.size && (prefix.size == 0 || memcmp(s.data, prefix.data, prefix.size) == 0);
}

static inline bool qt_str_ends(qt_str s, qt_str suffix)
{
    return s.size >= suffix.size &&
           (suffix.size == 0 || memcmp(s.data + s.size - suffix.size, suffix.data, suffix.size) == 0);
}

/* The bytes of `span` in `text`; the span must lie inside. */
static inline qt_str qt_str_at(qt_str text, qt_span span)
{
    return (qt_str){text.data + span.begin, span.end - span.begin};
}

#endif

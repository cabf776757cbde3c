/* Tables of the lexicon: rows that each begin with a string (char pointer), sorted by its bytes. */
#ifndef QT_BASE_TABLE_H
#define QT_BASE_TABLE_H

#include "base/str.h"

/* The row whose first cell is `key`, by bisection; NULL where there is none. `rows`: [count], `stride` bytes each. */
const void *qt_table_find(const void *rows, size_t count, size_t stride, qt_str key);

/* The same of an array. */
#define QT_TABLE_FIND(table, key) qt_table_find((table), sizeof(table) / sizeof *(table), sizeof *(table), (key))

#endif

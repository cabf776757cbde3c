#include "base/table.h"

const void *qt_table_find(const void *rows, size_t count, size_t stride, qt_str key)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *row = (const char *)rows + middle * stride, *first;
        memcpy(&first, row, sizeof first);
        int order = qt_str_compare(qt_str_of(first), key);
        if (order == 0) return row;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

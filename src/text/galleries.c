#include "text/furniture.h"

enum { LEAST_CAPTIONS = 3, LEAST_WORDS = 2, TITLE_MAX = 160 };

/* A caption that was cut off its label. */
static bool is_labelled(const qt_paragraph *p, size_t i)
{
    return i > 0 && p[i].part == QT_PART_CAPTION && p[i].joined && p[i - 1].part == QT_PART_FURNITURE;
}

static size_t next_labelled(const qt_paragraph *p, size_t count, size_t i)
{
    while (i < count && p[i].part == QT_PART_FURNITURE) i++;
    return i < count && is_labelled(p, i) ? i : count;
}

/* The bytes of whole words that both begin with, the space behind them included, and how many words these are. */
static size_t common_words(qt_str a, qt_str b, size_t most, size_t *words)
{
    size_t end = 0;
    *words = 0;
    for (size_t i = 0; i < most && i < a.size && i < b.size && a.data[i] == b.data[i]; i++) {
        if (a.data[i] != ' ') continue;
        end = i + 1;
        ++*words;
    }
    return end;
}

/* Takes the first `size` bytes of the captions [first, last) to the labels before them. */
static void move_title(qt_paragraph *p, size_t first, size_t last, size_t size)
{
    for (size_t i = first; i < last; i++) {
        if (!is_labelled(p, i)) continue;
        p[i].span.begin += (uint32_t)size;
        p[i - 1].span.end = p[i].span.begin;
    }
}

void qt_gallery_titles(qt_str bytes, qt_paragraph *paragraphs, size_t count)
{
    for (size_t i = 0, last; i < count; i = last) {
        last = i + 1;
        if (!is_labelled(paragraphs, i)) continue;
        size_t title = TITLE_MAX, words = 0, captions = 1;
        for (size_t at = i, next; (next = next_labelled(paragraphs, count, at + 1)) < count; at = next) {
            const qt_str a = qt_str_at(bytes, paragraphs[at].span), b = qt_str_at(bytes, paragraphs[next].span);
            const size_t common = common_words(a, b, title, &words);
            if (words < LEAST_WORDS) break;
            title = common;
            captions++;
            last = next + 1;
        }
        if (captions >= LEAST_CAPTIONS) move_title(paragraphs, i, last, title);
    }
}

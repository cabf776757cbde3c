#include "casefile/status.h"

#include "base/table.h"
#include "entities/lexicon.h"

static const struct row {
    const char *word, *class, *use, *source;
} rows[] = {
#include "lexicon/statuses.inc"
};

enum { WORD_BYTES = 32 };

qt_str qt_status_name(qt_status status)
{
    return status == QT_STATUS_CRIMINAL ? QT_STR("criminal")
           : status == QT_STATUS_PART   ? QT_STR("part")
                                        : (qt_str){NULL, 0};
}

static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) || c == '-'; }

/* The word at or behind *at, in ASCII lower case; its size is 0 at the end. *mark: something but a space stood before it. */
static qt_str next_word(qt_str words, size_t *at, char out[WORD_BYTES], bool *mark)
{
    size_t n = 0;
    *mark = false;
    for (; *at < words.size && !letter(words.data[*at]); ++*at)
        if (words.data[*at] == ',' || words.data[*at] == ';' || words.data[*at] == '(') *mark = true;
    for (; *at < words.size && letter(words.data[*at]); ++*at, n++) {
        char c = words.data[*at];
        if (n < WORD_BYTES) out[n] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (qt_str){out, n < WORD_BYTES ? n : WORD_BYTES};
}

/* Whether the phrase before this word is complete, so that the word in front of it was its head. */
static bool ends_phrase(qt_str word)
{
    static const char *const WORDS[] = {"of",   "in", "for", "with", "from",  "to",  "on", "at",    "by",
                                        "over", "as", "who", "that", "under", "and", "or", "whose", "behind"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (qt_str_equal(word, qt_str_of(WORDS[i]))) return true;
    return word.size == 0;
}

qt_status qt_status_of(qt_str words)
{
    char buffers[2][WORD_BYTES];
    bool mark = false;
    size_t at = 0;
    qt_status found = QT_STATUS_NONE;
    qt_str word = next_word(words, &at, buffers[0], &mark);
    for (unsigned i = 1; word.size; i++) {
        qt_str behind = next_word(words, &at, buffers[i % 2], &mark);
        const struct row *row = QT_TABLE_FIND(rows, word);
        const bool head = mark || ends_phrase(behind);
        if (row && (head || strcmp(row->use, "any") == 0)) {
            qt_status status = strcmp(row->class, "criminal") == 0 ? QT_STATUS_CRIMINAL : QT_STATUS_PART;
            if (status > found) found = status;
        }
        word = behind;
    }
    return found;
}

bool qt_status_in_name(qt_str name)
{
    char buffer[WORD_BYTES];
    bool mark;
    size_t at = 0;
    const qt_str first = next_word(name, &at, buffer, &mark);
    const struct row *row = QT_TABLE_FIND(rows, first);
    if (row && strcmp(row->class, "criminal") == 0) return true;
    return qt_status_of(name) == QT_STATUS_CRIMINAL && !qt_given_find(first);
}

/* Syllables: Pinyin and Wade-Giles (lexicon/syllables.tsv), and the shape of a Korean one. */
#include "entities/names.h"

enum { MOST_SYLLABLES = 4, LONGEST = 6 };

/* The Pinyin of one syllable; NULL where it is none. */
static const char *syllable(qt_str s, bool wade_giles)
{
    const qt_syllable_entry *entry = s.size <= LONGEST ? qt_syllable_find(s) : NULL;
    if (!entry) return NULL;
    if (wade_giles) return entry->wade_giles[0] == '-' ? NULL : entry->wade_giles;
    return entry->pinyin[0] == 'y' ? entry->syllable : NULL;
}

/* The longest syllables first, at most MOST_SYLLABLES of them: a search of bounded depth and width. */
static bool split(qt_str rest, bool wade_giles, unsigned depth, char *out, size_t used, size_t *size)
{
    if (rest.size == 0) {
        *size = used;
        return depth > 0;
    }
    if (depth == MOST_SYLLABLES) return false;
    for (size_t n = rest.size < LONGEST ? rest.size : LONGEST; n > 0; n--) {
        const char *pinyin = syllable((qt_str){rest.data, n}, wade_giles);
        if (!pinyin) continue;
        size_t length = strlen(pinyin);
        if (used + length > QT_FOLD_BYTES) return false;
        memcpy(out + used, pinyin, length);
        if (split((qt_str){rest.data + n, rest.size - n}, wade_giles, depth + 1, out, used + length, size)) return true;
    }
    return false;
}

bool qt_pinyin(qt_str word, bool wade_giles, char *out, size_t *size)
{
    return word.size <= MOST_SYLLABLES * LONGEST && split(word, wade_giles, 0, out, 0, size);
}

static size_t run(qt_str s, size_t at, const char *of)
{
    size_t n = 0;
    while (at + n < s.size && strchr(of, s.data[at + n])) n++;
    return n;
}

/* One or two syllables: an initial of at most two consonants, vowels, perhaps a final. */
bool qt_is_korean(qt_str word)
{
    size_t at = 0, count = 0;
    while (at < word.size && count < 2) {
        size_t initial = run(word, at, "bcdghjklmnprstwy");
        if (initial > 2 || (initial == 2 && at == 0 && word.data[at + 1] != 'h' && word.data[at + 1] != 'y'))
            return false;
        at += initial;
        size_t vowels = run(word, at, "aeiou");
        if (vowels == 0 || vowels > 3) return false;
        at += vowels;
        if (at < word.size && strchr("nmlkgpbt", word.data[at])) {
            bool last = at + 1 == word.size,
                 ng = at + 2 == word.size && word.data[at] == 'n' && word.data[at + 1] == 'g';
            if (last || ng) at = word.size;
        }
        count++;
    }
    return at == word.size && count > 0 && word.size <= 12;
}

/* Words inside the names of people that are no name of their own (lexicon/name_words.tsv). */
#include "entities/reading.h"

static bool is_kind(qt_str word, const char *kind)
{
    const qt_word_entry *entry = qt_name_word_find(word);
    return entry && qt_is(entry->kind, kind);
}

static bool is_initial(const qt_folded *w) { return w->plain.size == 1; }

/* "y" and "e" join surnames, "Y." and "E." do not. */
static bool is_particle(const qt_folded *w)
{
    return is_kind(w->plain, "particle") && !(is_initial(w) && (w->capitals || w->dotted));
}

static void drop(qt_reading *r, size_t at)
{
    memmove(&r->words[at], &r->words[at + 1], (r->count - at - 1) * sizeof *r->words);
    r->count--;
}

/* Joins the word at `at` and the one behind it. */
bool qt_reading_join(qt_reading *r, size_t at, const char *prefix)
{
    qt_folded *a = &r->words[at];
    const qt_folded *b = &r->words[at + 1];
    qt_str head = prefix ? qt_str_of(prefix) : a->plain;
    if (head.size + b->plain.size > QT_FOLD_BYTES) { /* no name is that long: what is too much is left out */
        drop(r, at + 1);
        return true;
    }
    char *data = qt_arena_alloc(r->arena, head.size + b->plain.size, 1);
    if (!data) return false;
    memcpy(data, head.data, head.size);
    memcpy(data + head.size, b->plain.data, b->plain.size);
    a->plain = (qt_str){data, head.size + b->plain.size};
    a->origins |= b->origins;
    a->dotted = b->dotted;
    drop(r, at + 1);
    return true;
}

/* "Jr.", "III", "PhD" at the end, where a given name and a surname stand before. */
void qt_reading_suffixes(qt_reading *r)
{
    while (r->count > 1) {
        const qt_folded *last = &r->words[r->count - 1];
        const qt_word_entry *entry = qt_name_word_find(last->plain);
        if (!entry) return;
        if (qt_is(entry->kind, "generation") && (r->count > 2 || last->dotted || last->comma))
            r->name->generation = (uint8_t)(entry->as[0] - '0');
        else if (!(qt_is(entry->kind, "letters") && r->count > 2 && last->capitals > 1)) return;
        r->count--;
    }
}

/* "Abdulrahman" as "abd" and the rest. */
static bool split_servant(qt_reading *r, qt_folded *w)
{
    for (size_t n = 6; n >= 5; n--) {
        const qt_word_entry *entry = w->plain.size > n + 2 ? qt_name_word_find((qt_str){w->plain.data, n}) : NULL;
        if (!entry || !qt_is(entry->kind, "servant")) continue;
        size_t kept = strlen(entry->as), rest = w->plain.size - n;
        char *data = qt_arena_alloc(r->arena, kept + rest, 1);
        if (!data) return false;
        memcpy(data, entry->as, kept);
        memcpy(data + kept, w->plain.data + n, rest);
        w->plain = (qt_str){data, kept + rest};
        r->name->origins |= QT_BIT(QT_ORIGIN_ARABIC);
        return true;
    }
    return true;
}

/* The Arabic article, "bin", "abu" and "abd". */
bool qt_reading_arabic(qt_reading *r)
{
    for (size_t i = 0; i < r->count;) {
        const qt_word_entry *entry = qt_name_word_find(r->words[i].plain);
        if (!split_servant(r, &r->words[i])) return false;
        if (i + 1 == r->count) break;
        bool joined = r->words[i + 1].hyphen;
        if (entry && qt_is(entry->kind, "article") && (joined || r->words[i].plain.data[1] == 'l')) {
            r->name->origins |= QT_BIT(QT_ORIGIN_ARABIC);
            r->words[i + 1].hyphen = false;
            drop(r, i);
        } else if (entry && qt_is(entry->kind, "parent") && i > 0) {
            r->name->origins |= QT_BIT(QT_ORIGIN_ARABIC);
            drop(r, i);
        } else if (entry && (qt_is(entry->kind, "kunya") || qt_is(entry->kind, "servant"))) {
            const qt_word_entry *next = qt_name_word_find(r->words[i + 1].plain);
            r->name->origins |= QT_BIT(QT_ORIGIN_ARABIC);
            if (next && qt_is(next->kind, "article") && i + 2 < r->count) drop(r, i + 1);
            if (!qt_reading_join(r, i, entry->as)) return false;
            i++;
        } else {
            i++;
        }
    }
    return true;
}

/* "von", "de la": dropped within the name, and before a surname that stands alone. */
void qt_reading_particles(qt_reading *r)
{
    size_t proper = 0;
    for (size_t i = 0; i < r->count; i++) proper += !is_particle(&r->words[i]);
    for (size_t i = 0; i < r->count && r->count > 1;) {
        bool particle = is_particle(&r->words[i]) && i + 1 < r->count && (i > 0 || proper == 1) &&
                        !r->words[i].hyphen && !r->words[i + 1].hyphen;
        if (particle) drop(r, i);
        else i++;
    }
}

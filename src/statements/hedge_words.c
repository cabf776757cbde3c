/* Which words of a sentence the lexicon of hedges has. */
#include "base/utf8.h"
#include "statements/read.h"

/* Adverbs that may stand inside an entry: "is now widely believed to". */
enum { ADVERBS = 2 };

static bool begins_with(const qt_text *text, uint32_t token, bool (*property)(uint32_t))
{
    uint32_t code = 0;
    qt_utf8_decode(text->bytes, text->tokens[token].span.begin, &code);
    return property(code);
}

/* Whether `name` is one of the names that `list` joins by "|". */
static bool is_listed(qt_str name, qt_str list)
{
    while (list.size) {
        const char *bar = memchr(list.data, '|', list.size);
        const size_t n = bar ? (size_t)(bar - list.data) : list.size;
        if (qt_str_equal(name, (qt_str){list.data, n})) return true;
        list = (qt_str){list.data + n + (bar != NULL), list.size - n - (bar != NULL)};
    }
    return false;
}

/* One condition of the lexicon's `exclude`: whether the form is an innocent word here. */
static bool holds(const qt_words *words, qt_str condition, qt_run run)
{
    const qt_text *text = words->text;
    const qt_sentence *s = &text->sentences[text->tokens[run.first].sentence];
    const bool before = run.first > s->first, behind = run.last < s->last;
    if (qt_str_equal(condition, QT_STR("date")))
        return (before && begins_with(text, run.first - 1, qt_is_digit)) ||
               (behind && begins_with(text, run.last, qt_is_digit));
    if (qt_str_equal(condition, QT_STR("capital")))
        return before && begins_with(text, run.first, qt_is_upper) && qt_words_tag(words, run.first) != QT_XPOS_MD;
    const qt_str value = {condition.data + 5, condition.size > 5 ? condition.size - 5 : 0};
    if (qt_str_starts(condition, QT_STR("prev=")))
        return before && is_listed(qt_word_lower(words, run.first - 1), value);
    if (qt_str_starts(condition, QT_STR("next="))) return behind && is_listed(qt_word_lower(words, run.last), value);
    const uint32_t head = qt_words_head(words, run.last - 1);
    if (qt_str_starts(condition, QT_STR("head=")))
        return head != QT_NONE && is_listed(qt_word_lower(words, head), value);
    const qt_str relation = qt_dep_label(words->syntax, run.last - 1);
    if (qt_str_starts(condition, QT_STR("only="))) return !is_listed(relation, value);
    return qt_str_starts(condition, QT_STR("with=")) && is_listed(relation, value);
}

static bool excluded(const qt_words *words, const qt_hedge_entry *entry, qt_run run)
{
    for (const char *at = entry->exclude; *at;) {
        size_t n = strcspn(at, " ");
        if (holds(words, (qt_str){at, n}, run)) return true;
        at += n + (at[n] == ' ');
    }
    return false;
}

static bool is_adverb(const qt_words *words, uint32_t token)
{
    static const char *const small[] = {"also", "still", "now", "long", NULL};
    const qt_str w = qt_word_lower(words, token);
    if (qt_words_tag(words, token) != QT_XPOS_RB || qt_hedge_find(w)) return false;
    return (w.size > 4 && qt_str_ends(w, QT_STR("ly"))) || qt_str_among(w, small);
}

/* The form of `run` without the adverbs inside it; false where it has none, too many, or would be too long. */
static bool form_without_adverbs(const qt_words *words, qt_run run, char key[QT_ENTRY_BYTES], size_t *size)
{
    uint32_t left_out = 0;
    *size = 0;
    for (uint32_t t = run.first; t < run.last; t++) {
        if (t > run.first && t + 1 < run.last && is_adverb(words, t)) {
            if (++left_out > ADVERBS) return false;
            continue;
        }
        const qt_str w = qt_word_lower(words, t);
        if (*size + 1 + w.size > QT_ENTRY_BYTES) return false;
        if (t > run.first) key[(*size)++] = ' ';
        memcpy(key + *size, w.data, w.size);
        *size += w.size;
    }
    return left_out > 0;
}

/* The entry of a run, or of what is left of it without adverbs. */
static const qt_hedge_entry *entry_of(const qt_words *words, qt_run run)
{
    char key[QT_ENTRY_BYTES];
    size_t size;
    const qt_hedge_entry *entry = NULL;
    if (qt_words_form(words, run.first, run.last - run.first, key, &size)) entry = qt_hedge_find((qt_str){key, size});
    if (!entry && form_without_adverbs(words, run, key, &size)) entry = qt_hedge_find((qt_str){key, size});
    return entry;
}

qt_run qt_hedge_at(const qt_words *words, uint32_t token, const qt_hedge_entry **out)
{
    const qt_text *text = words->text;
    const uint32_t room = text->sentences[text->tokens[token].sentence].last - token, most = QT_ENTRY_WORDS + ADVERBS;
    *out = NULL;
    for (uint32_t n = room < most ? room : most; n > 0; n--) {
        const qt_run run = {token, token + n};
        const qt_hedge_entry *entry = entry_of(words, run);
        if (!entry || excluded(words, entry, run)) continue;
        if (strcmp(entry->class, "none") == 0) break; /* "likely voters": the whole is an innocent name */
        if (qt_hedge_is_innocent(words, entry, run)) continue;
        *out = entry;
        return run;
    }
    return (qt_run){token, token};
}

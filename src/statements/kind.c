#include "statements/lexicon.h"
#include "statements/read.h"

/* How far a match may reach past the cue into its sentence, and back for a negation. */
enum { REACH = 6, NEGATION_REACH = 3 };

typedef struct match {
    const qt_cue_entry *entry;
    uint32_t words, token; /* how many words it has, where it begins */
} match;

static qt_str lemma_at(const qt_words *words, uint32_t token, char buffer[QT_ENTRY_BYTES])
{
    return qt_verb_lemma(words->lower[token], buffer);
}

/* Appends a word to a key; false when the key would grow too long to be an entry. */
static bool append(char key[QT_ENTRY_BYTES], size_t *size, qt_str word)
{
    if (*size + 1 + word.size > QT_ENTRY_BYTES) return false;
    if (*size) key[(*size)++] = ' ';
    memcpy(key + *size, word.data, word.size);
    *size += word.size;
    return true;
}

/* The table leaves articles and possessives out of its phrases: "issued a statement" is "issue statement". */
static bool left_out(qt_str w)
{
    static const char *const small[] = {"a", "an", "the", "his", "her", "its", "their", "our", "my", "your"};
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (qt_str_equal(w, qt_str_of(small[i]))) return true;
    return false;
}

/* The longest entry whose words stand at `token` and right behind it. Later words count as they stand. */
static match longest_at(const qt_words *words, uint32_t token, uint32_t end)
{
    match best = {NULL, 0, token};
    char key[QT_ENTRY_BYTES], lemma[QT_ENTRY_BYTES];
    size_t size = 0;
    uint32_t n = 0;
    for (uint32_t i = token; i < end && n < QT_ENTRY_WORDS; i++) {
        qt_str word = words->lower[i];
        if (n > 0 && left_out(word)) continue;
        if (!append(key, &size, n == 0 ? lemma_at(words, token, lemma) : word)) break;
        n++;
        const qt_cue_entry *entry = qt_cue_find((qt_str){key, size});
        if (entry) best = (match){entry, n, token};
    }
    return best;
}

/* An entry of verb and noun with one or two words between them: "claimed full responsibility". Particles are not
 * looked for: "called the man for" is not "call for". */
static match with_gap(const qt_words *words, uint32_t token, uint32_t end)
{
    match none = {NULL, 0, token};
    char key[QT_ENTRY_BYTES], lemma[QT_ENTRY_BYTES];
    for (uint32_t i = token + 2; i < end && i <= token + 3; i++) {
        if (words->lower[i].size < 5) continue;
        size_t size = 0;
        if (!append(key, &size, lemma_at(words, token, lemma)) || !append(key, &size, words->lower[i])) continue;
        const qt_cue_entry *entry = qt_cue_find((qt_str){key, size});
        if (entry) return (match){entry, 2, token};
    }
    return none;
}

static match best_match(const qt_words *words, qt_run cue, uint32_t end)
{
    match best = {NULL, 0, cue.first};
    for (uint32_t i = cue.first; i < cue.last; i++) {
        match here = longest_at(words, i, end);
        if (here.words < 2) {
            match gap = with_gap(words, i, end);
            if (gap.entry) here = gap;
        }
        if (here.entry && here.words > best.words) best = here;
    }
    return best;
}

static bool is_negation(qt_str w)
{
    static const char *const negations[] = {"not", "n't", "never", "no", "neither", "nor", "without"};
    for (size_t i = 0; i < sizeof negations / sizeof *negations; i++)
        if (qt_str_equal(w, qt_str_of(negations[i]))) return true;
    return false;
}

/* A negation, or a verb of refusing, in front of the matched word: in the cue or shortly before it. */
static bool negated(const qt_words *words, uint32_t token, uint32_t sentence_first)
{
    uint32_t from = token > sentence_first + NEGATION_REACH ? token - NEGATION_REACH : sentence_first;
    char buffer[QT_ENTRY_BYTES];
    for (uint32_t i = from; i < token; i++) {
        qt_str lemma = lemma_at(words, i, buffer);
        if (is_negation(words->lower[i]) || qt_str_equal(lemma, QT_STR("refuse")) ||
            qt_str_equal(lemma, QT_STR("decline")))
            return true;
    }
    return false;
}

/* Without a lexicon entry: the cue's last word of letters, so that the row still says by what word. */
static uint32_t head_of(const qt_words *words, qt_run cue)
{
    for (uint32_t i = cue.first; i < cue.last; i++) {
        qt_str w = words->lower[i];
        bool verbal = qt_str_ends(w, QT_STR("ed")) || qt_str_ends(w, QT_STR("ing"));
        if (verbal) return i;
    }
    return cue.last - 1;
}

int qt_read_kind(const qt_words *words, const qt_draft *draft, qt_arena *arena, qt_statement *out, quoth_error *error)
{
    out->kind = QT_KIND_STATEMENT;
    if (!qt_draft_has_cue(draft)) return QUOTH_OK;
    const qt_sentence *s = &words->text->sentences[words->text->tokens[draft->cue.first].sentence];
    uint32_t end = draft->cue.last + REACH < s->last ? draft->cue.last + REACH : s->last;
    if (end < draft->cue.last) end = draft->cue.last;
    match m = best_match(words, draft->cue, end);
    char buffer[QT_ENTRY_BYTES];
    uint32_t head = m.entry ? m.token : head_of(words, draft->cue);
    out->cue_lemma = qt_arena_copy(arena, lemma_at(words, head, buffer));
    if (!out->cue_lemma.data) return qt_arena_error(arena, error);
    if (m.entry) {
        bool turned = strcmp(m.entry->negatable, "yes") == 0 && negated(words, m.token, s->first);
        qt_kind kind = qt_kind_of(qt_str_of(m.entry->kind));
        if (!turned && kind < QT_KIND_COUNT) out->kind = kind;
    }
    if (out->kind == QT_KIND_DENIAL) out->polarity = QT_POLARITY_NEGATIVE;
    return QUOTH_OK;
}

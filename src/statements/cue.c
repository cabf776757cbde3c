#include "statements/read.h"

/* How far a match may reach past the cue into its sentence, and back for a negation. */
enum { REACH = 6, NEGATION_REACH = 3 };

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
    static const char *const small[] = {"a", "an", "the", "his", "her", "its", "their", "our", "my", "your", NULL};
    return qt_str_among(w, small);
}

/* The longest entry whose words stand at `token` and right behind it. Later words count as they stand. */
static qt_cue_match longest_at(const qt_words *words, uint32_t token, uint32_t end)
{
    qt_cue_match best = {NULL, 0, token, false};
    char key[QT_ENTRY_BYTES];
    size_t size = 0;
    uint32_t n = 0;
    for (uint32_t i = token; i < end && n < QT_ENTRY_WORDS; i++) {
        qt_str word = qt_word_lower(words, i);
        if (n > 0 && left_out(word)) continue;
        if (!append(key, &size, n == 0 ? qt_words_lemma(words, token) : word)) break;
        n++;
        const qt_cue_entry *entry = qt_cue_find((qt_str){key, size});
        if (entry) best = (qt_cue_match){entry, n, token, false};
    }
    return best;
}

/* An entry of verb and noun with one or two words between them: "claimed full responsibility". Particles are not
 * looked for: "called the man for" is not "call for". */
static qt_cue_match with_gap(const qt_words *words, uint32_t token, uint32_t end)
{
    qt_cue_match none = {NULL, 0, token, false};
    char key[QT_ENTRY_BYTES];
    for (uint32_t i = token + 2; i < end && i <= token + 3; i++) {
        if (qt_word_lower(words, i).size < 5) continue;
        size_t size = 0;
        if (!append(key, &size, qt_words_lemma(words, token)) || !append(key, &size, qt_word_lower(words, i))) continue;
        const qt_cue_entry *entry = qt_cue_find((qt_str){key, size});
        if (entry) return (qt_cue_match){entry, 2, token, false};
    }
    return none;
}

static bool is_negation(qt_str w)
{
    static const char *const negations[] = {"not", "n't", "never", "no", "neither", "nor", "without", NULL};
    return qt_str_among(w, negations);
}

/* "Neither the smiths nor the mayor would endorse": "nor" before a subject that the verb closes. */
static bool is_behind_nor(const qt_words *words, uint32_t token, uint32_t sentence_first)
{
    enum { SUBJECT = 8 };
    for (uint32_t t = token; t > sentence_first && t + SUBJECT > token; t--) {
        if (qt_words_is(words, t - 1, "nor")) return true;
        const qt_xpos tag = qt_words_tag(words, t - 1);
        const bool verb = tag == QT_XPOS_VBD || tag == QT_XPOS_VBZ || tag == QT_XPOS_VBP;
        static const char *const have[] = {"has", "have", "had", "is", "are", "was", "were", "do", "does", "did", NULL};
        if (!qt_token_is_word(words->text, t - 1) || (verb && !qt_words_among(words, t - 1, have))) return false;
    }
    return false;
}

/* A negation, or a verb of refusing, in front of the matched word: in the cue or shortly before it. */
static bool negated(const qt_words *words, uint32_t token, uint32_t sentence_first)
{
    uint32_t from = token > sentence_first + NEGATION_REACH ? token - NEGATION_REACH : sentence_first;
    for (uint32_t i = from; i < token; i++) {
        qt_str lemma = qt_words_lemma(words, i);
        if (is_negation(qt_word_lower(words, i)) || qt_str_equal(lemma, QT_STR("refuse")) ||
            qt_str_equal(lemma, QT_STR("decline")))
            return true;
    }
    return is_behind_nor(words, token, sentence_first);
}

/* Whether an entry leaves open what kind of statement it makes: "issue statement". */
static bool leaves_kind_open(const qt_cue_entry *entry) { return strcmp(entry->kind, "statement") == 0; }

/* "Issued a statement condemning": of two words the one that settles the kind tells more, then the longer one. */
static bool tells_more(const qt_cue_match *here, const qt_cue_match *best)
{
    if (!here->entry) return false;
    if (!best->entry) return true;
    if (leaves_kind_open(here->entry) != leaves_kind_open(best->entry)) return leaves_kind_open(best->entry);
    return here->words > best->words;
}

qt_cue_match qt_match_cue(const qt_words *words, qt_run cue)
{
    qt_cue_match best = {NULL, 0, cue.first, false};
    const qt_sentence *s = &words->text->sentences[words->text->tokens[cue.first].sentence];
    uint32_t end = cue.last + REACH < s->last ? cue.last + REACH : s->last;
    if (end < cue.last) end = cue.last;
    for (uint32_t i = cue.first; i < cue.last; i++) {
        qt_cue_match here = longest_at(words, i, end);
        if (here.words < 2) {
            qt_cue_match gap = with_gap(words, i, end);
            if (gap.entry) here = gap;
        }
        if (tells_more(&here, &best)) best = here;
    }
    best.negated = best.entry && negated(words, best.token, s->first);
    return best;
}

bool qt_cue_settles(const qt_cue_match *cue)
{
    return cue->entry && strcmp(cue->entry->kind, "statement") != 0 && strcmp(cue->entry->kind, "opinion") != 0;
}

bool qt_cue_refuses(const qt_cue_match *cue)
{
    return cue->entry && !cue->negated &&
           (strcmp(cue->entry->lemma, "decline") == 0 || strcmp(cue->entry->lemma, "refuse") == 0);
}

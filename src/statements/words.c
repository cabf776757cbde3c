#include "statements/words.h"

#include "base/utf8.h"
#include "syntax/lemma.h"

/* Writes the token in lower case to `out` and returns its size, which is never more. */
static size_t lower_token(qt_str token, char *out)
{
    static const char curly[] = "\xe2\x80\x99"; /* U+2019 */
    size_t n = 0;
    for (size_t i = 0; i < token.size; i++) {
        char c = token.data[i];
        if (token.size - i >= 3 && memcmp(token.data + i, curly, 3) == 0) {
            c = '\'';
            i += 2;
        } else if (c >= 'A' && c <= 'Z') {
            c = (char)(c + ('a' - 'A'));
        }
        out[n++] = c;
    }
    return n;
}

/* The form of a verb that a word's ending makes likely. */
static qt_xpos form_of(qt_str lower)
{
    if (qt_str_ends(lower, QT_STR("ing"))) return QT_XPOS_VBG;
    if (qt_str_ends(lower, QT_STR("s"))) return QT_XPOS_VBZ;
    return QT_XPOS_VBD;
}

static qt_str kept(const qt_words *words, qt_str lemma)
{
    if (!lemma.data) *words->full = true;
    return lemma.data ? lemma : QT_STR("");
}

qt_str qt_words_lemma(const qt_words *words, uint32_t token)
{
    qt_str lower = qt_word_lower(words, token), lemma = lower;
    qt_xpos xpos = qt_xpos_at(words->syntax, token);
    if (xpos != QT_XPOS_NNP && xpos != QT_XPOS_NNPS)
        lemma = kept(words, qt_lemma(lower, qt_upos_at(words->syntax, token), xpos, words->arena));
    if (!qt_token_is_word(words->text, token) || qt_cue_find(lemma)) return lemma;
    if (qt_cue_find(lower)) return lower;
    qt_str verb = kept(words, qt_lemma(lower, QT_UPOS_VERB, form_of(lower), words->arena));
    return qt_cue_find(verb) ? verb : lemma;
}

int qt_words_read(const qt_text *text, const qt_syntax *syntax, qt_arena *arena, qt_words *out, quoth_error *error)
{
    size_t room = 0;
    for (size_t i = 0; i < text->token_count; i++) room += text->tokens[i].span.end - text->tokens[i].span.begin;
    qt_words words = {text,
                      syntax,
                      arena,
                      QT_ARENA_NEW(arena, char, room),
                      QT_ARENA_NEW(arena, uint32_t, text->token_count + 1),
                      QT_ARENA_NEW(arena, bool, 1)};
    if (!words.lower || !words.places || !words.full) return qt_arena_error(arena, error);
    for (size_t i = 0; i < text->token_count; i++) {
        qt_str token = qt_str_at(text->bytes, text->tokens[i].span);
        words.places[i + 1] = words.places[i] + (uint32_t)lower_token(token, words.lower + words.places[i]);
    }
    *out = words;
    return QUOTH_OK;
}

uint32_t qt_words_child(const qt_words *words, uint32_t token, uint32_t from)
{
    const qt_sentence *s = &words->text->sentences[words->text->tokens[token].sentence];
    for (uint32_t t = from > s->first ? from : s->first; t < s->last; t++)
        if (qt_words_head(words, t) == token) return t;
    return QT_NONE;
}

static qt_dep without_voice(qt_dep dep)
{
    if (dep == QT_DEP_NSUBJ_PASS || dep == QT_DEP_NSUBJ_OUTER) return QT_DEP_NSUBJ;
    return dep == QT_DEP_CSUBJ_PASS || dep == QT_DEP_CSUBJ_OUTER ? QT_DEP_CSUBJ : dep;
}

uint32_t qt_words_child_as(const qt_words *words, uint32_t token, qt_dep dep)
{
    for (uint32_t t = qt_words_child(words, token, 0); t != QT_NONE; t = qt_words_child(words, token, t + 1))
        if (without_voice(qt_words_dep(words, t)) == dep) return t;
    return QT_NONE;
}

uint32_t qt_words_top(const qt_words *words, uint32_t first, uint32_t last)
{
    uint32_t top = QT_NONE;
    for (uint32_t t = first; t < last; t++) {
        const uint32_t head = qt_words_head(words, t);
        if (head != QT_NONE && head >= first && head < last) continue;
        if (qt_words_dep(words, t) == QT_DEP_PUNCT) continue;
        const uint32_t subject = qt_words_child_as(words, t, QT_DEP_NSUBJ);
        if (subject != QT_NONE && subject >= first && subject < last) return t;
        if (top == QT_NONE) top = t;
    }
    return top == QT_NONE ? first : top;
}

bool qt_words_form(const qt_words *words, uint32_t first, uint32_t n, char key[QT_ENTRY_BYTES], size_t *size)
{
    *size = 0;
    for (uint32_t i = first; i < first + n; i++) {
        qt_str w = qt_word_lower(words, i);
        if (*size + 1 + w.size > QT_ENTRY_BYTES) return false;
        if (i > first) key[(*size)++] = ' ';
        memcpy(key + *size, w.data, w.size);
        *size += w.size;
    }
    return true;
}

static uint32_t first_code(const qt_text *text, uint32_t token)
{
    uint32_t code = 0;
    qt_utf8_decode(text->bytes, text->tokens[token].span.begin, &code);
    return code;
}

bool qt_token_is_capital(const qt_text *text, uint32_t token) { return qt_is_upper(first_code(text, token)); }

bool qt_token_is_word(const qt_text *text, uint32_t token)
{
    uint32_t code = first_code(text, token);
    return qt_is_letter(code) || qt_is_digit(code);
}

bool qt_token_is_number(const qt_text *text, uint32_t token) { return qt_is_digit(first_code(text, token)); }

#include "syntax/lemma.h"

#include "base/table.h"
#include "base/utf8.h"

typedef struct row {
    const char *key, *lemma, *source;
} row;

static const row words[] = {
#include "lexicon/lemmas.inc"
};

static const row endings[] = {
#include "lexicon/lemma_endings.inc"
};

static const row peoples[] = {
#include "lexicon/peoples.inc"
};

#define X(value, label) [QT_XPOS_##value] = label,
static const char *const tags[QT_XPOS_COUNT] = {QT_XPOS_LIST(X)};
#undef X

static const char *const classes[QT_XPOS_COUNT] = {
    [QT_XPOS_VBD] = "VBD",  [QT_XPOS_VBN] = "VBD", [QT_XPOS_VBG] = "VBG", [QT_XPOS_VBZ] = "VBZ", [QT_XPOS_NNS] = "NNS",
    [QT_XPOS_NNPS] = "NNS", [QT_XPOS_JJR] = "JJR", [QT_XPOS_RBR] = "JJR", [QT_XPOS_JJS] = "JJS", [QT_XPOS_RBS] = "JJS",
};

/* A letter's lower case has at most half as many bytes more (UTF-8 of two bytes may become three). */
enum { FORM_BYTES = 64, LOWER_BYTES = 3 * FORM_BYTES / 2, ENDING_BYTES = 32, TAG_BYTES = 8 };

/* A word in lower case as the tables have it: "^", `size` bytes, "/", a tag. */
typedef struct word {
    char key[1 + LOWER_BYTES + 1 + TAG_BYTES];
    size_t size;
} word;

static bool lower(qt_str form, word *out)
{
    if (form.size == 0 || form.size > FORM_BYTES) return false;
    *out = (word){.key = "^"};
    for (size_t at = 0; at < form.size;) {
        uint32_t code;
        size_t n = qt_utf8_decode(form, at, &code);
        if (n == 0) return false;
        at += n;
        code = code == 0x2019 || code == '`' ? '\'' : qt_lower(code);
        out->size += qt_utf8_encode(code, out->key + 1 + out->size);
    }
    return true;
}

/* The word's key, with "^" before it, under `tag`. */
static qt_str under(word *w, const char *tag)
{
    size_t n = strlen(tag), at = 1 + w->size;
    w->key[at] = '/';
    memcpy(w->key + at + 1, tag, n < TAG_BYTES ? n : TAG_BYTES);
    return (qt_str){w->key, at + 1 + n};
}

static bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

static size_t count_of(qt_str s, bool (*is)(char))
{
    size_t n = 0;
    for (size_t i = 0; i < s.size; i++) n += is(s.data[i]);
    return n;
}

static bool is_small(char c) { return c >= 'a' && c <= 'z'; }
static bool is_roman(char c) { return c && strchr("IVXLCDM", c) != NULL; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Whether the word is written as its lemma is. */
static bool stands_for_itself(qt_str form, qt_upos upos, qt_xpos xpos)
{
    if (upos == QT_UPOS_PUNCT || upos == QT_UPOS_SYM) return true;
    if (xpos == QT_XPOS_ADD || xpos == QT_XPOS_LS || xpos == QT_XPOS_AFX) return true;
    if (xpos == QT_XPOS_CD) return count_of(form, is_roman) == form.size;
    bool capital = is_capital(form.data[0]);
    if (xpos == QT_XPOS_JJ) return capital && (form.size == 1 || QT_TABLE_FIND(peoples, form));
    return xpos == QT_XPOS_NN && capital && form.size == 1;
}

static bool is_name(qt_str form, qt_xpos xpos)
{
    if (xpos == QT_XPOS_NNP || xpos == QT_XPOS_NNPS) return true;
    bool noun = xpos == QT_XPOS_NN || xpos == QT_XPOS_NNS;
    return noun && is_capital(form.data[0]) &&
           (count_of(form, is_digit) || QT_TABLE_FIND(peoples, form)); /* "AK47s", "Sunnis" */
}

/* How a name is written: "paris" and "PARIS" as "Paris". Up to three small letters may be a particle ("de"), up to four
 * capitals an acronym. */
static void name_case(qt_str form, char out[FORM_BYTES])
{
    bool shouted = form.size > 4 && count_of(form, is_capital) == form.size;
    bool small = form.size > 3 && count_of(form, is_small) == form.size;
    for (size_t i = 0; i < form.size; i++) out[i] = shouted && i > 0 ? (char)(form.data[i] + 32) : form.data[i];
    if (small) out[0] = (char)(out[0] - 32);
}

/* The tag that lemma_endings.tsv has the word under, or NULL. A verb inside a name is one of two that may stand there:
 * "Rolling", "United". */
static const char *class_of(qt_str form, qt_upos upos, qt_xpos xpos)
{
    if (upos != QT_UPOS_VERB || xpos != QT_XPOS_NNP) return classes[xpos];
    return qt_str_ends(form, QT_STR("ing")) ? "VBG" : qt_str_ends(form, QT_STR("ed")) ? "VBD" : NULL;
}

static qt_str without_commas(qt_str s, char out[LOWER_BYTES])
{
    size_t n = 0;
    for (size_t i = 0; i < s.size; i++)
        if (s.data[i] != ',') out[n++] = s.data[i];
    return (qt_str){out, n};
}

/* `text` (the word as it is written in the lemma) with its longest ending of the table replaced, in `out`. */
static qt_str without_ending(word *w, const char *class, const char *text, char out[LOWER_BYTES + ENDING_BYTES])
{
    memcpy(out, text, w->size);
    qt_str key = under(w, class);
    size_t after = strlen(class) + 1;
    for (size_t at = 0; key.size - at >= after; at++) {
        const row *found = QT_TABLE_FIND(endings, ((qt_str){key.data + at, key.size - at}));
        if (!found) continue;
        size_t stem = at ? at - 1 : 0, n = strlen(found->lemma);
        if (stem + n == 0 || n > ENDING_BYTES) break;
        memcpy(out + stem, found->lemma, n);
        if (stem == 0 && is_capital(text[0])) out[0] = (char)(out[0] - 32 * is_small(out[0]));
        return (qt_str){out, stem + n};
    }
    return (qt_str){out, w->size};
}

qt_str qt_lemma(qt_str form, qt_upos upos, qt_xpos xpos, qt_arena *arena)
{
    word w;
    if (!lower(form, &w)) return form;
    qt_str key = under(&w, tags[xpos] ? tags[xpos] : "");
    const row *known = QT_TABLE_FIND(words, ((qt_str){key.data + 1, key.size - 1}));
    if (known) return qt_str_of(known->lemma);
    if (stands_for_itself(form, upos, xpos)) return form;

    char named[FORM_BYTES], cut[LOWER_BYTES + ENDING_BYTES];
    const char *text = w.key + 1;
    if (is_name(form, xpos)) {
        if (form.size != w.size) return form; /* letters whose lower case has another length */
        name_case(form, named);
        text = named;
    }
    const char *class = class_of(form, upos, xpos);
    qt_str lemma = {text, w.size};
    if (class) lemma = without_ending(&w, class, text, cut);
    else if (xpos == QT_XPOS_CD && is_digit(form.data[0])) lemma = without_commas(lemma, cut);
    return qt_str_equal(lemma, form) ? form : qt_arena_copy(arena, lemma);
}

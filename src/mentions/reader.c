#include <utf8proc.h>

#include "base/utf8.h"
#include "mentions/read.h"

static const char *const type_names[] = {
#define X(value, name) name,
    QT_MENTION_TYPE_LIST(X)
#undef X
};

static const char *const form_names[] = {"name", "nominal", "pronoun"};

qt_str qt_mention_type_name(qt_mention_type type) { return qt_str_of(type_names[type]); }
qt_str qt_mention_form_name(qt_mention_form form) { return qt_str_of(form_names[form]); }

bool qt_mention_type_of(qt_str name, qt_mention_type *out)
{
    for (int type = 0; type < QT_MENTION_TYPES; type++) {
        if (!qt_str_equal(name, qt_str_of(type_names[type]))) continue;
        *out = (qt_mention_type)type;
        return true;
    }
    return false;
}

/* Writes the token folded to `out` and returns its size. Lower case may take more bytes than capitals did (U+023A: two,
 * then three), never more than half as many again. */
static size_t fold(qt_str token, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < token.size;) {
        uint32_t code = (unsigned char)token.data[i];
        if (code < 0x80) {
            out[n++] = (char)(code >= 'A' && code <= 'Z' ? code + ('a' - 'A') : code);
            i++;
            continue;
        }
        i += qt_utf8_decode(token, i, &code);
        n += qt_utf8_encode(code == 0x2019 ? '\'' : (uint32_t)utf8proc_tolower((utf8proc_int32_t)code), out + n);
    }
    return n;
}

static bool fold_all(qt_reader *r)
{
    const qt_text *text = r->text;
    size_t room = text->token_count;
    for (uint32_t t = 0; t < text->token_count; t++) {
        qt_str token = qt_token_str(r, t);
        bool ascii = true;
        for (size_t i = 0; i < token.size && ascii; i++) ascii = (unsigned char)token.data[i] < 0x80;
        room += ascii ? token.size : token.size + token.size / 2;
    }
    r->folded = QT_ARENA_NEW(r->scratch, char, room);
    r->places = QT_ARENA_NEW(r->scratch, uint32_t, text->token_count + 1);
    if (!r->folded || !r->places) return false;
    for (uint32_t t = 0, n = 0; t < text->token_count; t++) {
        n += (uint32_t)fold(qt_token_str(r, t), r->folded + n);
        r->folded[n++] = ' ';
        r->places[t + 1] = n;
    }
    return true;
}

/* Two words or more in capitals, and none with small letters. */
static bool in_capitals(const qt_text *text, const qt_sentence *sentence)
{
    size_t upper = 0;
    for (uint32_t t = sentence->first; t < sentence->last; t++) {
        uint8_t shape = text->tokens[t].shape;
        if (shape == QT_SHAPE_LOWER || shape == QT_SHAPE_TITLE || shape == QT_SHAPE_MIXED) return false;
        upper += shape == QT_SHAPE_UPPER;
    }
    return upper >= 2;
}

/* The model's tags as ours: names end at sentence ends, and one that goes on from nothing begins there. */
static void normalise(qt_reader *r, const uint8_t *tags, const qt_labels *types)
{
    for (uint32_t t = 0; t < r->text->token_count; t++) {
        uint8_t k = tags[t] ? (uint8_t)((tags[t] - 1) / 2) : 0;
        qt_mention_type type = QT_MENTION_OTHER;
        if (!tags[t] || k >= types->count) continue;
        if (!qt_mention_type_of(types->names[k], &type)) type = QT_MENTION_OTHER;
        uint8_t begins = (uint8_t)(2 * type + 1), inside = (uint8_t)(begins + 1);
        bool same = t && r->text->tokens[t - 1].sentence == r->text->tokens[t].sentence &&
                    (r->tags[t - 1] == begins || r->tags[t - 1] == inside);
        r->tags[t] = tags[t] % 2 == 0 && same ? inside : begins;
    }
}

int qt_reader_open(qt_reader *r, const uint8_t *tags, const qt_labels *types, quoth_error *error)
{
    const qt_text *text = r->text;
    r->tags = QT_ARENA_NEW(r->scratch, uint8_t, text->token_count);
    r->capitals = QT_ARENA_NEW(r->scratch, bool, text->sentence_count);
    if (!r->tags || !r->capitals || !fold_all(r)) return qt_arena_error(r->arena, error);
    for (uint32_t s = 0; s < text->sentence_count; s++) r->capitals[s] = in_capitals(text, &text->sentences[s]);
    normalise(r, tags, types);
    return QUOTH_OK;
}

bool qt_name_next(const qt_reader *r, uint32_t *at, qt_name *out)
{
    uint32_t count = (uint32_t)r->text->token_count, first = *at;
    while (first < count && r->tags[first] % 2 == 0) first++;
    if (first >= count) return *at = count, false;
    uint32_t last = first + 1;
    while (last < count && r->tags[last] == r->tags[first] + 1) last++;
    *out = (qt_name){first, last, (qt_mention_type)(r->tags[first] / 2)};
    *at = last;
    return true;
}

void qt_name_clear(qt_reader *r, uint32_t first, uint32_t last)
{
    if (last < r->text->token_count && r->tags[last] && r->tags[last] % 2 == 0) r->tags[last]--;
    memset(r->tags + first, 0, last - first);
}

void qt_name_set(qt_reader *r, uint32_t first, uint32_t last, qt_mention_type type)
{
    qt_name_clear(r, first, last);
    for (uint32_t t = first; t < last; t++) r->tags[t] = (uint8_t)(2 * type + (t == first ? 1 : 2));
}

bool qt_token_is(const qt_reader *r, uint32_t beside, uint32_t t, qt_str form)
{
    return t < r->text->token_count && r->text->tokens[t].sentence == r->text->tokens[beside].sentence &&
           qt_str_equal(qt_folded(r, t), form);
}

uint32_t qt_name_head(const qt_reader *r, uint32_t first, uint32_t last)
{
    for (uint32_t t = first; r->syntax->words && t < last; t++) {
        uint32_t head = r->syntax->words[t].head;
        if (head < first || head >= last) return t;
    }
    return first;
}

int qt_span_push(const qt_reader *r, qt_span_list *list, qt_span span, quoth_error *error)
{
    size_t bytes = list->count * sizeof *list->items;
    qt_span *grown = qt_arena_grow(r->arena, list->items, bytes, bytes + sizeof *list->items);
    if (!grown) return qt_arena_error(r->arena, error);
    grown[list->count++] = span;
    list->items = grown;
    return QUOTH_OK;
}

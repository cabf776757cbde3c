/* What the parts of the room share: the text being read, and the tags that they repair. */
#ifndef QT_MENTIONS_READ_H
#define QT_MENTIONS_READ_H

#include "mentions/lexicon.h"
#include "mentions/mentions.h"

typedef struct qt_reader {
    const qt_text *text;
    const qt_syntax *syntax;
    qt_trees trees;  /* of the sentence whose names are looked beside; empty where there is no syntax */
    qt_arena *arena; /* for mentions; all else lives in the next */
    qt_arena *scratch;
    char *folded;     /* the tokens in lower case, curly apostrophes straight, a blank behind each */
    uint32_t *places; /* [token_count + 1] where each begins in `folded` */
    uint8_t *tags;    /* [token_count] 0, or 2 * qt_mention_type + 1 (begins a name), + 2 (goes on with it) */
    bool *capitals;   /* [sentence_count] set in capitals: headlines, some captions */
} qt_reader;

/* Tokens [first, last), first < last, and token t, so written. */
static inline qt_str qt_folded_run(const qt_reader *r, uint32_t first, uint32_t last)
{
    return (qt_str){r->folded + r->places[first], r->places[last] - 1 - r->places[first]};
}
static inline qt_str qt_folded(const qt_reader *r, uint32_t t) { return qt_folded_run(r, t, t + 1); }

/* A name as the tags have it: tokens [first, last) of one sentence. */
typedef struct qt_name {
    uint32_t first, last;
    qt_mention_type type;
} qt_name;

int qt_reader_open(qt_reader *r, const uint8_t *tags, const qt_labels *types, quoth_error *error);

/* The next name that begins at token *at or behind it; *at moves to its end. False at the text's end. */
bool qt_name_next(const qt_reader *r, uint32_t *at, qt_name *out);

/* Makes tokens [first, last) one name; what remains of a name that is cut begins anew. */
void qt_name_set(qt_reader *r, uint32_t first, uint32_t last, qt_mention_type type);
void qt_name_clear(qt_reader *r, uint32_t first, uint32_t last);

static inline qt_str qt_token_str(const qt_reader *r, uint32_t t)
{
    return qt_str_at(r->text->bytes, r->text->tokens[t].span);
}

/* True where token `t` exists, stands in the same sentence as `beside` and is `form` (lower case). */
bool qt_token_is(const qt_reader *r, uint32_t beside, uint32_t t, qt_str form);

/* The token of a name whose governor stands outside it; its first one where there is no syntax. */
uint32_t qt_name_head(const qt_reader *r, uint32_t first, uint32_t last);

/* Bytes of tokens [first, last), first < last. */
static inline qt_span qt_tokens_span(const qt_reader *r, uint32_t first, uint32_t last)
{
    return (qt_span){r->text->tokens[first].span.begin, r->text->tokens[last - 1].span.end};
}

/* ---------------------------------------------------------------------------------- repairs, in the order they run */

/* edges.c: no possessive, title, lone mark or participle ("-backed") inside a name; "Orlec Foundation" is one name. */
void qt_repair_edges(qt_reader *r);

/* firms.c: "Orlec and Lunt" is one name where the text has it as a firm's, and names neither of the two. Linear. */
void qt_repair_firms(qt_reader *r);

/* repeats.c: names set in capitals are those that the rest of the text spells; a surname alone is its bearer's. */
int qt_repair_repeats(qt_reader *r, quoth_error *error);

/* acronyms.c: tokens `acronym` and the name [first, last) that stand for the same. */
typedef struct qt_acronym {
    uint32_t acronym;
    uint32_t first; /* of the name in full, by its first token */
} qt_acronym;

typedef struct qt_acronyms {
    qt_acronym *items; /* by acronym token */
    size_t count;
} qt_acronyms;

int qt_repair_acronyms(qt_reader *r, qt_acronyms *out, quoth_error *error);

/* ---------------------------------------------------------------------------------------------- beside the names */

/* titles.c: titles before a person's name. *before is set to the first token of them (the name's own without). */
int qt_read_titles(const qt_reader *r, const qt_mention *m, qt_beside *beside, uint32_t *before, quoth_error *error);

/* ages.c: an age that begins at token `t` ("32", "aged 32", "32-year-old" in one token or five), as a span and its
 * end; false where there is none. `alone`: a bare number counts. */
bool qt_age_at(const qt_reader *r, uint32_t t, uint32_t last, bool alone, qt_age *out, uint32_t *end);

/* An age behind a person's name, between commas or as "aged 32", or right before `before`. */
void qt_read_age(const qt_reader *r, const qt_mention *m, qt_beside *beside, uint32_t before);

/* roles.c: roles and appositions (and ages inside them). */
int qt_read_roles(const qt_reader *r, const qt_mention *m, qt_beside *beside, uint32_t before, quoth_error *error);

int qt_span_push(const qt_reader *r, qt_span_list *list, qt_span span, quoth_error *error);

#endif

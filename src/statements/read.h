/* The parts of a statement that are read off its spans. Each function fills some fields of the statement. */
#ifndef QT_STATEMENTS_READ_H
#define QT_STATEMENTS_READ_H

#include "statements/drafts.h"

/* Statements that touch each sentence with their cue or content: items[first[s] .. first[s + 1]) are indices. */
typedef struct qt_touch {
    uint32_t *first, *items;
} qt_touch;

int qt_touch_read(const qt_text *text, const qt_drafts *drafts, qt_arena *arena, qt_touch *out, quoth_error *error);

/* The quotations that stand in no other one, as indices. */
typedef struct qt_outer {
    uint32_t *items;
    size_t count;
} qt_outer;

/* The first of them that ends behind byte `at`, as an index into items; count where none does. */
size_t qt_outer_from(const qt_text *text, const qt_outer *outer, uint32_t at);

int qt_outer_read(const qt_text *text, qt_arena *arena, qt_outer *out, quoth_error *error);

/* quoted, voice. */
int qt_read_quoted(const qt_text *text, const qt_outer *outer, const qt_draft *draft, qt_arena *arena,
                   qt_statement *out, quoth_error *error);

/* What the cue lexicon says of a cue. The entry of most words wins, and it may reach past the cue ("claimed |
 * responsibility"). */
typedef struct qt_cue_match {
    const qt_cue_entry *entry; /* NULL where it has none */
    uint32_t words, token;     /* how many words it has, where it begins */
    bool negated;              /* by a negation or a verb of refusing in front of it */
} qt_cue_match;

qt_cue_match qt_match_cue(const qt_words *words, qt_run cue);

/* Whether the cue alone says of what kind a statement is: "denied", and not "said" or "believes". */
bool qt_cue_settles(const qt_cue_match *cue);

/* "declined", "refused": with "to sign" behind it, he will not; what somebody declines to say stays open. */
bool qt_cue_refuses(const qt_cue_match *cue);

/* The first clause of a content, as far as its words tell without a tree. */
enum { QT_CLAUSE_MAX = 64 };
typedef struct qt_clause {
    uint32_t tokens[QT_CLAUSE_MAX]; /* of the content's first sentence, quotation marks left out */
    size_t count;
    size_t start, verb, stop; /* indices into tokens: of the main clause, of its auxiliary (stop: none), of its end */
    bool negated, conditional;
    bool asks, wh;         /* put as a question; begins with "whether", "why" and their like */
    bool of_speaker;       /* its subject is a personal pronoun that may mean the source */
    bool of_us;            /* that pronoun is "I" or "we" */
    bool of_now;           /* its attitude is one of the present: "I think", not "I thought" */
    bool quoted;           /* it begins inside quotation marks */
    bool topic;            /* says what was spoken about only */
    bool acts;             /* an infinitive of doing, not of saying: "to sign", not "to comment" */
    qt_certainty firmness; /* what its modals and hedges leave of certain */
    qt_cue_match inner;    /* the attitude or speech of that subject that it tells of; entry NULL where none */
} qt_clause;

void qt_clause_read(const qt_words *words, const qt_draft *draft, qt_clause *out);

/* cue_lemma, kind: by the cue lexicon, and where the cue is neutral by what is plain in the clause. */
void qt_read_kind(const qt_words *words, const qt_draft *draft, const qt_cue_match *cue, const qt_clause *clause,
                  qt_statement *out);

/* polarity, certainty: the source's stance on the content's main predicate (FactBank's axes; docs/ANNOTATION.md). Reads
 * the statement's kind. */
void qt_read_stance(const qt_draft *draft, const qt_cue_match *cue, const qt_clause *clause, qt_statement *out);

/* channel: by what the words came, where the cue's sentence says so outside the content. */
void qt_read_channel(const qt_words *words, const qt_draft *draft, qt_statement *out);

/* denies_for, of a denial. Reads the statement's kind. */
void qt_read_denial(const qt_words *words, const qt_draft *draft, qt_statement *out);

/* Whether an entry that stands at `run` hedges nothing there, by tags and tree: "May", "roughly 40", "I think about it". */
bool qt_hedge_is_innocent(const qt_words *words, const qt_hedge_entry *entry, qt_run run);

/* The longest hedge of the lexicon at `token`, within its sentence; an empty run, and NULL in *out, if there is none. */
qt_run qt_hedge_at(const qt_words *words, uint32_t token, const qt_hedge_entry **out);

/* The marks and one or two small words of a quotation that begins at `token`, an empty run where none does: scare quotes
 * where it is `nested` in another quotation, or is nobody's words. `next` is where the search among the quotations goes on,
 * zero at first: tokens are asked for in their order. */
qt_run qt_scare_quotes(const qt_words *words, uint32_t token, size_t *next, bool *nested);

/* hedges and unplaced_hedge of all statements: each hedge of the lexicon that stands in a statement's source, cue or
 * content is that statement's; a sentence with one that is nobody's flags its statements, and one that is quoted in a
 * sentence without a statement flags whoever is quoted around it. */
int qt_read_hedges(const qt_words *words, const qt_drafts *drafts, const qt_touch *touch, const qt_outer *outer,
                   qt_arena *arena, qt_statement *statements, quoth_error *error);

/* references and references_unresolved of all statements. */
int qt_read_references(const qt_text *text, const qt_touch *touch, qt_arena *arena, qt_statement *statements,
                       quoth_error *error);

#endif

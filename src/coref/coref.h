/* Who is who within one document: names, descriptions and pronouns that refer to the same. */
#ifndef QT_COREF_COREF_H
#define QT_COREF_COREF_H

#include "coref/vectors.h"
#include "mentions/mention.h"
#include "statements/statement.h"
#include "syntax/syntax.h"

/* Somebody or something that the document refers to. */
typedef struct qt_referent {
    const uint32_t *mentions; /* [mention_count] indices, in the text's order; at least one */
    uint32_t mention_count;
    uint32_t best; /* the mention that names it most fully; where none names it, the one that describes it most fully */
    uint8_t type;  /* qt_mention_type */
    bool named;    /* false: only described ("a senior official"), and nobody outside this document */
    bool government; /* a place that is used for its government: "Washington and Brussels deny" */
} qt_referent;

/* Every mention of a document, and what each refers to. */
typedef struct qt_coref {
    qt_mention *mentions; /* names, descriptions, pronouns, in the text's order; one may stand inside another */
    qt_span *phrases; /* [mention_count] each with all that the text hangs on it ("the mayor, who was ill,"); or NULL */
    uint32_t *referent_of; /* [mention_count] an index into `referents`, or QT_NONE; NULL where nobody was looked for */
    qt_referent *referents; /* by first mention */
    size_t mention_count, referent_count;
} qt_coref;

/* The referent of a mention; QT_NONE where the text leaves it open. */
static inline uint32_t qt_referent_of(const qt_coref *who, size_t mention)
{
    return who->referent_of ? who->referent_of[mention] : QT_NONE;
}

/* Reads who is who, given the names of the text (qt_mentions_read) and the vectors of its words (of a model that cannot rank
 * antecedents: none, and only names have company), and says it in the statements: each source's referent,
 * name, `resolved` and candidates; whom each statement is about. A source that the text leaves open, or of which the reading is
 * not sure enough, is unresolved, with its candidates. All arrays live in `arena`. */
int qt_coref_read(const qt_text *text, const qt_syntax *syntax, qt_mention *names, size_t name_count,
                  const qt_model *model, const qt_word_vectors *vectors, qt_statement *statements,
                  size_t statement_count, qt_arena *arena, qt_coref *out, quoth_error *error);

#endif

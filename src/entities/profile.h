/* A profile as it is read once, before it is compared with many. */
#ifndef QT_ENTITIES_PROFILE_H
#define QT_ENTITIES_PROFILE_H

#include "entities/entities.h"
#include "entities/names.h"

enum { QT_ROLE_WORDS = 24 };

/* A title, role or description as the set of its words, spelt one way. */
typedef struct qt_role {
    qt_str printed;
    qt_str words[QT_ROLE_WORDS]; /* sorted, each once */
    bool noun[QT_ROLE_WORDS];    /* a word for an office or an occupation */
    size_t count, nouns;
    bool office; /* a title of office or rank */
    bool lesser; /* "deputy", "vice", "acting" */
} qt_role;

typedef struct qt_roles {
    qt_role *items;
    size_t count;
} qt_roles;

typedef struct qt_read {
    const qt_profile *profile;
    qt_person_name *persons; /* persons: names and originals that can be read */
    size_t person_count;
    qt_body_name *bodies; /* all others, likewise */
    size_t body_count;
    qt_str *originals; /* folded, of names in a script of their own */
    size_t original_count;
    qt_roles roles; /* titles and roles, honorifics left out */
    qt_roles descriptions;
    uint64_t *context; /* hashes of folded names, sorted, each once */
    size_t context_count;
    uint64_t *kin; /* persons: those of `context` that are given names and nothing else */
    size_t kin_count;
    uint64_t *givens; /* their given names, whether or not a surname follows */
    size_t given_count;
    char sex; /* 'm', 'w', 0 */
    bool
        full; /* persons: a full name; bodies: more than an acronym or one plural; places: says of which larger place */
    bool dated;                    /* born_* were reckoned from a date */
    int32_t born_first, born_last; /* hundredths of a day; equal where no age is given */
} qt_read;

int qt_profile_read(const qt_profile *profile, qt_arena *arena, qt_read *out, quoth_error *error);

/* Adds a reason; the first QT_ENTITY_EVIDENCE are kept. */
void qt_evidence_add(qt_comparison *c, qt_evidence_kind kind, bool against, qt_str a, qt_str b);

/* What speaks for and against two people but for their names. Adds its reasons. */
typedef struct qt_facts {
    int role;   /* -1 differ, 0 silent, 1 one noun, 2 a title and a role, 3 more than the noun */
    int age;    /* -2 far apart, -1 apart, 0 silent, 1 agree */
    int script; /* -1, 0, 1 */
    bool sex_differs, description, context;
    bool kin; /* the documents name the same people by their given names alone: one family, one band */
} qt_facts;

qt_facts qt_facts_compare(const qt_read *a, const qt_read *b, qt_arena *arena, qt_comparison *out);

/* Each fills `out` of an empty comparison. */
void qt_persons_compare(const qt_read *a, const qt_read *b, qt_arena *arena, qt_comparison *out);
void qt_bodies_compare(const qt_read *a, const qt_read *b, qt_comparison *out);
void qt_places_compare(const qt_read *a, const qt_read *b, qt_comparison *out);
/* A body and what was taken for a place: true where their one name says that both are the body. */
bool qt_body_and_place_compare(const qt_read *a, const qt_read *b, qt_comparison *out);
bool qt_contexts_agree(const qt_read *a, const qt_read *b);

/* As qt_entity_compare and qt_entity_keys_of, of profiles already read. */
void qt_read_compare(const qt_read *a, const qt_read *b, qt_arena *arena, qt_comparison *out);
int qt_read_keys(const qt_read *profile, qt_arena *arena, qt_entity_keys *out, quoth_error *error);

#endif

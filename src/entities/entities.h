/* Who is who across documents: pure functions on the profiles they are given. No SQL, no I/O, no state.
 *
 * A profile is what one document says of one of its referents. How a case file uses the room:
 *
 *   1. qt_entity_keys_of(profile)    a few strings for an ordinary index. Only profiles that share one are ever compared.
 *   2. qt_entity_cluster(profiles)   of all profiles that share a key with what is new, and of those that stand in one entity
 *                                    with them: who is one entity, which pairs are proposed to a person, and why.
 *   3. qt_entity_compare(a, b)       the reasons again, for one pair: `quoth entities --why`.
 *
 * What is called the same is precise before it is complete; the rules are those of person.c and body.c. All is a
 * function of the set of profiles: no counts of a corpus, no order of adding. Work and memory are bounded whatever the names
 * are: see the limits below. Strings are UTF-8; bytes that are not are read as a break between words. */
#ifndef QT_ENTITIES_ENTITIES_H
#define QT_ENTITIES_ENTITIES_H

#include "base/arena.h"
#include "mentions/mention.h"

enum {
    QT_ENTITY_NAME_BYTES = 256, /* a longer name is no name: it gives no key and agrees with nothing */
    QT_ENTITY_NAME_WORDS = 12,  /* a name of more words likewise */
    QT_ENTITY_NAMES = 12,       /* of each list of a profile, no more strings than this are read, the first ones */
    QT_ENTITY_CONTEXT = 64,     /* of `context` */
    QT_ENTITY_KEYS = 24,        /* keys a profile */
    QT_ENTITY_KEY_BYTES = 64,   /* bytes a key */
    QT_ENTITY_BLOCK = 64,       /* the cap of a block, see qt_entity_cluster */
    QT_ENTITY_CLUSTER = 512,    /* profiles that differ in a cluster, see qt_entity_cluster */
    QT_ENTITY_EVIDENCE = 16     /* reasons kept for a pair */
};

#define QT_ENTITY_NO_AGE UINT32_MAX

typedef struct qt_strs {
    const qt_str *items;
    size_t count;
} qt_strs;

/* Views of the caller's; nothing is copied or kept. Order within the lists is that of the document. */
typedef struct qt_profile {
    qt_str key;      /* stable and unique: canonical order is its byte order */
    qt_str document; /* key of the document; two people of one document are never called the same */
    qt_mention_type type;
    qt_strs names;        /* as printed, without titles: "Anna Orlec", "Orlec", "A. Orlec" */
    qt_strs originals;    /* the name in the script of its language, where printed */
    qt_strs titles;       /* "Mr.", "President", as lexicon/titles.tsv has them */
    qt_strs roles;        /* "director of the harbour board" */
    qt_strs descriptions; /* appositions, predicate nominals and other descriptions */
    qt_strs context;      /* names of the other people, bodies and places of the document */
    qt_strs full;    /* keys under which qt_entity_cluster does not compare it: the caller's blocks are full there */
    uint32_t age;    /* years, QT_ENTITY_NO_AGE where none is given */
    qt_str date;     /* the document's: "2024-03-22", "2024-03" or "2024"; empty where unknown */
    bool status;     /* some row gives it criminal status: suspect, charged, convicted, attacker … */
    bool anonymous;  /* described, not named: "a senior official" */
    bool government; /* a place used for its government */
} qt_profile;

/* SAME      the machine merges.
 * PROPOSED  worth a person's look; the machine never merges.
 * UNKNOWN   nothing speaks for it, or too little ("the same surname").
 * DIFFERENT something speaks against it; the machine never puts the two into one cluster, through others neither. */
typedef enum qt_verdict { QT_VERDICT_UNKNOWN, QT_VERDICT_DIFFERENT, QT_VERDICT_PROPOSED, QT_VERDICT_SAME } qt_verdict;

/* The closed list of reasons. X(value, name, what it says where it speaks for, what it says where it speaks against) */
#define QT_EVIDENCE_LIST(X)                                                                                 \
    X(NAME, "name", "same name", "different names")                                                         \
    X(ROMANISATION, "romanisation", "same name but for the romanisation", "")                               \
    X(SCRIPT, "script", "same name in the original script", "different names in the original script")       \
    X(NICKNAME, "nickname", "a short form of the same given name", "")                                      \
    X(ORDER, "order", "same name, family name first in one", "")                                            \
    X(INITIAL, "initial", "initials agree", "initials disagree")                                            \
    X(SURNAME, "surname", "same surname, no more than that", "different surnames")                          \
    X(GIVEN, "given", "same given name", "different given names")                                           \
    X(MIDDLE, "middle", "middle names or patronymics agree", "middle names or patronymics disagree")        \
    X(GENERATION, "generation", "generational suffixes agree", "generational suffixes disagree")            \
    X(WORDING, "wording", "same name but for its wording", "")                                              \
    X(PART, "part", "one name is part of the other", "")                                                    \
    X(ACRONYM, "acronym", "initials of the other name", "same initials, different names")                   \
    X(EXONYM, "exonym", "two names of one place", "")                                                       \
    X(ALIAS, "alias", "two names of one body", "")                                                          \
    X(WITHIN, "within", "same larger place", "different larger places")                                     \
    X(SOLE, "sole", "the only full name here that fits", "more than one full name here fits")               \
    X(ROLE, "role", "role agrees", "roles differ")                                                          \
    X(TITLE, "title", "title agrees", "titles differ")                                                      \
    X(AGE, "age", "ages agree", "ages disagree")                                                            \
    X(SEX, "sex", "", "titles of a man and of a woman")                                                     \
    X(DESCRIPTION, "description", "description agrees", "")                                                 \
    X(CONTEXT, "context", "the documents name the same others", "")                                         \
    X(COMMON, "common", "", "a common name, and not enough else agrees")                                    \
    X(GENERIC, "generic", "", "a name that many bodies bear")                                               \
    X(STATUS, "status", "", "one has criminal status, and not enough else agrees")                          \
    X(DOCUMENT, "document", "", "one document tells them apart")                                            \
    X(TYPE, "type", "", "of different types")                                                               \
    X(GOVERNMENT, "government", "", "a place used for its government is not the place, nor the government") \
    X(ANONYMOUS, "anonymous", "", "described, not named")

#define X(value, name, yes, no) QT_EVIDENCE_##value,
typedef enum qt_evidence_kind { QT_EVIDENCE_LIST(X) QT_EVIDENCE_KINDS } qt_evidence_kind;
#undef X

/* One reason: "ages disagree: 32, 57". The strings are what was printed (ages in digits), in the order of the pair; either
 * may be empty. */
typedef struct qt_evidence {
    qt_evidence_kind kind;
    bool against;
    qt_str a, b; /* views of the profiles, or in the arena */
} qt_evidence;

typedef struct qt_comparison {
    qt_verdict verdict;
    bool
        apart; /* never in one cluster by the machine, through others neither: DIFFERENT, two people of one document, or
                      one with criminal status where the verdict is not SAME */
    bool
        if_sole; /* PROPOSED, and SAME where one cluster alone bears a full name that fits: a surname with a role, an acronym */
    uint8_t
        score; /* 0 … 100: how firmly; orders SAME before SAME and PROPOSED before PROPOSED, and is no probability */
    uint8_t count;
    qt_evidence evidence[QT_ENTITY_EVIDENCE]; /* what decided comes first */
} qt_comparison;

typedef enum qt_key_level {
    QT_KEY_FINE,  /* a full name */
    QT_KEY_COARSE /* a surname, an acronym's letters: past the cap its block is not compared, the fine keys split it */
} qt_key_level;

typedef struct qt_entity_key {
    qt_str text; /* "p:anna orlec", at most QT_ENTITY_KEY_BYTES; in the arena */
    qt_key_level level;
} qt_entity_key;

typedef struct qt_entity_keys {
    qt_entity_key items[QT_ENTITY_KEYS]; /* sorted by text, each once */
    size_t count;                        /* 0: never compared with anything (anonymous, or no readable name) */
} qt_entity_keys;

/* Keys of a profile: whatever qt_entity_compare calls SAME or PROPOSED by name shares one. Independent of the order of words
 * and names, of script, romanisation, diacritics and case. */
int qt_entity_keys_of(const qt_profile *profile, qt_arena *arena, qt_entity_keys *out, quoth_error *error);

/* Symmetric: (b, a) gives the same with the strings swapped. */
int qt_entity_compare(const qt_profile *a, const qt_profile *b, qt_arena *arena, qt_comparison *out,
                      quoth_error *error);

/* What a person decided about two profiles, by their indices. */
typedef struct qt_entity_decision {
    uint32_t a, b;
    bool same; /* else "not the same" */
} qt_entity_decision;

/* A pair of profiles, a < b in canonical order, and what was found. */
typedef struct qt_entity_link {
    uint32_t a, b; /* indices of the caller's */
    bool merged;   /* this link put two clusters together */
    qt_comparison comparison;
} qt_entity_link;

typedef struct qt_entity_clusters {
    uint32_t *cluster; /* [profile_count]: its cluster, 0 … count - 1 in the canonical order of their first profiles */
    uint32_t *first;   /* [count]: the profile of the smallest key in it, whose key can name the cluster */
    size_t count;
    qt_entity_link *
        links; /* what merged, and what is PROPOSED or SAME between clusters; in an order of its own, always the same */
    size_t link_count;
    uint32_t *refused; /* indices of decisions that contradict others and were not followed */
    size_t refused_count;
} qt_entity_clusters;

/* Clusters `profiles`. A person's "same" holds whatever the machine finds, a "not the same" holds against the machine and
 * against "same" through others (such a "same" is refused). Then SAME pairs merge, the firmest first, unless that would put
 * two into one cluster that are `apart`; then what is SAME if sole. PROPOSED never merges.
 *
 * Profiles that say the same of names, originals and sex, and give neither age nor criminal status, are taken as one where two of
 * them would be SAME; the roles of one then count for all. Pairs come from blocks, those that share a key. A coarse block of more
 * than QT_ENTITY_BLOCK is not compared: its members meet in their fine blocks alone, and what is SAME if sole stays proposed or
 * unknown. In a fine block past the cap each is compared with the first QT_ENTITY_BLOCK in canonical order. A cluster takes no
 * more than QT_ENTITY_CLUSTER that differ; what would go beyond stays a link that is not merged. So work grows with the profiles,
 * not with their square.
 *
 * QUOTH_REFUSED where two profiles have one key or a decision names none; QUOTH_FAILED where the arena is full. Outputs lie in
 * the arena and are the same for any order of profiles and decisions, indices aside. */
int qt_entity_cluster(const qt_profile *profiles, size_t profile_count, const qt_entity_decision *decisions,
                      size_t decision_count, qt_arena *arena, qt_entity_clusters *out, quoth_error *error);

/* The name of a kind, and what it says ("role agrees"); static storage. */
qt_str qt_evidence_name(qt_evidence_kind kind);
qt_str qt_evidence_says(qt_evidence_kind kind, bool against);
qt_str qt_verdict_name(qt_verdict verdict);

#endif

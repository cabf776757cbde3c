/* One statement: who (sources), by what word (cue), what (content). The terms are PARC's (Pareti 2016) and PolNeAR's. */
#ifndef QT_STATEMENTS_STATEMENT_H
#define QT_STATEMENTS_STATEMENT_H

#include "text/text.h"

/* Names as printed in JSON: qt_kind_name and its like. Stored in case files by name, never by number. */
typedef enum qt_kind {
    QT_KIND_STATEMENT,
    QT_KIND_DENIAL,
    QT_KIND_ACCUSATION,
    QT_KIND_WARNING,
    QT_KIND_PLEDGE,
    QT_KIND_DEMAND,
    QT_KIND_CRITICISM,
    QT_KIND_CONDEMNATION,
    QT_KIND_CONDOLENCE,
    QT_KIND_CLAIM_OF_RESPONSIBILITY,
    QT_KIND_ANNOUNCEMENT,
    QT_KIND_QUESTION,
    QT_KIND_OPINION,
    QT_KIND_COUNT
} qt_kind;
typedef enum qt_voice {
    QT_VOICE_DIRECT,
    QT_VOICE_INDIRECT,
    QT_VOICE_MIXED,
    QT_VOICE_NARRATED,
    QT_VOICE_COUNT
} qt_voice;
typedef enum qt_polarity {
    QT_POLARITY_NONE,
    QT_POLARITY_POSITIVE,
    QT_POLARITY_NEGATIVE,
    QT_POLARITY_UNDERSPECIFIED,
    QT_POLARITY_COUNT
} qt_polarity; /* NONE: not determined, JSON null */
typedef enum qt_certainty {
    QT_CERTAINTY_NONE,
    QT_CERTAINTY_CERTAIN,
    QT_CERTAINTY_PROBABLE,
    QT_CERTAINTY_POSSIBLE,
    QT_CERTAINTY_UNDERSPECIFIED,
    QT_CERTAINTY_COUNT
} qt_certainty;

/* The one that says less: they stand in that order. */
static inline qt_certainty qt_certainty_weaker(qt_certainty a, qt_certainty b) { return a > b ? a : b; }
typedef enum qt_whom { QT_WHOM_NONE, QT_WHOM_OWN, QT_WHOM_THIRD, QT_WHOM_COUNT } qt_whom; /* NONE: not determined */
typedef enum qt_channel_type {
    QT_CHANNEL_NONE,
    QT_CHANNEL_INTERVIEW,
    QT_CHANNEL_NEWS_CONFERENCE,
    QT_CHANNEL_MEETING,
    QT_CHANNEL_SPEECH,
    QT_CHANNEL_STATEMENT,
    QT_CHANNEL_POST,
    QT_CHANNEL_MESSAGE,
    QT_CHANNEL_CALL,
    QT_CHANNEL_DOCUMENT,
    QT_CHANNEL_COURT,
    QT_CHANNEL_BROADCAST,
    QT_CHANNEL_COUNT
} qt_channel_type;
typedef enum qt_owner { QT_OWNER_SPEAKER, QT_OWNER_NARRATOR, QT_OWNER_UNCLEAR, QT_OWNER_COUNT } qt_owner;
typedef enum qt_resolved {
    QT_RESOLVED_PRINTED,
    QT_RESOLVED_MACHINE,
    QT_RESOLVED_PERSON,
    QT_RESOLVED_UNRESOLVED,
    QT_RESOLVED_COUNT
} qt_resolved;
typedef enum qt_about_role { QT_ABOUT_TARGET, QT_ABOUT_MENTIONED, QT_ABOUT_ROLES } qt_about_role;

/* The contract's words for each value; static storage. */
qt_str qt_kind_name(qt_kind kind);
qt_str qt_voice_name(qt_voice voice);
qt_str qt_polarity_name(qt_polarity polarity);    /* data NULL for NONE */
qt_str qt_certainty_name(qt_certainty certainty); /* data NULL for NONE */
qt_str qt_whom_name(qt_whom whom);                /* data NULL for NONE */
qt_str qt_channel_name(qt_channel_type type);     /* data NULL for NONE */
qt_str qt_owner_name(qt_owner owner);
qt_str qt_resolved_name(qt_resolved resolved);
qt_str qt_about_role_name(qt_about_role role);

/* The value of a name, or the enum's COUNT for a name that is none. */
qt_kind qt_kind_of(qt_str name);
qt_voice qt_voice_of(qt_str name);
qt_polarity qt_polarity_of(qt_str name);
qt_certainty qt_certainty_of(qt_str name);
qt_whom qt_whom_of(qt_str name);
qt_channel_type qt_channel_of(qt_str name);
qt_owner qt_owner_of(qt_str name);
qt_resolved qt_resolved_of(qt_str name);
qt_about_role qt_about_role_of(qt_str name);

typedef struct qt_hedge {
    qt_span span;
    qt_owner by;
} qt_hedge;

/* `span` is where the text names the source: for a carried-over speaker, in an earlier sentence. */
typedef struct qt_source {
    qt_span span;
    qt_resolved resolved;
    qt_str name;       /* the name it resolves to; data NULL where unresolved */
    uint32_t referent; /* whom it is, among the document's referents (qt_coref); QT_NONE where unresolved */
    qt_span *candidates;
    uint32_t candidate_count; /* spans that might name it, where unresolved */
} qt_source;

typedef struct qt_quoted {
    qt_span span;        /* the words inside the marks */
    bool closed, elided; /* elided: an ellipsis inside the marks says that words are left out */
} qt_quoted;

/* Whom or what a statement is about. */
typedef struct qt_about {
    uint32_t referent; /* as in qt_source; never QT_NONE */
    qt_str name;       /* what the document names or describes it by most fully */
    qt_span span;      /* the mention, inside the content */
    uint8_t role;      /* qt_about_role: target where the statement is made of it or to its address, else mentioned */
} qt_about;

/* By what the words came, where the sentence says so: "in an interview". */
typedef struct qt_channel {
    qt_channel_type type;
    qt_span span; /* the words that say so; empty where the type is NONE */
} qt_channel;

typedef struct qt_statement {
    qt_span sentence; /* the sentence of the cue, or of the content where there is no cue */
    qt_part part;
    qt_kind kind;
    qt_voice voice;
    qt_polarity polarity;
    qt_certainty certainty;
    qt_whom denies_for; /* of a denial: whether for the denier's own side or for somebody else */
    double confidence;  /* quoth's own, in its reading, in [0, 1]; calibrated once annotated */
    qt_source *sources;
    qt_span *cue;      /* pieces of the cue in text order; none where a speaker carries over or the text narrates */
    qt_str cue_lemma;  /* lemma of its head word, lower case; data NULL where there is no cue */
    qt_span *content;  /* pieces, cut at paragraph ends; none where a claim is only named */
    qt_quoted *quoted; /* the quoted parts of the content */
    qt_hedge *hedges;
    qt_about *about;                 /* each referent once, in the text's order */
    uint32_t *references;            /* indices into the text's references: those that support this statement */
    uint32_t *references_unresolved; /* displaced marks that may belong to it, or stand before its sentence */
    uint32_t source_count, cue_count, content_count, quoted_count, hedge_count, about_count, reference_count,
        unresolved_count;
    qt_channel channel;
    bool listed;         /* the cue lexicon has a word of its cue */
    bool unplaced_hedge; /* its sentence has a word of hedging that belongs to no statement's hedges */
    uint32_t within;     /* index of the statement it stands in, or QT_NONE */
    qt_span head;        /* of a narrated one: the word that carries it; else empty */
} qt_statement;

#endif

/* What is looked at to tell who is who: the candidates, the groups of names, who speaks where. */
#ifndef QT_COREF_SCENE_H
#define QT_COREF_SCENE_H

#include "coref/names.h"
#include "statements/statement.h"

typedef struct qt_scene {
    const qt_words *words;
    const qt_mention *names;
    const uint32_t *group; /* of names, see names.h */
    qt_candidates all;
    uint32_t *of_head;   /* [token_count] the candidate whose head the token is (of two, not the list), or QT_NONE */
    uint32_t *of_name;   /* [names] the candidate that a name is */
    uint32_t *statement; /* [candidates] the innermost statement in whose content its head stands, or QT_NONE */
    uint32_t *speaker;   /* [statements] the candidate that is its source, or QT_NONE */
    uint32_t *before;    /* [candidates] the last candidate before it with the same head word, or QT_NONE */
} qt_scene;

/* Reads the scene; everything lives in `arena`. `names` are those of the text, in its order. Linear but for sorting. */
int qt_scene_read(const qt_words *words, const qt_mention *names, size_t name_count, const qt_statement *statements,
                  size_t statement_count, qt_arena *arena, qt_scene *out, quoth_error *error);

/* The candidate that a source's span means: the one that heads it, the list where the span takes a list in. */
uint32_t qt_scene_at(const qt_scene *scene, qt_span span);

/* What two candidates have to do with each other: one value of each kind, the earlier one being the antecedent. The values
 * are stored in models: append only. */
enum {
    QT_PAIR_SENTENCES, /* sentences between them */
    QT_PAIR_MENTIONS,  /* candidates between them */
    QT_PAIR_WORDS,     /* how their words agree */
    QT_PAIR_NUMBER,    /* whether they agree; so the next two */
    QT_PAIR_GENDER,
    QT_PAIR_TYPE,
    QT_PAIR_FORMS,     /* name, description or pronoun: 3 * the antecedent's + the other's */
    QT_PAIR_TREE,      /* how they stand in one sentence's tree */
    QT_PAIR_QUOTE,     /* inside and outside quotation */
    QT_PAIR_SPEAKER,   /* who speaks to whom */
    QT_PAIR_MODIFIERS, /* whether the later phrase says more than the earlier one */
    QT_PAIR_KINDS
};
enum { QT_PAIR_VALUES = 12 }; /* of each kind, at most */

/* Values of QT_PAIR_NUMBER and QT_PAIR_TYPE, and the first of QT_PAIR_GENDER, which has two more: a person and a thing; a person,
 * and one whose sex is known. */
enum { QT_OPEN, QT_SAME, QT_DIFFERENT, QT_PERSON_AND_THING, QT_PERSON_AND_SEX };

/* Values of QT_PAIR_WORDS: nothing alike; the heads; the whole phrases; names of one group; a head that stands in the other
 * phrase; pronouns of one kind; names of different groups. */
enum {
    QT_WORDS_APART,
    QT_WORDS_HEAD,
    QT_WORDS_PHRASE,
    QT_WORDS_NAME,
    QT_WORDS_PART,
    QT_WORDS_PRONOUN,
    QT_WORDS_OTHER_NAME
};

/* Of QT_PAIR_TREE: another sentence, or nothing; the antecedent's phrase holds the mention; the other way round; apposition; subject and
 * predicate; subject and another part of one clause; subjects of a clause and of one below it; a relative pronoun and what it
 * belongs to; subject of a clause and what stands further below. */
enum {
    QT_TREE_APART,
    QT_TREE_HOLDS,
    QT_TREE_HELD,
    QT_TREE_APPOSITION,
    QT_TREE_PREDICATE,
    QT_TREE_CLAUSE,
    QT_TREE_SUBJECTS,
    QT_TREE_RELATIVE,
    QT_TREE_BELOW
};

/* Of QT_PAIR_SPEAKER: nothing; the mention is said by the antecedent, in its first person; in another person; both are said by
 * one source; by two; first persons of one speaker; of two; the antecedent is said by the mention; a first person whose
 * speaker is another, or is not known. */
enum {
    QT_SPEAKER_NONE,
    QT_SPEAKER_I,
    QT_SPEAKER_TELLS,
    QT_SPEAKER_ONE,
    QT_SPEAKER_TWO,
    QT_SPEAKER_I_AND_I,
    QT_SPEAKER_I_AND_ANOTHER,
    QT_SPEAKER_TOLD_OF,
    QT_SPEAKER_UNKNOWN
};

/* Of QT_PAIR_MODIFIERS: a bare head; every word beside the later head stands in the earlier phrase too; some do not. */
enum { QT_MODIFIERS_NONE, QT_MODIFIERS_KNOWN, QT_MODIFIERS_NEW };

void qt_pair_read(const qt_scene *scene, uint32_t antecedent, uint32_t mention, uint8_t out[QT_PAIR_KINDS]);

/* The antecedents of a mention that are looked at, the nearest first: those right before it, and further off the last ones
 * with its head word. Returns how many. */
enum { QT_ANTECEDENTS_NEAR = 60, QT_ANTECEDENTS_ALIKE = 12, QT_ANTECEDENTS_MAX = 72 };
uint32_t qt_antecedents(const qt_scene *scene, uint32_t mention, uint32_t out[QT_ANTECEDENTS_MAX]);

#endif

/* What the parts of names.c share: the names of a text while it is found out whose they are. */
#ifndef QT_COREF_GROUPER_H
#define QT_COREF_GROUPER_H

#include "coref/names.h"

/* A name by one of its words. */
typedef struct qt_name_entry {
    qt_str word;
    uint32_t name;
} qt_name_entry;

typedef struct qt_grouper {
    const qt_words *words;
    const qt_mention *names;
    uint32_t *group;
    bool *nobody;           /* [count] may be two people's */
    bool *surname;          /* [count] a surname alone, of somebody whom the text names in full */
    uint32_t *own;          /* [count] whose a surname alone is, where several bear it; QT_NONE */
    uint32_t *first;        /* [count] the first token of each name, behind its article */
    qt_name_entry *entries; /* [count] */
    size_t count;
} qt_grouper;

/* The first name of the group of name `i`, so far; makes two groups one. */
uint32_t qt_names_root(const qt_grouper *g, uint32_t i);
void qt_names_join(qt_grouper *g, uint32_t a, uint32_t b);

static inline bool qt_name_person(const qt_grouper *g, uint32_t i) { return g->names[i].type == QT_MENTION_PERSON; }
static inline uint32_t qt_name_length(const qt_grouper *g, uint32_t i) { return g->names[i].last - g->first[i]; }
static inline qt_str qt_name_word(const qt_grouper *g, uint32_t t) { return qt_word_lower(g->words, t); }
static inline qt_str qt_name_last(const qt_grouper *g, uint32_t i) { return qt_name_word(g, g->names[i].last - 1); }
static inline qt_str qt_name_first(const qt_grouper *g, uint32_t i) { return qt_name_word(g, g->first[i]); }

/* All words of a name, one behind the other. */
static inline qt_str qt_name_words(const qt_grouper *g, uint32_t first, uint32_t last)
{
    const qt_words *w = g->words;
    return (qt_str){w->lower + w->places[first], w->places[last] - w->places[first]};
}
static inline qt_str qt_name_whole(const qt_grouper *g, uint32_t i)
{
    return qt_name_words(g, g->first[i], g->names[i].last);
}

typedef qt_str qt_word_of(const qt_grouper *g, uint32_t name);
typedef void qt_each_run(qt_grouper *g, const qt_name_entry *run, size_t count);

/* Calls `each` with the names of every word that `word` gives for several, in the text's order. */
void qt_by_word(qt_grouper *g, qt_word_of *word, qt_each_run *each);

/* name_persons.c: surnames and given names alone are their bearers'. */
void qt_names_group_persons(qt_grouper *g);

/* name_bodies.c: names of bodies without the word for what they are, and in their initials. */
int qt_names_group_bodies(qt_grouper *g, qt_arena *arena, quoth_error *error);

#endif

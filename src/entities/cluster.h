/* What clustering keeps while it works. */
#ifndef QT_ENTITIES_CLUSTER_H
#define QT_ENTITIES_CLUSTER_H

#include "base/vec.h"
#include "entities/profile.h"

/* Profiles that differ in nothing that matters here, as one. Nodes stand in the canonical order of their first profiles. */
typedef struct qt_node {
    uint32_t first;     /* position of its first profile in canonical order */
    qt_profile profile; /* that profile, a person's with the titles and roles of all members */
    qt_read read;       /* of it */
    uint32_t *members;  /* positions, ascending */
    size_t member_count;
    uint32_t *partners; /* nodes that a person called not the same */
    size_t partner_count, partner_capacity;
    bool crowded; /* a coarse block of its is past the cap: who else bears its name is not known */
} qt_node;

typedef struct qt_pair {
    uint32_t a, b; /* nodes, a < b */
    uint8_t verdict, score;
    bool apart, if_sole;
    bool merged; /* put two clusters together */
} qt_pair;

typedef struct qt_pairs {
    qt_pair *items;
    size_t count, capacity;
} qt_pairs;

typedef struct qt_nodes {
    qt_node *items;
    size_t count;
    const qt_profile **order; /* profiles in canonical order */
    uint32_t *index;          /* position -> the caller's index */
    uint32_t *node;           /* position -> node */
    size_t profile_count;
} qt_nodes;

/* Reads, sorts and joins profiles that do not differ; `lone` (one a profile of the caller's) keeps one by itself. */
int qt_nodes_make(const qt_profile *profiles, size_t count, const bool *lone, qt_arena *arena, qt_nodes *out,
                  quoth_error *error);

/* The pairs of nodes that share a block and have something to say, in canonical order. */
int qt_nodes_pairs(qt_nodes *nodes, qt_arena *arena, qt_pairs *out, quoth_error *error);

typedef struct qt_group { /* of a root */
    uint32_t *nodes;
    size_t count;
    uint32_t *documents; /* of people: ranks, sorted */
    size_t document_count;
} qt_group;

typedef struct qt_clusterer {
    qt_nodes nodes;
    qt_pairs pairs;
    uint32_t *parent;  /* [node] */
    qt_group *groups;  /* [node], of roots */
    uint64_t *refused; /* pairs of roots that may not meet, an open table; 0 is free */
    size_t refused_size, refused_count;
    qt_arena *arena, *scratch;
    quoth_error *error;
} qt_clusterer;

/* Each node a cluster of its own. */
int qt_groups_start(qt_clusterer *c);

/* The node that stands for the cluster of `n`. */
uint32_t qt_group_root(qt_clusterer *c, uint32_t n);

/* A person called two of these clusters not the same. `a` and `b` are roots. */
bool qt_groups_decided_apart(qt_clusterer *c, uint32_t a, uint32_t b);

/* Puts two clusters (roots) together; false where memory is out. */
bool qt_groups_unite(qt_clusterer *c, uint32_t a, uint32_t b);

/* Puts the clusters of two nodes together where they may meet, which *done tells; false where memory is out. */
bool qt_groups_try(qt_clusterer *c, uint32_t a, uint32_t b, bool *done);

#endif

/* Plurals that stand for a list: "both", "all three", "the two men", "they". */
#ifndef QT_COREF_GROUPS_H
#define QT_COREF_GROUPS_H

#include "coref/chains.h"
#include "coref/lists.h"
#include "coref/plurals.h"

/* What is known of all chains while plurals are read. */
typedef struct qt_groups {
    const qt_scene *scene;
    const qt_link *links;
    uint8_t *gender;   /* [candidates] qt_gender of the chain that begins there: the narrowest of its members' */
    uint32_t *of_list; /* [token_count] the list that a token heads, or QT_NONE */
    uint32_t *
        stands; /* [candidates] the list that a plural's chain was found to stand for, by its first candidate; QT_NONE */
} qt_groups;

int qt_groups_read(const qt_scene *scene, const qt_link *links, qt_arena *arena, qt_groups *out, quoth_error *error);

enum { QT_GROUP_RIVALS = 3 };

/* Whom a plural stands for. */
typedef struct qt_group {
    bool plural;                     /* whether it is a phrase that may stand for a list at all */
    qt_list of;                      /* whose parts it stands for; count 0 where the text leaves it open */
    qt_span rivals[QT_GROUP_RIVALS]; /* the lists that it may stand for where it is open */
    uint32_t rival_count;
} qt_group;

/* Whom candidate `m` stands for: the parts of the only list near by that fits it in number and kind, as far as the text makes
 * plain who each of them is. "They" stands for a list only where the ranker thinks so too. To be asked in the text's order. Linear
 * in the sentences near by. */
void qt_group_read(qt_groups *groups, uint32_t m, qt_group *out);

/* Whether candidate `c` may be one of those meant, and the text makes plain who it is. */
bool qt_group_may_have(const qt_groups *groups, uint32_t c, const qt_plural *plural);

#endif

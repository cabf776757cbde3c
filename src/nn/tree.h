/* The best tree over a sentence's words, from a score for every pair. */
#ifndef QT_NN_TREE_H
#define QT_NN_TREE_H

#include "nn/windows.h"

enum { QT_TREE_MAX = QT_WINDOW_MAX }; /* words */

/* A worker's buffers, some 3 MiB. */
typedef struct qt_tree qt_tree;

/* NULL when memory is out. */
qt_tree *qt_tree_new(void);
void qt_tree_free(qt_tree *tree);

/* Writes heads[n], n <= QT_TREE_MAX: the highest sum of scores among the trees in which exactly one word has the root
 * for its head (QT_NONE). scores[i * stride + j] is for head j of word i, and column n for the root; the diagonal is not
 * read. Where each word's best head makes such a tree, that is it; else the algorithm of Chu & Liu (1965) and Edmonds
 * (1967) in the form of Gabow, Galil, Spencer & Tarjan (1986) for dense graphs, O(n^2), with root scores lowered so far
 * that one root is always better than two (Stanojević & Cohen 2021). What is not a number counts as the lowest. */
void qt_tree_best(qt_tree *tree, const float *scores, size_t stride, uint32_t n, uint32_t *heads);

#endif

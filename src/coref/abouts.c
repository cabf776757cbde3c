/* Whom a statement is about. */
#include "coref/sources.h"

enum { MOST_ABOUTS = 64 }; /* of one statement */

/* Whether the cue is said of the mention or to it: its head hangs on the cue. */
static bool target(const qt_scene *scene, const qt_statement *s, const qt_candidate *c)
{
    uint32_t head = qt_words_head(scene->words, c->head);
    if (head == QT_NONE || c->as == QT_AS_SUBJECT) return false;
    qt_span at = scene->words->text->tokens[head].span;
    for (uint32_t i = 0; i < s->cue_count; i++)
        if (s->cue[i].begin <= at.begin && at.end <= s->cue[i].end) return true;
    return false;
}

/* The first candidate whose phrase begins at or behind `token`. */
static size_t first_from(const qt_candidates *all, uint32_t token)
{
    size_t low = 0, high = all->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (all->items[middle].first < token) low = middle + 1;
        else high = middle;
    }
    return low;
}

typedef QT_VEC(qt_about) abouts;

/* Adds a referent to those found, or makes it the target where it is known already. */
static bool add(const qt_naming *n, abouts *found, qt_about about)
{
    for (size_t i = 0; i < found->count; i++)
        if (found->items[i].referent == about.referent) {
            if (about.role == QT_ABOUT_TARGET) found->items[i].role = about.role;
            return true;
        }
    return qt_vec_push(n->arena, found, about);
}

/* The named of one piece of a statement's content. */
static bool read_piece(const qt_naming *n, const qt_statement *s, qt_span piece, abouts *found)
{
    const qt_candidates *all = &n->scene->all;
    const qt_text *text = n->scene->words->text;
    size_t c = first_from(all, (uint32_t)qt_text_token_at(text, piece.begin));
    for (; c < all->count && found->count < MOST_ABOUTS; c++) {
        const qt_candidate *one = &all->items[c];
        if (text->tokens[one->first].span.begin >= piece.end) break;
        uint32_t referent = qt_naming_referent(n, (uint32_t)c);
        if (referent == QT_NONE || !n->who->referents[referent].named || !qt_naming_sure(n, (uint32_t)c)) continue;
        qt_span span = n->who->mentions[n->mention_of[c]].span;
        if (span.begin < piece.begin || span.end > piece.end) continue;
        qt_about about = {.referent = referent,
                          .name = qt_str_at(text->bytes, qt_naming_best(n, referent)),
                          .span = span,
                          .role = target(n->scene, s, one) ? QT_ABOUT_TARGET : QT_ABOUT_MENTIONED};
        if (!add(n, found, about)) return false;
    }
    return true;
}

int qt_abouts_read(const qt_naming *n, qt_statement *statements, size_t count, quoth_error *error)
{
    for (size_t i = 0; i < count; i++) {
        qt_statement *s = &statements[i];
        abouts found = {0};
        for (uint32_t k = 0; k < s->content_count; k++)
            if (!read_piece(n, s, s->content[k], &found)) return qt_arena_error(n->arena, error);
        s->about = found.items;
        s->about_count = (uint32_t)found.count;
    }
    return QUOTH_OK;
}

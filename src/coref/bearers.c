#include "coref/bearers.h"

#include "coref/rules.h"

enum {
    FAR = 2,  /* sentences behind which a full name is not what a surname alone takes up */
    KNOWN = 2 /* uses of the surname alone that make it one's own */
};

static void introduce(qt_bearers *b, const qt_surname_use *use)
{
    size_t i = 0;
    while (i < b->count && b->items[i].who != use->bearer) i++;
    if (i == QT_BEARERS_MOST) {
        b->unknown = true;
        return;
    }
    if (i == b->count) b->items[b->count++] = (qt_bearer){.who = use->bearer, .gender = use->gender, .kin = use->kin};
    qt_bearer *one = &b->items[i];
    one->sentence = use->sentence;
    one->paragraph = use->paragraph;
    one->gender = qt_gender_of_both(one->gender, use->gender);
}

/* The one who alone was called so, where the others are out of sight. */
static qt_bearer *usual(qt_bearers *b, const qt_surname_use *use)
{
    qt_bearer *found = NULL;
    for (size_t i = 0; i < b->count; i++)
        if (b->items[i].alone) {
            if (found) return NULL;
            found = &b->items[i];
        }
    if (!found || found->alone < KNOWN || use->quoted) return NULL;
    for (size_t i = 0; i < b->count; i++) {
        const qt_bearer *other = &b->items[i];
        if (other != found && (other->paragraph == use->paragraph || other->sentence + FAR >= use->sentence))
            return NULL;
    }
    return found;
}

uint32_t qt_bearers_next(qt_bearers *b, const qt_surname_use *use)
{
    if (use->bearer != QT_NONE) {
        introduce(b, use);
        return QT_NONE;
    }
    if (!b->count && !use->headline) b->unknown = true;
    if (!b->count || b->unknown) return QT_NONE;
    qt_bearer *only = NULL, *own = NULL;
    size_t fit = 0;
    for (size_t i = 0; i < b->count; i++)
        if (!qt_genders_clash(b->items[i].gender, use->gender)) only = &b->items[i], fit++;
    if (fit) own = fit == 1 ? only : usual(b, use);
    if (!own || own->kin || qt_genders_clash(own->gender, use->gender)) return QT_NONE;
    own->alone++;
    return own->who;
}

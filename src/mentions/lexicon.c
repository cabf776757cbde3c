#include "mentions/lexicon.h"

#include "base/table.h"

static const qt_title_entry titles[] = {
#include "lexicon/titles.inc"
};

static const struct {
    const char *word, *source;
} roles[] = {
#include "lexicon/roles.inc"
};

static const struct form {
    const char *form, *kind, *source;
} peoples[] =
    {
#include "lexicon/peoples.inc"
},
  places[] = {
#include "lexicon/places.inc"
};

static const struct head {
    const char *word, *where, *type, *source;
} heads[] = {
#include "lexicon/name_heads.inc"
};

static const struct sexed {
    const char *form, *sex, *source;
} sexed[] = {
#include "lexicon/sexed_titles.inc"
};

static const struct office_word {
    const char *word, *time, *source;
} office_words[] = {
#include "lexicon/office_words.inc"
};

static const struct body_noun {
    const char *noun, *kinds, *source;
} body_nouns[] = {
#include "lexicon/body_nouns.inc"
};

static const struct surname {
    const char *form, *as, *origin, *common, *source;
} surnames[] = {
#include "lexicon/surnames.inc"
};

static const struct firm_end {
    const char *word, *source;
} firm_ends[] = {
#include "lexicon/firm_ends.inc"
};

const qt_title_entry *qt_title_find(qt_str form) { return QT_TABLE_FIND(titles, form); }
bool qt_title_may_be_name(const qt_title_entry *title) { return title->within[0] == 'y'; }

bool qt_title_is_office(const qt_title_entry *title)
{
    qt_str kind = qt_str_of(title->kind);
    return qt_str_equal(kind, QT_STR("office")) || qt_str_equal(kind, QT_STR("rank"));
}

char qt_title_sex(qt_str title)
{
    const struct sexed *row = QT_TABLE_FIND(sexed, title);
    return row ? row->sex[0] : 0;
}

bool qt_office_word(qt_str word, qt_str *time)
{
    const struct office_word *row = QT_TABLE_FIND(office_words, word);
    *time = !row || row->time[0] == '-' ? (qt_str){"", 0} : qt_str_of(row->time);
    return row != NULL;
}

bool qt_is_firm(qt_str word)
{
    const struct body_noun *row = QT_TABLE_FIND(body_nouns, word);
    return row && strstr(row->kinds, "company") && !qt_str_equal(word, QT_STR("group"));
}

bool qt_surname_is_first(qt_str word)
{
    const struct surname *row = QT_TABLE_FIND(surnames, word);
    return row && (strstr(row->origin, "korean") || strstr(row->origin, "chinese"));
}

bool qt_ends_firm(qt_str word) { return QT_TABLE_FIND(firm_ends, word) != NULL; }
bool qt_is_role(qt_str word) { return QT_TABLE_FIND(roles, word) != NULL; }
bool qt_is_people(qt_str form) { return QT_TABLE_FIND(peoples, form) != NULL; }
bool qt_is_state(qt_str form)
{
    const struct form *row = QT_TABLE_FIND(places, form);
    return row && (strcmp(row->kind, "country") == 0 || strcmp(row->kind, "capital") == 0);
}

bool qt_is_place(qt_str form) { return QT_TABLE_FIND(places, form) != NULL; }

bool qt_head_type(qt_str word, qt_mention_type *out)
{
    const struct head *head = QT_TABLE_FIND(heads, word);
    if (!head || !qt_str_equal(qt_str_of(head->where), QT_STR("last"))) return false;
    return qt_mention_type_of(qt_str_of(head->type), out);
}

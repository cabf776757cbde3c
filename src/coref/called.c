#include "coref/called.h"

#include "mentions/lexicon.h"

enum { MOST_ALIKE = 64, MOST_NAMES = 400 };

static bool outside_quotes(const qt_scene *s, const qt_candidate *c)
{
    return s->words->text->tokens[c->head].quote == QT_QUOTE_OUTSIDE;
}

bool qt_is_bare(const qt_scene *s, uint32_t m)
{
    const qt_candidate *c = &s->all.items[m];
    return c->name == QT_NONE && c->class == QT_REFER_DEFINITE && c->number == QT_NUMBER_ONE &&
           c->first + 1 == c->head && c->last == c->head + 1;
}

typedef enum told { NOT_TOLD, TOLD, TOLD_OTHERWISE } told;

/* Whether titles or roles have the word, as their last or before "of". */
static told tells(const qt_words *w, const qt_span_list *spans, qt_str word)
{
    told found = NOT_TOLD;
    for (size_t i = 0; i < spans->count; i++) {
        uint32_t last = (uint32_t)qt_text_token_at(w->text, spans->items[i].end);
        bool other = false;
        for (uint32_t t = (uint32_t)qt_text_token_at(w->text, spans->items[i].begin); t < last; t++) {
            qt_str time;
            other = qt_office_word(qt_word_lower(w, t), &time) || other;
            if (qt_str_equal(qt_word_lower(w, t), word))
                found = other || found == TOLD_OTHERWISE ? TOLD_OTHERWISE : TOLD;
        }
    }
    return found;
}

/* Whether a name's last word is the noun (of a body), or a title or role of it (of a person). */
static told named_so(const qt_scene *s, uint32_t name, qt_str word)
{
    const qt_mention *m = &s->names[name];
    const qt_words *w = s->words;
    if (m->type != QT_MENTION_PERSON) {
        bool last = m->last - m->first > 1 && qt_str_equal(qt_word_lower(w, m->last - 1), word);
        return last ? TOLD : NOT_TOLD;
    }
    told title = tells(w, &m->beside->titles, word), role = tells(w, &m->beside->roles, word);
    return title > role ? title : role;
}

bool qt_bears_other_office(const qt_scene *s, uint32_t name, uint32_t m)
{
    return qt_is_bare(s, m) && named_so(s, name, qt_word_lower(s->words, s->all.items[m].head)) == TOLD_OTHERWISE;
}

static bool in_headline(const qt_scene *s, uint32_t c)
{
    const qt_text *text = s->words->text;
    return text->paragraphs[text->tokens[s->all.items[c].head].paragraph].part == QT_PART_TITLE;
}

bool qt_called_otherwise(const qt_scene *s, const qt_link *links, uint32_t m, uint32_t chain)
{
    uint32_t n = 0;
    for (uint32_t c = s->before[m]; c != QT_NONE; c = s->before[c]) {
        if (n++ == MOST_ALIKE) return true;
        if (in_headline(s, c)) continue; /* it says what the text below says: "Governor vetoes bill" */
        uint32_t above = qt_words_head(s->words, s->all.items[c].head),
                 of = above == QT_NONE ? QT_NONE : s->of_head[above];
        bool title = of != QT_NONE && of < m && s->all.items[of].name != QT_NONE && links[of].chain == chain;
        if (links[c].chain != chain && !title && !(qt_is_bare(s, c) && outside_quotes(s, &s->all.items[c])))
            return true;
    }
    return false;
}

uint32_t qt_called(const qt_scene *s, const qt_link *links, uint32_t m)
{
    const qt_candidate *one = &s->all.items[m];
    uint32_t found = QT_NONE, names = 0;
    if (!(qt_is_bare(s, m) && outside_quotes(s, one)) || (s->before[m] == QT_NONE && one->type != QT_MENTION_PERSON))
        return QT_NONE;
    qt_str word = qt_word_lower(s->words, one->head);
    for (uint32_t c = m; c-- > 0;) {
        uint32_t name = s->all.items[c].name;
        if (name == QT_NONE) continue;
        if (names++ == MOST_NAMES) return QT_NONE;
        told so = named_so(s, name, word);
        if (so == TOLD_OTHERWISE || (so == TOLD && s->group[name] == QT_NONE)) return QT_NONE;
        if (so == NOT_TOLD) continue;
        if (found != QT_NONE && links[found].chain != links[c].chain) return QT_NONE;
        found = c;
    }
    return found == QT_NONE || qt_called_otherwise(s, links, m, links[found].chain) ? QT_NONE : found;
}

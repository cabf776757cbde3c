#include "cli/card.h"

#include "cli/marks.h"
#include "export/row.h"

static bool has_text(qt_str s) { return s.data && s.size > 0; }

void qt_card_date(qt_str date, qt_style style, qt_para *para)
{
    bool timed = date.size > 11 && date.data[10] == 'T' && date.data[11] >= '0' && date.data[11] <= '9'; /* not TMO */
    qt_para_add(para, style, timed ? (qt_str){date.data, 10} : date);
    if (!timed) return;
    qt_para_add(para, style, QT_STR(" "));
    qt_para_add(para, style, (qt_str){date.data + 11, date.size - 11});
}

void qt_card_when(const json_t *statement, qt_para *para)
{
    const json_t *time = json_object_get(statement, "time"), *document = json_object_get(statement, "document");
    qt_str text = qt_row_text(time, "text"), value = qt_row_text(time, "value");
    qt_str published = qt_row_text(document, "published");
    if (has_text(text)) {
        qt_para_add(para, QT_STYLE_PLAIN, text);
        qt_para_break(para);
        if (!has_text(value)) qt_para_add(para, QT_STYLE_FAINT, QT_STR("(not resolved)"));
        else if (qt_str_starts(value, QT_STR("XXXX"))) qt_para_add(para, QT_STYLE_FAINT, QT_STR("(year not given)"));
        else qt_card_date(value, QT_STYLE_FAINT, para);
    } else if (has_text(value)) {
        qt_card_date(value, QT_STYLE_PLAIN, para);
    } else if (has_text(published)) {
        qt_para_add(para, QT_STYLE_FAINT, QT_STR("published"));
        qt_para_break(para);
        qt_card_date(published, QT_STYLE_FAINT, para);
    } else if (json_object_get(document, "published") || !document) {
        qt_para_add(para, QT_STYLE_FAINT, QT_STR("no date given"));
    }
}

/* {"text","begin"} of the statement with its hedges and quoted parts marked. */
static void add_piece(const json_t *statement, const json_t *piece, qt_style style, qt_para *para)
{
    qt_marked marked;
    if (!qt_marked_new(qt_row_text(piece, "text"), qt_row_span(piece).begin, &marked)) {
        para->failed = true;
        return;
    }
    qt_marked_statement(&marked, statement);
    qt_marked_add(&marked, style, false, para);
    qt_marked_free(&marked);
}

/* A candidate is a span of the text, or a name. */
static void add_candidates(const json_t *source, qt_para *para)
{
    size_t i;
    json_t *candidate;
    json_array_foreach(json_object_get(source, "candidates"), i, candidate) {
        qt_str text = json_is_string(candidate) ? qt_row_string(candidate) : qt_row_text(candidate, "text");
        if (!has_text(text)) text = qt_row_text(candidate, "name");
        qt_para_add(para, QT_STYLE_FAINT, i ? QT_STR(" or ") : QT_STR(": "));
        qt_para_add(para, QT_STYLE_FAINT, text);
        qt_para_add(para, QT_STYLE_FAINT, QT_STR("?"));
    }
}

/* What the machine makes of a source that a person named. */
static void add_machine(const json_t *machine, qt_para *para)
{
    qt_str name = qt_row_text(machine, "name");
    if (!json_is_object(machine)) return;
    qt_para_add(para, QT_STYLE_FAINT, QT_STR(" [machine: "));
    if (has_text(name)) qt_para_add(para, QT_STYLE_FAINT, name);
    else if (qt_row_is(machine, "resolved", "printed")) qt_para_add(para, QT_STYLE_FAINT, QT_STR("as printed"));
    else qt_para_add(para, QT_STYLE_FAINT, QT_STR("unresolved"));
    qt_para_add(para, QT_STYLE_FAINT, QT_STR("]"));
}

static bool stands_in(qt_str name, qt_str text)
{
    for (size_t i = 0; i + name.size <= text.size; i++)
        if (memcmp(text.data + i, name.data, name.size) == 0) return true;
    return false;
}

static bool same_words(const json_t *a, const json_t *b)
{
    qt_span x = qt_row_span(a), y = qt_row_span(b);
    return has_text(qt_row_text(a, "text")) && x.begin == y.begin && x.end == y.end;
}

/* `before`: the source in front of it, NULL where it is the first; of several that share their words ("Orlec and Kamm", "both")
 * these are shown once. */
static void add_source(const json_t *statement, const json_t *source, const json_t *before, qt_para *para)
{
    qt_str name = qt_row_text(source, "name"), resolved = qt_row_text(source, "resolved");
    bool person = qt_str_equal(resolved, QT_STR("person"));
    bool known = has_text(name) && (person || !stands_in(name, qt_row_text(source, "text")));
    bool again = before && same_words(before, source);
    if (before && (!again || known)) qt_para_add(para, QT_STYLE_PLAIN, QT_STR(", "));
    if (!again && person && !has_text(qt_row_text(source, "text")))
        qt_para_add(para, QT_STYLE_FAINT, QT_STR("(no source named)"));
    else if (!again) add_piece(statement, source, QT_STYLE_WHO, para);
    if (qt_str_equal(resolved, QT_STR("unresolved"))) {
        qt_para_add(para, QT_STYLE_FAINT, QT_STR(" (unresolved"));
        add_candidates(source, para);
        qt_para_add(para, QT_STYLE_FAINT, QT_STR(")"));
    } else if (known) {
        if (!again) qt_para_add(para, QT_STYLE_PLAIN, QT_STR(" → "));
        qt_para_add(para, QT_STYLE_PLAIN, name);
        qt_para_add(para, QT_STYLE_FAINT, QT_STR(" ("));
        qt_para_add(para, QT_STYLE_FAINT, resolved);
        qt_para_add(para, QT_STYLE_FAINT, QT_STR(")"));
    }
    add_machine(json_object_get(source, "machine"), para);
}

/* What stands between the pieces of a cue is no part of it. */
static void add_cue(const json_t *statement, const json_t *cue, qt_para *para)
{
    const json_t *pieces = json_object_get(cue, "pieces");
    size_t i;
    json_t *piece;
    qt_para_add(para, QT_STYLE_PLAIN, QT_STR(" · "));
    if (json_array_size(pieces) == 0) add_piece(statement, cue, QT_STYLE_CUE, para);
    json_array_foreach(pieces, i, piece) {
        if (i) qt_para_add(para, QT_STYLE_FAINT, QT_STR(" … "));
        add_piece(statement, piece, QT_STYLE_CUE, para);
    }
}

void qt_card_who(const json_t *statement, qt_para *para)
{
    const json_t *sources = json_object_get(statement, "sources"), *cue = json_object_get(statement, "cue");
    bool has_cue = json_is_object(cue);
    size_t i;
    json_t *source;
    json_array_foreach(sources, i, source) {
        add_source(statement, source, i ? json_array_get(sources, i - 1) : NULL, para);
    }
    if (json_array_size(sources) == 0)
        qt_para_add(para, QT_STYLE_FAINT, has_cue ? QT_STR("(no source named)") : QT_STR("(the document itself)"));
    if (has_cue) add_cue(statement, cue, para);
}

void qt_card_words(const json_t *statement, qt_para *para)
{
    const json_t *content = json_object_get(statement, "content");
    size_t i;
    json_t *piece;
    json_array_foreach(content, i, piece) {
        if (i) qt_para_add(para, QT_STYLE_FAINT, QT_STR(" … "));
        add_piece(statement, piece, QT_STYLE_PLAIN, para);
    }
    if (json_array_size(content) == 0)
        qt_para_add(para, QT_STYLE_FAINT, QT_STR("(named only: the text does not say it in words)"));
}

static void add_hedges(const json_t *statement, qt_para *para)
{
    size_t i;
    json_t *hedge;
    json_array_foreach(json_object_get(statement, "hedges"), i, hedge) {
        qt_para_add(para, QT_STYLE_FAINT, i ? QT_STR(", ") : QT_STR("hedged: "));
        qt_para_add(para, QT_STYLE_HEDGE, QT_STR("‹"));
        qt_para_add(para, QT_STYLE_HEDGE, qt_row_text(hedge, "text"));
        qt_para_add(para, QT_STYLE_HEDGE, QT_STR("›"));
        if (qt_row_is(hedge, "by", "speaker")) qt_para_add(para, QT_STYLE_FAINT, QT_STR(" by the speaker"));
        else if (qt_row_is(hedge, "by", "narrator")) qt_para_add(para, QT_STYLE_FAINT, QT_STR(" by the narrator"));
        else qt_para_add(para, QT_STYLE_FAINT, QT_STR(" (whose is unclear)"));
    }
    qt_para_break(para);
}

/* What people say against one another: nobody's word is taken. */
static void add_conflicts(const json_t *statement, qt_para *para)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(statement, "decisions"), i, item) {
        if (!qt_row_is(item, "status", "in conflict")) continue;
        qt_para_add(para, QT_STYLE_WARNING, QT_STR("⚠ decided in conflict: "));
        qt_para_add(para, QT_STYLE_PLAIN, qt_row_text(item, "author"));
        qt_para_add(para, QT_STYLE_FAINT, QT_STR(" says "));
        qt_para_add(para, QT_STYLE_FAINT, qt_row_text(item, "action"));
        qt_para_add(para, QT_STYLE_FAINT, QT_STR(" "));
        qt_para_add(para, QT_STYLE_PLAIN, qt_row_text(item, "value"));
        qt_para_break(para);
    }
}

void qt_card_cautions(const json_t *statement, qt_para *para)
{
    size_t i;
    json_t *item;
    add_conflicts(statement, para);
    add_hedges(statement, para);
    if (qt_row_true(statement, "unplaced_hedge"))
        qt_para_add(para, QT_STYLE_WARNING, QT_STR("⚠ its sentence holds a hedge not placed here: read it in full"));
    qt_para_break(para);
    json_array_foreach(json_object_get(statement, "references_unresolved"), i, item) {
        if (!i) qt_para_add(para, QT_STYLE_FAINT, QT_STR("reference mark displaced, unresolved:"));
        qt_para_addf(para, QT_STYLE_FAINT, " [");
        qt_para_add(para, QT_STYLE_FAINT, qt_row_text(item, "label"));
        qt_para_addf(para, QT_STYLE_FAINT, "]");
    }
    qt_para_break(para);
    json_array_foreach(json_object_get(statement, "quoted"), i, item)
        if (json_is_false(json_object_get(item, "closed"))) {
            qt_para_add(para, QT_STYLE_FAINT, QT_STR("its quotation is never closed"));
            break;
        }
    qt_para_break(para);
}

static void add_label(qt_str label, qt_para *para)
{
    for (size_t i = 0; i < label.size; i++)
        qt_para_add(para, QT_STYLE_FAINT, label.data[i] == '_' ? QT_STR(" ") : (qt_str){label.data + i, 1});
}

static void add_fact(qt_str fact, qt_para *para)
{
    if (para->size && para->bytes[para->size - 1] != '\n') qt_para_add(para, QT_STYLE_FAINT, QT_STR(" · "));
    add_label(fact, para);
}

static qt_str certainty_words(const json_t *statement)
{
    if (qt_row_is(statement, "certainty", "certain")) return QT_STR("put flatly");
    if (qt_row_is(statement, "certainty", "probable")) return QT_STR("put as probable");
    if (qt_row_is(statement, "certainty", "possible")) return QT_STR("put as possible");
    return (qt_str){NULL, 0};
}

static void add_denies_for(const json_t *statement, qt_para *para)
{
    if (qt_row_is(statement, "denies_for", "own"))
        qt_para_add(para, QT_STYLE_FAINT, QT_STR(" for the source's own side"));
    if (qt_row_is(statement, "denies_for", "third")) qt_para_add(para, QT_STYLE_FAINT, QT_STR(" for somebody else"));
}

static void add_channel(const json_t *statement, qt_para *para)
{
    const json_t *channel = json_object_get(statement, "channel");
    if (!json_is_object(channel)) return;
    add_fact(qt_row_text(channel, "type"), para);
    qt_para_add(para, QT_STYLE_FAINT, QT_STR(" (“"));
    qt_para_add(para, QT_STYLE_FAINT, qt_row_text(channel, "text"));
    qt_para_add(para, QT_STYLE_FAINT, QT_STR("”)"));
}

static void add_references(const json_t *statement, qt_para *para)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(statement, "references"), i, item) {
        qt_para_add(para, QT_STYLE_FAINT, i ? QT_STR(" [") : QT_STR(" · reference ["));
        qt_para_add(para, QT_STYLE_FAINT, qt_row_text(item, "label"));
        qt_para_add(para, QT_STYLE_FAINT, QT_STR("]"));
    }
}

/* The chain of attribution, unless it is the outlet alone, which the document's heading names. */
static void add_via(const json_t *statement, qt_para *para)
{
    const json_t *via = json_object_get(statement, "via");
    qt_str publisher = qt_row_text(json_object_get(statement, "document"), "publisher");
    size_t i;
    json_t *item;
    if (json_array_size(via) == 1 && qt_str_equal(qt_row_string(json_array_get(via, 0)), publisher)) return;
    json_array_foreach(via, i, item) {
        qt_para_add(para, QT_STYLE_FAINT, i ? QT_STR(" → ") : QT_STR(" · via "));
        qt_para_add(para, QT_STYLE_FAINT, qt_row_string(item));
    }
}

void qt_card_facts(const json_t *statement, qt_para *para)
{
    const json_t *confidence = json_object_get(statement, "confidence");
    qt_str certainty = certainty_words(statement), status = qt_row_text(statement, "status");
    add_fact(qt_row_text(statement, "kind"), para);
    add_denies_for(statement, para);
    add_fact(qt_row_text(statement, "voice"), para);
    if (has_text(certainty)) add_fact(certainty, para);
    add_channel(statement, para);
    if (!qt_row_is(statement, "part", "body") && has_text(qt_row_text(statement, "part"))) {
        add_fact(QT_STR("in the "), para);
        add_label(qt_row_text(statement, "part"), para);
    }
    if (json_is_number(confidence))
        qt_para_addf(para, QT_STYLE_FAINT, " · reading %.0f %%", 100 * json_number_value(confidence));
    add_via(statement, para);
    add_references(statement, para);
    if (has_text(status) && !qt_str_equal(status, QT_STR("unchecked"))) add_fact(status, para);
}

/* Nothing about the date of a document whose row does not speak of one. */
static void add_published(const json_t *document, qt_para *para)
{
    qt_str published = qt_row_text(document, "published"), basis = qt_row_text(document, "published_basis");
    if (!json_object_get(document, "published")) return;
    qt_para_add(para, QT_STYLE_FAINT, has_text(published) ? QT_STR("published ") : QT_STR("no date given"));
    qt_card_date(published, QT_STYLE_HEAD, para);
    if (has_text(published) && has_text(basis) && !qt_str_equal(basis, QT_STR("none"))) {
        qt_para_add(para, QT_STYLE_FAINT, QT_STR(" ("));
        qt_para_add(para, QT_STYLE_FAINT, basis);
        qt_para_add(para, QT_STYLE_FAINT, QT_STR(")"));
    }
    qt_para_add(para, QT_STYLE_FAINT, QT_STR(" · "));
}

void qt_card_document(const json_t *document, qt_para *para)
{
    qt_str publisher = qt_row_text(document, "publisher"), title = qt_row_text(document, "title");
    if (has_text(publisher)) qt_para_add(para, QT_STYLE_HEAD, publisher);
    if (has_text(publisher)) qt_para_add(para, QT_STYLE_FAINT, QT_STR(" · "));
    add_published(document, para);
    qt_para_add(para, has_text(publisher) || has_text(title) ? QT_STYLE_PLAIN : QT_STYLE_HEAD,
                qt_row_text(document, "name"));
    if (!has_text(title)) return;
    qt_para_break(para);
    qt_para_add(para, QT_STYLE_HEAD, title);
}

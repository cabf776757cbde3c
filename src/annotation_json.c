#include "annotation_json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* ------------------------------------------------------------------------------------------------------ small parts */

static const qt_str PARTS[] = {
    [QT_PART_BODY] = {"body", 4},
    [QT_PART_TITLE] = {"title", 5},
    [QT_PART_LIST] = {"list", 4},
    [QT_PART_CAPTION] = {"caption", 7},
};
static const qt_str BASES[] = {
    [QT_BASIS_NONE] = {"none", 4},
    [QT_BASIS_GIVEN] = {"given", 5},
    [QT_BASIS_METADATA] = {"metadata", 8},
    [QT_BASIS_TEXT] = {"text", 4},
};
enum { PART_COUNT = sizeof PARTS / sizeof *PARTS, BASIS_COUNT = sizeof BASES / sizeof *BASES };

qt_str qt_part_name(qt_part part) { return (size_t)part < PART_COUNT ? PARTS[part] : (qt_str){NULL, 0}; }
qt_str qt_basis_name(qt_basis basis) { return (size_t)basis < BASIS_COUNT ? BASES[basis] : (qt_str){NULL, 0}; }

static bool find(const qt_str *names, size_t count, qt_str name, size_t *out)
{
    for (size_t i = 0; i < count; i++)
        if (qt_str_equal(names[i], name)) return *out = i, true;
    return false;
}

bool qt_part_of(qt_str name, qt_part *out)
{
    size_t i;
    if (!find(PARTS, PART_COUNT, name, &i)) return false;
    *out = (qt_part)i;
    return true;
}

bool qt_basis_of(qt_str name, qt_basis *out)
{
    size_t i;
    if (!find(BASES, BASIS_COUNT, name, &i)) return false;
    *out = (qt_basis)i;
    return true;
}

json_t *qt_str_json(qt_str s) { return s.data ? json_stringn(s.data, s.size) : json_null(); }

json_t *qt_span_json(qt_span span)
{
    json_t *out = json_array();
    int bad = json_array_append_new(out, json_integer(span.begin));
    bad |= json_array_append_new(out, json_integer(span.end));
    if (bad) json_decref(out);
    return bad ? NULL : out;
}

/* json_object_set_new and json_array_append_new take the value in any case and say -1 where it (or the container) is
 * NULL: results are or-ed together and looked at once. */
static int put(json_t *object, const char *key, json_t *value)
{
    return json_object_set_new_nocheck(object, key, value);
}

static json_t *kept(json_t *value, int bad)
{
    if (!bad) return value;
    json_decref(value);
    return NULL;
}

/* {"text","begin","end"}: the start of most cells. */
static json_t *cell(qt_str text, qt_span span)
{
    json_t *out = json_object();
    int bad = put(out, "text", qt_str_json(qt_str_at(text, span)));
    bad |= put(out, "begin", json_integer(span.begin));
    bad |= put(out, "end", json_integer(span.end));
    return kept(out, bad);
}

static json_t *cells(qt_str text, const qt_span *spans, size_t count)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    for (size_t i = 0; i < count && !bad; i++) bad = json_array_append_new(out, cell(text, spans[i]));
    return kept(out, bad);
}

json_t *qt_via_json(qt_str publisher, qt_str agency)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    if (publisher.data) bad |= json_array_append_new(out, qt_str_json(publisher));
    if (agency.data) bad |= json_array_append_new(out, qt_str_json(agency));
    return kept(out, bad);
}

/* -------------------------------------------------------------------------------------------------------- statement */

static json_t *hedges(qt_str text, const qt_statement *s)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    for (size_t i = 0; i < s->hedge_count && !bad; i++) {
        json_t *hedge = cell(text, s->hedges[i].span);
        bad = put(hedge, "by", qt_str_json(qt_owner_name(s->hedges[i].by)));
        bad |= json_array_append_new(out, hedge);
    }
    return kept(out, bad);
}

static json_t *sources(qt_str text, const qt_statement *s)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    for (size_t i = 0; i < s->source_count && !bad; i++) {
        const qt_source *from = &s->sources[i];
        json_t *source = cell(text, from->span);
        bad = put(source, "entity", json_null());
        bad |= put(source, "name", qt_str_json(from->name));
        bad |= put(source, "resolved", qt_str_json(qt_resolved_name(from->resolved)));
        bad |= put(source, "candidates", cells(text, from->candidates, from->candidate_count));
        bad |= json_array_append_new(out, source);
    }
    return kept(out, bad);
}

/* From the first piece to the last; the pieces themselves only where there are several. */
static json_t *cue(qt_str text, const qt_statement *s)
{
    if (s->cue_count == 0) return json_null();
    qt_span whole = {s->cue[0].begin, s->cue[s->cue_count - 1].end};
    json_t *out = cell(text, whole);
    int bad = put(out, "lemma", qt_str_json(s->cue_lemma));
    if (s->cue_count > 1) bad |= put(out, "pieces", cells(text, s->cue, s->cue_count));
    return kept(out, bad);
}

static json_t *quoted(qt_str text, const qt_statement *s)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    for (size_t i = 0; i < s->quoted_count && !bad; i++) {
        json_t *part = cell(text, s->quoted[i].span);
        bad = put(part, "closed", json_boolean(s->quoted[i].closed));
        bad |= put(part, "elided", json_boolean(s->quoted[i].elided));
        bad |= json_array_append_new(out, part);
    }
    return kept(out, bad);
}

static json_t *mark(const qt_text *text, const qt_reference *reference)
{
    json_t *out = json_object();
    int bad = put(out, "label", qt_str_json(qt_str_at(text->bytes, reference->label)));
    bad |= put(out, "begin", json_integer(reference->span.begin));
    bad |= put(out, "end", json_integer(reference->span.end));
    return kept(out, bad);
}

static json_t *references(const qt_text *text, const qt_statement *s)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    for (size_t i = 0; i < s->reference_count && !bad; i++) {
        const qt_reference *r = &text->references[s->references[i]];
        json_t *reference = mark(text, r);
        bad = put(reference, "attached", json_string(r->attached == QT_ATTACHED_CLAUSE ? "clause" : "sentence"));
        bad |= json_array_append_new(out, reference);
    }
    return kept(out, bad);
}

/* A displaced mark may belong to the sentence before it, or to one that the extractor lost. */
static json_t *mark_candidates(const qt_text *text, const qt_reference *reference)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    if (reference->sentence != QT_NONE) {
        json_t *before = json_object();
        bad |= put(before, "sentence", qt_span_json(text->sentences[reference->sentence].span));
        bad |= json_array_append_new(out, before);
    }
    json_t *missing = json_object();
    bad |= put(missing, "missing", json_true());
    bad |= json_array_append_new(out, missing);
    return kept(out, bad);
}

static json_t *references_unresolved(const qt_text *text, const qt_statement *s)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    for (size_t i = 0; i < s->unresolved_count && !bad; i++) {
        const qt_reference *r = &text->references[s->references_unresolved[i]];
        json_t *reference = mark(text, r);
        bad = put(reference, "candidates", mark_candidates(text, r));
        bad |= json_array_append_new(out, reference);
    }
    return kept(out, bad);
}

json_t *qt_statement_json(const qt_text *text, const qt_statement *s)
{
    json_t *out = json_object();
    int bad = put(out, "id", json_null());
    bad |= put(out, "key", json_null());
    bad |= put(out, "document", json_null());
    bad |= put(out, "sentence", qt_span_json(s->sentence));
    bad |= put(out, "part", qt_str_json(qt_part_name(s->part)));
    bad |= put(out, "kind", qt_str_json(qt_kind_name(s->kind)));
    bad |= put(out, "voice", qt_str_json(qt_voice_name(s->voice)));
    bad |= put(out, "polarity", qt_str_json(qt_polarity_name(s->polarity)));
    bad |= put(out, "certainty", qt_str_json(qt_certainty_name(s->certainty)));
    bad |= put(out, "confidence", json_real(s->confidence));
    bad |= put(out, "hedges", hedges(text->bytes, s));
    bad |= put(out, "unplaced_hedge", json_boolean(s->unplaced_hedge));
    bad |= put(out, "sources", sources(text->bytes, s));
    bad |= put(out, "cue", cue(text->bytes, s));
    bad |= put(out, "content", cells(text->bytes, s->content, s->content_count));
    bad |= put(out, "quoted", quoted(text->bytes, s));
    bad |= put(out, "about", json_array());
    bad |= put(out, "via", json_array());
    bad |= put(out, "time", json_null());
    bad |= put(out, "within", json_null());
    bad |= put(out, "references", references(text, s));
    bad |= put(out, "references_unresolved", references_unresolved(text, s));
    bad |= put(out, "origin", json_null());
    bad |= put(out, "status", json_string("unchecked"));
    return kept(out, bad);
}

/* ------------------------------------------------------------------------------------------------------------- keys */

qt_span qt_statement_range(const qt_statement *s)
{
    if (s->cue_count) return (qt_span){s->cue[0].begin, s->cue[s->cue_count - 1].end};
    if (s->content_count) return (qt_span){s->content[0].begin, s->content[s->content_count - 1].end};
    return s->sentence;
}

static int compare_spans(qt_span a, qt_span b)
{
    if (a.begin != b.begin) return a.begin < b.begin ? -1 : 1;
    return (a.end > b.end) - (a.end < b.end);
}

/* An item to sort, so that the array itself keeps its order. */
typedef struct ordered {
    const qt_statement *statement;
} ordered;

/* By range; within one range by content, then by source, then as they came. */
static int compare_statements(const void *left, const void *right)
{
    const qt_statement *a = ((const ordered *)left)->statement, *b = ((const ordered *)right)->statement;
    int c = compare_spans(qt_statement_range(a), qt_statement_range(b));
    for (size_t i = 0; !c && (i < a->content_count || i < b->content_count); i++) {
        if (i >= a->content_count || i >= b->content_count) return i >= a->content_count ? -1 : 1;
        c = compare_spans(a->content[i], b->content[i]);
    }
    for (size_t i = 0; !c && (i < a->source_count || i < b->source_count); i++) {
        if (i >= a->source_count || i >= b->source_count) return i >= a->source_count ? -1 : 1;
        c = compare_spans(a->sources[i].span, b->sources[i].span);
    }
    return c ? c : (a > b) - (a < b);
}

bool qt_statement_keys(const qt_sha256 *document, const qt_statement *statements, size_t count, qt_key *out)
{
    char hex[65];
    qt_sha256_hex(document, hex);
    ordered *order = calloc(count ? count : 1, sizeof *order);
    if (!order) return false;
    for (size_t i = 0; i < count; i++) order[i].statement = &statements[i];
    qsort(order, count, sizeof *order, compare_statements);
    unsigned long nth = 0;
    for (size_t i = 0; i < count; i++) {
        qt_span range = qt_statement_range(order[i].statement);
        bool again = i && compare_spans(qt_statement_range(order[i - 1].statement), range) == 0;
        nth = again ? nth + 1 : 1;
        char *key = out[order[i].statement - statements].text;
        int size = snprintf(key, sizeof out->text, "%.16s:%" PRIu32 "-%" PRIu32, hex, range.begin, range.end);
        if (nth > 1) snprintf(key + size, sizeof out->text - (size_t)size, ".%lu", nth);
    }
    free(order);
    return true;
}

/* --------------------------------------------------------------------------------------------------- whole document */

/* Tags, heads and lemmas are not read yet: null. */
static json_t *tokens(const qt_text *text)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    for (size_t i = 0; i < text->token_count && !bad; i++) {
        json_t *token = qt_span_json(text->tokens[i].span);
        for (int field = 0; field < 5; field++) bad |= json_array_append_new(token, json_null());
        bad |= json_array_append_new(out, token);
    }
    return kept(out, bad);
}

static json_t *sentences(const qt_text *text)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    for (size_t i = 0; i < text->sentence_count && !bad; i++)
        bad = json_array_append_new(out, qt_span_json(text->sentences[i].span));
    return kept(out, bad);
}

static json_t *statements(const qt_document *document, const qt_annotation *a)
{
    qt_key *keys = calloc(a->statement_count ? a->statement_count : 1, sizeof *keys);
    json_t *out = json_array();
    int bad = keys && out ? 0 : -1;
    if (!bad && !qt_statement_keys(&document->sha256, a->statements, a->statement_count, keys)) bad = -1;
    for (size_t i = 0; i < a->statement_count && !bad; i++) {
        json_t *one = qt_statement_json(&a->text, &a->statements[i]);
        bad = put(one, "key", json_string(keys[i].text));
        bad |= put(one, "via", qt_via_json(document->publisher, document->agency));
        if (a->statements[i].within != QT_NONE) bad |= put(one, "within", json_integer(a->statements[i].within));
        bad |= json_array_append_new(out, one);
    }
    free(keys);
    return kept(out, bad);
}

json_t *qt_annotation_json(const qt_document *document, const qt_annotation *a)
{
    char hex[65];
    qt_sha256_hex(&document->sha256, hex);
    json_t *about = json_object();
    int bad = put(about, "name", qt_str_json(document->name));
    bad |= put(about, "sha256", json_string(hex));
    bad |= put(about, "language", qt_str_json(a->language));
    bad |= put(about, "title", qt_str_json(document->title));
    bad |= put(about, "publisher", qt_str_json(document->publisher));
    bad |= put(about, "url", qt_str_json(document->url));
    bad |= put(about, "published", qt_str_json(document->published));
    json_t *out = json_object();
    bad |= put(out, "document", about);
    bad |= put(out, "text", qt_str_json(document->text));
    bad |= put(out, "sentences", sentences(&a->text));
    bad |= put(out, "tokens", tokens(&a->text));
    bad |= put(out, "mentions", json_array());
    bad |= put(out, "times", json_array());
    bad |= put(out, "figures", json_array());
    bad |= put(out, "statements", statements(document, a));
    return kept(out, bad);
}

#include "annotation_json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* ------------------------------------------------------------------------------------------------------ small parts */

static const qt_str PARTS[] = {
    [QT_PART_BODY] = {"body", 4},       [QT_PART_TITLE] = {"title", 5},         [QT_PART_LIST] = {"list", 4},
    [QT_PART_CAPTION] = {"caption", 7}, [QT_PART_FURNITURE] = {"furniture", 9}, [QT_PART_DATELINE] = {"dateline", 8},
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

json_t *qt_via_json(qt_str publisher, qt_str agency)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    if (publisher.data) bad |= json_array_append_new(out, qt_str_json(publisher));
    if (agency.data) bad |= json_array_append_new(out, qt_str_json(agency));
    return qt_json_kept(out, bad);
}

/* -------------------------------------------------------------------------------------------------------- statement */

static json_t *hedges(qt_str text, const qt_statement *s)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    for (size_t i = 0; i < s->hedge_count && !bad; i++) {
        json_t *hedge = qt_json_cell(text, s->hedges[i].span);
        bad = qt_json_put(hedge, "by", qt_str_json(qt_owner_name(s->hedges[i].by)));
        bad |= json_array_append_new(out, hedge);
    }
    return qt_json_kept(out, bad);
}

static json_t *sources(qt_str text, const qt_statement *s)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    for (size_t i = 0; i < s->source_count && !bad; i++) {
        const qt_source *from = &s->sources[i];
        json_t *source = qt_json_cell(text, from->span);
        bool known = from->referent != QT_NONE;
        bad = qt_json_put(source, "entity", known ? json_integer(from->referent) : json_null());
        bad |= qt_json_put(source, "name", qt_str_json(from->name));
        bad |= qt_json_put(source, "resolved", qt_str_json(qt_resolved_name(from->resolved)));
        bad |= qt_json_put(source, "candidates", qt_json_cells(text, from->candidates, from->candidate_count));
        bad |= json_array_append_new(out, source);
    }
    return qt_json_kept(out, bad);
}

static json_t *about(const qt_statement *s)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    for (size_t i = 0; i < s->about_count && !bad; i++) {
        const qt_about *whom = &s->about[i];
        json_t *one = json_object();
        bad = qt_json_put(one, "entity", json_integer(whom->referent));
        bad |= qt_json_put(one, "name", qt_str_json(whom->name));
        bad |= qt_json_put(one, "begin", json_integer(whom->span.begin));
        bad |= qt_json_put(one, "end", json_integer(whom->span.end));
        bad |= qt_json_put(one, "role", qt_str_json(qt_about_role_name((qt_about_role)whom->role)));
        bad |= json_array_append_new(out, one);
    }
    return qt_json_kept(out, bad);
}

/* From the first piece to the last; the pieces themselves only where there are several. */
static json_t *cue(qt_str text, const qt_statement *s)
{
    if (s->cue_count == 0) return json_null();
    qt_span whole = {s->cue[0].begin, s->cue[s->cue_count - 1].end};
    json_t *out = qt_json_cell(text, whole);
    int bad = qt_json_put(out, "lemma", qt_str_json(s->cue_lemma));
    if (s->cue_count > 1) bad |= qt_json_put(out, "pieces", qt_json_cells(text, s->cue, s->cue_count));
    return qt_json_kept(out, bad);
}

static json_t *quoted(qt_str text, const qt_statement *s)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    for (size_t i = 0; i < s->quoted_count && !bad; i++) {
        json_t *part = qt_json_cell(text, s->quoted[i].span);
        bad = qt_json_put(part, "closed", json_boolean(s->quoted[i].closed));
        bad |= qt_json_put(part, "elided", json_boolean(s->quoted[i].elided));
        bad |= json_array_append_new(out, part);
    }
    return qt_json_kept(out, bad);
}

static json_t *mark(const qt_text *text, const qt_reference *reference)
{
    json_t *out = json_object();
    int bad = qt_json_put(out, "label", qt_str_json(qt_str_at(text->bytes, reference->label)));
    bad |= qt_json_put(out, "begin", json_integer(reference->span.begin));
    bad |= qt_json_put(out, "end", json_integer(reference->span.end));
    return qt_json_kept(out, bad);
}

static json_t *references(const qt_text *text, const qt_statement *s)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    for (size_t i = 0; i < s->reference_count && !bad; i++) {
        const qt_reference *r = &text->references[s->references[i]];
        json_t *reference = mark(text, r);
        bad =
            qt_json_put(reference, "attached", json_string(r->attached == QT_ATTACHED_CLAUSE ? "clause" : "sentence"));
        bad |= json_array_append_new(out, reference);
    }
    return qt_json_kept(out, bad);
}

/* A displaced mark may belong to the sentence before it, or to one that the extractor lost. */
static json_t *mark_candidates(const qt_text *text, const qt_reference *reference)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    if (reference->sentence != QT_NONE) {
        json_t *before = json_object();
        bad |= qt_json_put(before, "sentence", qt_span_json(text->sentences[reference->sentence].span));
        bad |= json_array_append_new(out, before);
    }
    json_t *missing = json_object();
    bad |= qt_json_put(missing, "missing", json_true());
    bad |= json_array_append_new(out, missing);
    return qt_json_kept(out, bad);
}

static json_t *references_unresolved(const qt_text *text, const qt_statement *s)
{
    json_t *out = json_array();
    int bad = out ? 0 : -1;
    for (size_t i = 0; i < s->unresolved_count && !bad; i++) {
        const qt_reference *r = &text->references[s->references_unresolved[i]];
        json_t *reference = mark(text, r);
        bad = qt_json_put(reference, "candidates", mark_candidates(text, r));
        bad |= json_array_append_new(out, reference);
    }
    return qt_json_kept(out, bad);
}

static json_t *channel(qt_str text, const qt_channel *of)
{
    if (of->type == QT_CHANNEL_NONE) return json_null();
    json_t *out = json_object();
    int bad = qt_json_put(out, "type", qt_str_json(qt_channel_name(of->type)));
    bad |= qt_json_put(out, "text", qt_str_json(qt_str_at(text, of->span)));
    bad |= qt_json_put(out, "begin", json_integer(of->span.begin));
    bad |= qt_json_put(out, "end", json_integer(of->span.end));
    return qt_json_kept(out, bad);
}

json_t *qt_statement_json(const qt_text *text, const qt_statement *s)
{
    json_t *out = json_object();
    int bad = qt_json_put(out, "id", json_null());
    bad |= qt_json_put(out, "key", json_null());
    bad |= qt_json_put(out, "document", json_null());
    bad |= qt_json_put(out, "sentence", qt_span_json(s->sentence));
    bad |= qt_json_put(out, "part", qt_str_json(qt_part_name(s->part)));
    bad |= qt_json_put(out, "kind", qt_str_json(qt_kind_name(s->kind)));
    bad |= qt_json_put(out, "voice", qt_str_json(qt_voice_name(s->voice)));
    bad |= qt_json_put(out, "polarity", qt_str_json(qt_polarity_name(s->polarity)));
    bad |= qt_json_put(out, "certainty", qt_str_json(qt_certainty_name(s->certainty)));
    bad |= qt_json_put(out, "denies_for", qt_str_json(qt_whom_name(s->denies_for)));
    bad |= qt_json_put(out, "confidence", json_real(s->confidence));
    bad |= qt_json_put(out, "hedges", hedges(text->bytes, s));
    bad |= qt_json_put(out, "unplaced_hedge", json_boolean(s->unplaced_hedge));
    bad |= qt_json_put(out, "sources", sources(text->bytes, s));
    bad |= qt_json_put(out, "cue", cue(text->bytes, s));
    bad |= qt_json_put(out, "content", qt_json_cells(text->bytes, s->content, s->content_count));
    bool headed = s->head.begin < s->head.end;
    bad |= qt_json_put(out, "head", headed ? qt_json_cell(text->bytes, s->head) : json_null());
    bad |= qt_json_put(out, "quoted", quoted(text->bytes, s));
    bad |= qt_json_put(out, "about", about(s));
    bad |= qt_json_put(out, "via", json_array());
    bad |= qt_json_put(out, "time", json_null());
    bad |= qt_json_put(out, "channel", channel(text->bytes, &s->channel));
    bad |= qt_json_put(out, "within", json_null());
    bad |= qt_json_put(out, "references", references(text, s));
    bad |= qt_json_put(out, "references_unresolved", references_unresolved(text, s));
    bad |= qt_json_put(out, "origin", json_null());
    bad |= qt_json_put(out, "status", json_string("unchecked"));
    bad |= qt_json_put(out, "decisions", json_array());
    return qt_json_kept(out, bad);
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

/* --------------------------------------------------------------------------------------------------- of a document */

json_t *qt_document_json(const qt_document *document, qt_str language)
{
    char hex[65];
    qt_sha256_hex(&document->sha256, hex);
    json_t *out = json_object();
    int bad = qt_json_put(out, "name", qt_str_json(document->name));
    bad |= qt_json_put(out, "sha256", json_string(hex));
    bad |= qt_json_put(out, "language", qt_str_json(language));
    bad |= qt_json_put(out, "title", qt_str_json(document->title));
    bad |= qt_json_put(out, "publisher", qt_str_json(document->publisher));
    bad |= qt_json_put(out, "url", qt_str_json(document->url));
    bad |= qt_json_put(out, "published", qt_str_json(document->published));
    return qt_json_kept(out, bad);
}

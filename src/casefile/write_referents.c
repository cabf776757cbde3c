/* Whom a document refers to, with the mentions and attributes of each. Those that are named nowhere and in whom no statement
 * has a part are left out. */
#include <stdio.h>

#include "annotation_json.h"
#include "casefile/attributes.h"
#include "casefile/cells.h"
#include "casefile/recall.h"
#include "casefile/status.h"
#include "casefile/write.h"

typedef struct writing {
    qt_case *c;
    quoth_error *error;
    int64_t document;
    const qt_annotation *annotation;
    qt_str text;
    char hash[17]; /* what the keys begin with */
    const qt_old_id *old;
    size_t old_count;
} writing;

static int fault(writing *w, const char *what) { return qt_fail(w->error, QUOTH_FAILED, "internal fault: %s", what); }

/* The reader of a document may have a fault; the case file must not get one from it. */
static int check(writing *w)
{
    const qt_annotation *a = w->annotation;
    const qt_coref *who = &a->coref;
    for (size_t m = 0; m < who->mention_count; m++)
        if (!qt_span_fits(w->text, who->mentions[m].span)) return fault(w, "a mention does not fit the text");
    for (size_t r = 0; r < who->referent_count; r++) {
        const qt_referent *of = &who->referents[r];
        if (of->best >= who->mention_count || of->type >= QT_MENTION_TYPES)
            return fault(w, "a referent has no mention");
        for (uint32_t i = 0; i < of->mention_count; i++)
            if (of->mentions[i] >= who->mention_count) return fault(w, "a referent's mention is none");
    }
    return QUOTH_OK;
}

/* Marks those that a statement is by or about. */
static void mark_parts(const qt_annotation *a, bool *needed)
{
    const size_t count = a->coref.referent_count;
    for (size_t i = 0; i < a->statement_count; i++) {
        const qt_statement *s = &a->statements[i];
        for (uint32_t k = 0; k < s->source_count; k++)
            if (s->sources[k].referent < count) needed[s->sources[k].referent] = true;
        for (uint32_t k = 0; k < s->about_count; k++)
            if (s->about[k].referent < count) needed[s->about[k].referent] = true;
    }
}

static const char ADD_REFERENT[] =
    "INSERT INTO referent (id, key, document, begin, end, text, type, named, government)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (document, key) DO NOTHING";

static int64_t old_id(const writing *w, qt_str key)
{
    size_t low = 0, high = w->old_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int c = qt_str_compare(w->old[middle].key, key);
        if (c == 0) return w->old[middle].id;
        if (c < 0) low = middle + 1;
        else high = middle;
    }
    return 0;
}

/* *id stays 0 where another referent has the same best mention: the first one has it. */
static int add_referent(writing *w, const qt_referent *of, int64_t *id)
{
    char key[64];
    const qt_span span = w->annotation->coref.mentions[of->best].span;
    snprintf(key, sizeof key, "%s:%u-%u", w->hash, span.begin, span.end);
    const int64_t old = old_id(w, qt_str_of(key));
    const int64_t before = sqlite3_total_changes64(w->c->db);
    int status = QT_RUN(
        w->c, w->error, ADD_REFERENT, old ? qt_int(old) : qt_null(), qt_text_value(qt_str_of(key)), qt_int(w->document),
        qt_int(span.begin), qt_int(span.end), qt_text_value(qt_str_at(w->text, span)),
        qt_text_value(qt_mention_type_name((qt_mention_type)of->type)), qt_int(of->named), qt_int(of->government));
    if (!status && sqlite3_total_changes64(w->c->db) != before) *id = sqlite3_last_insert_rowid(w->c->db);
    return status;
}

static const char ADD_MENTION[] =
    "INSERT INTO mention (referent, begin, end, text, type, form) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

static int add_mentions(writing *w, const qt_referent *of, int64_t id)
{
    int status = QUOTH_OK;
    for (uint32_t i = 0; i < of->mention_count && !status; i++) {
        const qt_mention *m = &w->annotation->coref.mentions[of->mentions[i]];
        status = QT_RUN(w->c, w->error, ADD_MENTION, qt_int(id), qt_int(m->span.begin), qt_int(m->span.end),
                        qt_text_value(qt_str_at(w->text, m->span)),
                        qt_text_value(qt_mention_type_name((qt_mention_type)m->type)),
                        qt_text_value(qt_mention_form_name((qt_mention_form)m->form)));
    }
    return status;
}

int qt_write_referents(qt_case *c, int64_t document, const qt_sha256 *sha256, const qt_annotation *annotation,
                       const qt_old_id *old, size_t old_count, int64_t **ids, quoth_error *error)
{
    char hex[65];
    const qt_coref *who = &annotation->coref;
    writing w = {.c = c,
                 .error = error,
                 .document = document,
                 .annotation = annotation,
                 .text = annotation->text.bytes,
                 .old = old,
                 .old_count = old_count};
    qt_sha256_hex(sha256, hex);
    memcpy(w.hash, hex, 16);
    bool *needed = QT_ARENA_NEW(c->body, bool, who->referent_count);
    int64_t *out = QT_ARENA_NEW(c->body, int64_t, who->referent_count);
    if (!needed || !out) return qt_arena_error(c->body, error);
    int status = check(&w);
    mark_parts(annotation, needed);
    for (size_t r = 0; r < who->referent_count && !status; r++) {
        if (!who->referents[r].named && !needed[r]) continue;
        status = add_referent(&w, &who->referents[r], &out[r]);
        if (!status && out[r]) status = add_mentions(&w, &who->referents[r], out[r]);
    }
    if (!status) *ids = out;
    return status;
}

/* -------------------------------------------------------------------------------------------------------- attributes */

static const char ADD_ATTRIBUTE[] = "INSERT INTO attribute (referent, begin, end, text, type, years, status, statement)"
                                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
static const char ADD_HEDGE[] = "INSERT INTO attribute_hedge (attribute, position, begin, end, text, by)"
                                " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

static int add_attribute(writing *w, const qt_attribute *of, int64_t referent, int64_t statement)
{
    if (!qt_span_fits(w->text, of->span)) return fault(w, "an attribute does not fit the text");
    const qt_str words = qt_str_at(w->text, of->span);
    qt_status part = qt_status_of(words);
    if (!part && of->type == QT_ATTRIBUTE_DESCRIPTION)
        part = QT_STATUS_CRIMINAL; /* "Gunman Ivo": not the phrase's head */
    int status = QT_RUN(w->c, w->error, ADD_ATTRIBUTE, qt_int(referent), qt_int(of->span.begin), qt_int(of->span.end),
                        qt_text_value(words), qt_text_value(qt_attribute_type_name((qt_attribute_type)of->type)),
                        of->type == QT_ATTRIBUTE_AGE ? qt_int(of->years) : qt_null(),
                        qt_text_value(qt_status_name(part)), statement ? qt_int(statement) : qt_null());
    const int64_t id = sqlite3_last_insert_rowid(w->c->db);
    for (uint32_t i = 0; i < of->hedge_count && !status; i++) {
        const qt_hedge *h = &of->hedges[i];
        if (!qt_span_fits(w->text, h->span)) return fault(w, "a hedge does not fit the text");
        status = QT_RUN(w->c, w->error, ADD_HEDGE, qt_int(id), qt_int(i), qt_int(h->span.begin), qt_int(h->span.end),
                        qt_text_value(qt_str_at(w->text, h->span)), qt_text_value(qt_owner_name(h->by)));
    }
    return status;
}

int qt_write_attributes(qt_case *c, const qt_annotation *annotation, const int64_t *referents,
                        const int64_t *statements, quoth_error *error)
{
    writing w = {.c = c, .error = error, .annotation = annotation, .text = annotation->text.bytes};
    qt_attribute *list = NULL;
    size_t count = 0;
    const qt_kept *kept = annotation->kept;
    int status = kept ? QUOTH_OK : qt_attributes_read(annotation, c->body, &list, &count, error);
    if (kept) list = kept->attributes, count = kept->attribute_count;
    for (size_t i = 0; i < count && !status; i++) {
        const qt_attribute *of = &list[i];
        if (of->referent >= annotation->coref.referent_count || !referents[of->referent]) continue;
        status =
            add_attribute(&w, of, referents[of->referent], of->statement == QT_NONE ? 0 : statements[of->statement]);
    }
    return status;
}

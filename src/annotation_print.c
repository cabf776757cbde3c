#include "annotation_print.h"

#include <stdlib.h>

#include "annotation_json.h"
#include "mention_json.h"
#include "syntax/lemma.h"

#define SCRATCH_MAX ((size_t)64 * 1024) /* a lemma */

#define ADD(out, literal) qt_buffer_add((out), QT_STR(literal))

static int add_bytes(const char *bytes, size_t size, void *out)
{
    qt_buffer *buffer = out;
    qt_buffer_add(buffer, (qt_str){bytes, size});
    return buffer->failed ? -1 : 0;
}

/* Adds the value and drops it; NULL is a value that memory was too short for. */
static void add_json(qt_buffer *out, json_t *value)
{
    if (!value || json_dump_callback(value, add_bytes, out, QT_JSON_FLAGS | JSON_ENCODE_ANY)) out->failed = true;
    json_decref(value);
}

/* A short string of valid UTF-8. */
static void add_string(qt_buffer *out, qt_str text)
{
    static const char hex[] = "0123456789abcdef";
    size_t plain = 0; /* where those begin that stand for themselves */
    ADD(out, "\"");
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        const char escape[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        qt_buffer_add(out, (qt_str){text.data + plain, i - plain});
        qt_buffer_add(out, c < 0x20 ? (qt_str){escape, sizeof escape} : QT_STR("\\"));
        plain = c < 0x20 ? i + 1 : i;
    }
    qt_buffer_add(out, (qt_str){text.data + plain, text.size - plain});
    ADD(out, "\"");
}

static void add_span(qt_buffer *out, qt_span span)
{
    qt_buffer_add_number(out, span.begin);
    ADD(out, ",");
    qt_buffer_add_number(out, span.end);
}

/* Tokens are many and small: written without a tree of JSON values. */
static void add_token(qt_buffer *out, const qt_annotation *a, uint32_t t, qt_arena *scratch)
{
    const qt_syntax *s = &a->syntax;
    ADD(out, "[");
    add_span(out, a->text.tokens[t].span);
    if (!s->words) {
        ADD(out, ",null,null,null,null,null]");
        return;
    }
    ADD(out, ",");
    add_string(out, qt_xpos_label(s, t));
    ADD(out, ",");
    qt_buffer_add_number(out, s->words[t].head == QT_NONE ? -1 : (int64_t)s->words[t].head);
    ADD(out, ",");
    add_string(out, qt_dep_label(s, t));
    ADD(out, ",");
    add_string(out, qt_upos_label(s, t));
    ADD(out, ",");
    add_string(out, qt_lemma_at(&a->text, s, t, scratch));
    ADD(out, "]");
}

static void add_text(qt_buffer *out, const qt_document *document, const qt_annotation *a, qt_arena *scratch)
{
    const qt_text *text = &a->text;
    ADD(out, ",\"text\":");
    add_json(out, qt_str_json(document->text));
    ADD(out, ",\"sentences\":[");
    for (size_t i = 0; i < text->sentence_count; i++) {
        qt_buffer_add(out, i ? QT_STR(",[") : QT_STR("["));
        add_span(out, text->sentences[i].span);
        ADD(out, "]");
    }
    ADD(out, "],\"tokens\":[");
    for (uint32_t t = 0; t < text->token_count; t++) {
        if (t) ADD(out, ",");
        add_token(out, a, t, scratch);
        qt_arena_reset(scratch);
    }
    ADD(out, "],\"mentions\":[");
    const qt_coref *who = &a->coref;
    for (size_t i = 0; i < who->mention_count && !out->failed; i++) {
        if (i) ADD(out, ",");
        add_json(out, qt_mention_json(text->bytes, who, i));
    }
    ADD(out, "],\"referents\":[");
    for (size_t i = 0; i < who->referent_count && !out->failed; i++) {
        if (i) ADD(out, ",");
        add_json(out, qt_referent_json(text->bytes, who, &who->referents[i]));
    }
    ADD(out, "],\"times\":[],\"figures\":[]");
}

static json_t *statement(const qt_document *document, const qt_annotation *a, size_t i, const qt_key *keys)
{
    json_t *out = qt_statement_json(&a->text, &a->statements[i]);
    int bad = json_object_set_new(out, "key", json_string(keys[i].text));
    bad |= json_object_set_new(out, "via", qt_via_json(document->publisher, document->agency));
    if (a->statements[i].within != QT_NONE)
        bad |= json_object_set_new(out, "within", json_integer(a->statements[i].within));
    if (!bad) return out;
    json_decref(out);
    return NULL;
}

/* What a row of the ledger has beside: its number, and the key of the one it stands within. */
static json_t *row(json_t *out, size_t i, uint32_t within, const qt_key *keys)
{
    int bad = json_object_set_new(out, "id", json_integer((json_int_t)i));
    if (within != QT_NONE) bad |= json_object_set_new(out, "within_key", json_string(keys[within].text));
    return qt_json_kept(out, bad);
}

static void add_statements(qt_print form, qt_buffer *out, const qt_document *document, const qt_annotation *a)
{
    qt_key *keys = calloc(a->statement_count ? a->statement_count : 1, sizeof *keys);
    if (!keys || !qt_statement_keys(&document->sha256, a->statements, a->statement_count, keys)) out->failed = true;
    for (size_t i = 0; i < a->statement_count && !out->failed; i++) {
        json_t *one = statement(document, a, i, keys);
        bool lines = form == QT_PRINT_STATEMENTS;
        if (!lines && i) ADD(out, ",");
        add_json(out, lines ? row(one, i, a->statements[i].within, keys) : one);
        if (lines) ADD(out, "\n");
    }
    free(keys);
}

static void add_annotation(qt_print form, const qt_document *document, const qt_annotation *a, qt_arena *scratch,
                           qt_buffer *out)
{
    if (form == QT_PRINT_CONLLU) {
        qt_annotation_print_conllu(document, a, scratch, out);
        return;
    }
    if (form == QT_PRINT_JSON) ADD(out, "{\"document\":");
    add_json(out, qt_document_json(document, a->language));
    if (form == QT_PRINT_JSON) {
        add_text(out, document, a, scratch);
        ADD(out, ",\"statements\":[");
    } else {
        ADD(out, "\n");
    }
    add_statements(form, out, document, a);
    if (form == QT_PRINT_JSON) ADD(out, "]}");
}

void qt_annotation_print(qt_print form, const qt_document *document, const qt_annotation *annotation, qt_buffer *out)
{
    qt_arena *scratch = qt_arena_new(SCRATCH_MAX);
    if (scratch) add_annotation(form, document, annotation, scratch, out);
    else out->failed = true;
    qt_arena_free(scratch);
}

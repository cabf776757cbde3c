#include "cli/ledger.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#include "cli/card.h"
#include "export/row.h"

enum { WHEN_WIDTH = 16, GAP = 2, TWO_COLUMNS_FROM = 60, DEEPEST = 4, NEST = 3 };

void qt_ledger_free(qt_ledger *ledger)
{
    json_decref(ledger->document);
    json_decref(ledger->seen);
    qt_para_free(&ledger->left);
    qt_para_free(&ledger->right);
    ledger->document = ledger->seen = NULL;
}

void qt_ledger_document(qt_ledger *ledger, json_t *document)
{
    if (ledger->document && json_equal(ledger->document, document)) return;
    json_decref(ledger->document);
    json_decref(ledger->seen);
    ledger->document = json_incref(document);
    ledger->seen = json_object();
    if (ledger->documents++) qt_out_write(ledger->out, QT_STR("\n"));
    qt_para_clear(&ledger->right);
    qt_card_document(document, &ledger->right);
    qt_para_print(&ledger->right, 0, &ledger->terminal, ledger->out);
    for (unsigned i = 0; i < ledger->terminal.width; i++) qt_out_write(ledger->out, QT_STR("─"));
    qt_out_write(ledger->out, QT_STR("\n"));
}

static void id_text(const json_t *id, char out[24])
{
    (void)snprintf(out, 24, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
}

/* How deep the statement stands in others that were printed before it; remembers it for those within it. */
static unsigned place(qt_ledger *ledger, const json_t *statement, const json_t **enclosing)
{
    const json_t *id = json_object_get(statement, "id"), *within = json_object_get(statement, "within");
    unsigned depth = 0;
    char text[24];
    *enclosing = NULL;
    if (json_is_integer(within)) {
        id_text(within, text);
        *enclosing = json_object_get(ledger->seen, text);
        if (*enclosing) depth = (unsigned)json_integer_value(json_object_get(*enclosing, "depth")) + 1;
    }
    if (json_is_integer(id)) {
        id_text(id, text);
        json_t *entry = json_pack("{s:O*, s:i}", "key", json_object_get(statement, "key"), "depth", (int)depth);
        if (json_object_set_new(ledger->seen, text, entry) != 0 && !ledger->out->failed) ledger->out->failed = ENOMEM;
    }
    return depth < DEEPEST ? depth : DEEPEST;
}

static void add_key(const json_t *statement, const json_t *enclosing, qt_para *para)
{
    const json_t *within = json_object_get(statement, "within");
    qt_str key = qt_row_text(statement, "within_key");
    if (!key.data) key = qt_row_text(enclosing, "key");
    qt_para_break(para);
    qt_para_add(para, QT_STYLE_FAINT, qt_row_text(statement, "key"));
    if (key.data) {
        qt_para_add(para, QT_STYLE_FAINT, QT_STR(" · within "));
        qt_para_add(para, QT_STYLE_FAINT, key);
    } else if (json_is_integer(within)) {
        qt_para_addf(para, QT_STYLE_FAINT, " · within statement %" JSON_INTEGER_FORMAT, json_integer_value(within));
    }
}

static void print_entry(qt_ledger *ledger, unsigned indent)
{
    unsigned width = ledger->terminal.width;
    if (width < TWO_COLUMNS_FROM) {
        qt_para_print(&ledger->left, indent, &ledger->terminal, ledger->out);
        qt_para_print(&ledger->right, indent + GAP, &ledger->terminal, ledger->out);
        return;
    }
    qt_column columns[] = {{&ledger->left, WHEN_WIDTH}, {&ledger->right, width - indent - WHEN_WIDTH - GAP}};
    qt_columns_print(columns, 2, indent, GAP, ledger->terminal.colour, ledger->out);
}

/* A statement that somebody deleted leaves its key and who did it. */
static bool is_deleted(const json_t *statement)
{
    return qt_str_starts(qt_row_text(statement, "status"), QT_STR("deleted by "));
}

static void fill(qt_ledger *ledger, const json_t *statement, const json_t *enclosing)
{
    if (is_deleted(statement) && ledger->hide) {
        qt_para_add(&ledger->right, QT_STYLE_FAINT, qt_row_text(statement, "status"));
    } else {
        qt_card_when(statement, &ledger->left);
        qt_card_who(statement, &ledger->right);
        qt_para_break(&ledger->right);
        qt_card_words(statement, &ledger->right);
        qt_para_break(&ledger->right);
        qt_card_cautions(statement, &ledger->right);
        qt_card_facts(statement, &ledger->right);
    }
    add_key(statement, enclosing, &ledger->right);
}

int qt_ledger_row(void *context, json_t *statement)
{
    qt_ledger *ledger = context;
    const json_t *enclosing;
    qt_ledger_document(ledger, json_object_get(statement, "document"));
    unsigned depth = place(ledger, statement, &enclosing);
    qt_para_clear(&ledger->left);
    qt_para_clear(&ledger->right);
    fill(ledger, statement, enclosing);
    if (ledger->statements++ && ledger->seen && json_object_size(ledger->seen) > 1)
        qt_out_write(ledger->out, QT_STR("\n"));
    print_entry(ledger, depth * NEST);
    return qt_out_row(ledger->out);
}

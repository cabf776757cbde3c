#include "cli/list.h"

#include "base/utf8.h"
#include "cli/message.h"
#include "cli/safe.h"
#include "export/row.h"

enum { CELL_BYTES = 512 * 1024 * 1024, DOCUMENT_BYTES = 256 * 1024 * 1024 };

int qt_list_write(void *context, qt_str bytes)
{
    qt_out *out = context;
    size_t plain = 0, at = 0;
    while (out->terminal && at < bytes.size) {
        uint32_t code = '?';
        size_t n = qt_utf8_decode(bytes, at, &code);
        if (code != '\n' && code != '\r' && qt_unsafe_to_print(code)) {
            char safe[4];
            qt_out_write(out, (qt_str){bytes.data + plain, at - plain});
            qt_out_write(out, (qt_str){safe, qt_safe_character(code, safe)});
            plain = at + (n ? n : 1);
        }
        at += n ? n : 1;
    }
    qt_out_write(out, (qt_str){bytes.data + plain, bytes.size - plain});
    return out->failed ? QUOTH_FAILED : QUOTH_OK;
}

/* The document of the row's statement, loaded once for all its rows. */
static int load_document(qt_list *list, const json_t *id)
{
    if (!json_is_integer(id) || json_integer_value(id) == list->document_id) return QUOTH_OK;
    qt_arena_reset(list->document_arena);
    list->document_id = -1;
    list->document = (qt_document){0};
    int status = list->c ? QUOTH_OK : qt_case_open(list->path, QT_CASE_READ, &list->c, list->error);
    if (status != QUOTH_OK) return status;
    status = qt_case_load(list->c, json_integer_value(id), list->document_arena, &list->document, list->error);
    if (status == QUOTH_OK) list->document_id = json_integer_value(id);
    return status;
}

static int find_sentence(qt_list *list, const json_t *row, qt_str *out)
{
    const json_t *statement = list->table == QT_CSV_MATCHES ? json_object_get(row, "statement") : row;
    const json_t *span = json_object_get(statement, "sentence");
    uint32_t begin = qt_row_offset(json_array_get(span, 0)), end = qt_row_offset(json_array_get(span, 1));
    *out = qt_row_text(statement, "sentence_text");
    if (out->data || !json_is_array(span)) return QUOTH_OK;
    int status = load_document(list, json_object_get(json_object_get(statement, "document"), "id"));
    if (status == QUOTH_OK && begin <= end && end <= list->document.text.size)
        *out = qt_str_at(list->document.text, (qt_span){begin, end});
    return status;
}

static int write_csv(qt_list *list, json_t *row)
{
    qt_str sentence = {"", 0};
    bool statements = list->table == QT_CSV_STATEMENTS || list->table == QT_CSV_MATCHES;
    int status = statements ? find_sentence(list, row, &sentence) : QUOTH_OK;
    if (status == QUOTH_OK)
        status = qt_csv_row(list->table, row, sentence, list->scratch, qt_list_write, list->out, list->error);
    return status == QUOTH_OK ? qt_out_row(list->out) : status;
}

int qt_list_row(void *context, json_t *row)
{
    qt_list *list = context;
    list->rows++;
    if (list->json) return qt_out_json(list->out, row);
    if (list->csv) return write_csv(list, row);
    return list->view ? list->view(list, row) : qt_ledger_row(&list->ledger, row);
}

static int open_list(qt_list *list, const qt_list_kind *kind, const qt_arguments *arguments, qt_out *out,
                     quoth_error *error)
{
    *list = (qt_list){.out = out,
                      .path = arguments->operands[0],
                      .table = kind->table,
                      .json = arguments->json,
                      .csv = arguments->csv,
                      .view = kind->view,
                      .error = error,
                      .document_id = -1};
    list->ledger.out = out;
    list->ledger.hide = true;
    list->ledger.terminal = qt_terminal_of(out->fd);
    list->scratch = qt_arena_new(CELL_BYTES);
    list->document_arena = qt_arena_new(DOCUMENT_BYTES);
    if (!list->scratch || !list->document_arena) return qt_fail(error, QUOTH_FAILED, "out of memory");
    return list->csv ? qt_csv_header(list->table, qt_list_write, out) : QUOTH_OK;
}

static void close_list(qt_list *list)
{
    qt_case_close(list->c);
    qt_ledger_free(&list->ledger);
    qt_arena_free(list->scratch);
    qt_arena_free(list->document_arena);
}

int qt_list_run(const qt_list_kind *kind, const qt_arguments *arguments, qt_out *out)
{
    quoth_error error = {0};
    qt_case *c = NULL;
    qt_list list = {0};
    int status = qt_case_open(arguments->operands[0], QT_CASE_READ, &c, &error);
    if (status == QUOTH_OK) status = open_list(&list, kind, arguments, out, &error);
    if (status == QUOTH_OK) status = kind->query(c, arguments, &list, &error);
    if (status == QUOTH_OK && list.rows == 0 && kind->none) qt_message("%s", kind->none);
    close_list(&list);
    qt_case_close(c);
    if (error.status != QUOTH_OK) status = qt_message_error(&error);
    return qt_out_finish(out, status);
}

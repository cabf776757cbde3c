/* quoth entities: who is who. */
#include <inttypes.h>

#include "cli/card.h"
#include "cli/commands.h"
#include "cli/list.h"
#include "export/row.h"

static const qt_option options[] = {QT_OPTION_TYPE, QT_OPTION_WHY,  QT_OPTION_JSON,
                                    QT_OPTION_CSV,  QT_OPTION_HELP, QT_OPTION_END};

enum { INDENT = 4, ALIASES = 12, ROWS = 12 };

static void print(qt_list *list, qt_para *para, unsigned indent)
{
    qt_para_print(para, indent, &list->ledger.terminal, list->out);
    qt_para_clear(para);
}

static void add_more(qt_para *para, size_t count, size_t shown)
{
    if (count > shown) qt_para_addf(para, QT_STYLE_FAINT, ", and %zu more", count - shown);
}

/* What else it is called. */
static void print_aliases(qt_list *list, const json_t *row, qt_para *para)
{
    const json_t *aliases = json_object_get(row, "aliases");
    const qt_str name = qt_row_text(row, "name");
    size_t i, shown = 0;
    json_t *alias;
    json_array_foreach(aliases, i, alias) {
        const qt_str text = qt_row_string(alias);
        if (qt_str_equal(text, name) || shown == ALIASES) continue;
        qt_para_add(para, QT_STYLE_FAINT, shown++ ? QT_STR(", ") : QT_STR("also "));
        qt_para_add(para, QT_STYLE_PLAIN, text);
    }
    add_more(para, json_array_size(aliases), shown + 1);
    if (shown) print(list, para, INDENT);
}

static void add_hedges(const json_t *attribute, qt_para *para)
{
    size_t i;
    json_t *hedge;
    json_array_foreach(json_object_get(attribute, "hedges"), i, hedge) {
        qt_para_add(para, QT_STYLE_FAINT, i ? QT_STR(", ") : QT_STR(" · hedged: "));
        qt_para_add(para, QT_STYLE_HEDGE, qt_row_text(hedge, "text"));
    }
}

/* "former, until last year (2031)": what the words of a role say of its time, where it is not all in them. */
static void add_time(const json_t *attribute, qt_para *para)
{
    const json_t *time = json_object_get(attribute, "time");
    const qt_str mark = qt_row_text(time, "mark"), text = qt_row_text(time, "text");
    const qt_str from = qt_row_text(time, "from"), until = qt_row_text(time, "until");
    if (mark.data || text.data) qt_para_add(para, QT_STYLE_FAINT, QT_STR(" · time: "));
    qt_para_add(para, QT_STYLE_PLAIN, mark);
    if (mark.data && text.data) qt_para_add(para, QT_STYLE_FAINT, QT_STR(", "));
    qt_para_add(para, QT_STYLE_PLAIN, text);
    if (!from.data && !until.data) return;
    qt_para_add(para, QT_STYLE_FAINT, QT_STR(" ("));
    qt_para_add(para, QT_STYLE_FAINT, from);
    qt_para_add(para, QT_STYLE_FAINT, QT_STR(" – "));
    qt_para_add(para, QT_STYLE_FAINT, until);
    qt_para_add(para, QT_STYLE_FAINT, QT_STR(")"));
}

/* The words, their hedges, and who gives them. */
static void add_attribute(const json_t *attribute, qt_para *para)
{
    const qt_str statement = qt_row_text(attribute, "statement"), published = qt_row_text(attribute, "published");
    qt_para_add(para, QT_STYLE_PLAIN, qt_row_text(attribute, "text"));
    add_time(attribute, para);
    add_hedges(attribute, para);
    qt_para_add(para, QT_STYLE_FAINT, QT_STR(" · "));
    qt_para_add(para, QT_STYLE_FAINT, qt_row_text(attribute, "document_name"));
    if (published.data) {
        qt_para_add(para, QT_STYLE_FAINT, QT_STR(", "));
        qt_card_date(published, QT_STYLE_FAINT, para);
    }
    if (!statement.data) return;
    qt_para_add(para, QT_STYLE_FAINT, QT_STR(" · in statement "));
    qt_para_add(para, QT_STYLE_FAINT, statement);
}

static void print_attributes(qt_list *list, const json_t *row, const char *key, const char *label, qt_para *para)
{
    const json_t *items = json_object_get(row, key);
    size_t i;
    json_t *item;
    json_array_foreach(items, i, item) {
        if (i == ROWS) break;
        if (label) qt_para_add(para, QT_STYLE_FAINT, qt_str_of(label));
        add_attribute(item, para);
        print(list, para, INDENT);
    }
    if (json_array_size(items) <= ROWS) return;
    qt_para_addf(para, QT_STYLE_FAINT, "and %zu more (--json has them all)", json_array_size(items) - ROWS);
    print(list, para, INDENT);
}

static void print_counts(qt_list *list, const json_t *row, qt_para *para)
{
    static const char *const NAMES[] = {"mentions", "documents", "statements_by", "statements_about"};
    json_int_t n[4];
    for (int i = 0; i < 4; i++) n[i] = json_integer_value(json_object_get(row, NAMES[i]));
    qt_para_addf(para, QT_STYLE_FAINT,
                 "%" JSON_INTEGER_FORMAT " mention%s in %" JSON_INTEGER_FORMAT " document%s · %" JSON_INTEGER_FORMAT
                 " statement%s by · %" JSON_INTEGER_FORMAT " about",
                 n[0], n[0] == 1 ? "" : "s", n[1], n[1] == 1 ? "" : "s", n[2], n[2] == 1 ? "" : "s", n[3]);
    print(list, para, INDENT);
}

static void print_proposed(qt_list *list, const json_t *row, qt_para *para)
{
    const json_t *items = json_object_get(row, "proposed");
    size_t i;
    json_t *item;
    json_array_foreach(items, i, item) {
        if (i == ROWS) break;
        qt_para_add(para, QT_STYLE_WARNING, QT_STR("perhaps the same as "));
        qt_para_add(para, QT_STYLE_PLAIN, qt_row_text(item, "name"));
        qt_para_add(para, QT_STYLE_FAINT, QT_STR(" · proposed: "));
        qt_para_add(para, QT_STYLE_FAINT, qt_row_text(item, "why"));
        qt_para_add(para, QT_STYLE_FAINT, QT_STR(" · "));
        qt_para_add(para, QT_STYLE_FAINT, qt_row_text(item, "key"));
        print(list, para, INDENT);
    }
    if (json_array_size(items) <= ROWS) return;
    qt_para_addf(para, QT_STYLE_FAINT, "and %zu more proposals", json_array_size(items) - ROWS);
    print(list, para, INDENT);
}

/* What people decided of it, in force or against one another. */
static void print_decisions(qt_list *list, const json_t *row, qt_para *para)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(row, "decisions"), i, item) {
        const qt_str status = qt_row_text(item, "status"), value = qt_row_text(item, "value");
        const bool conflict = qt_str_equal(status, QT_STR("in conflict"));
        if (i == ROWS) break;
        qt_para_add(para, conflict ? QT_STYLE_WARNING : QT_STYLE_FAINT,
                    conflict ? QT_STR("⚠ decided in conflict: ") : QT_STR("decided: "));
        qt_para_add(para, QT_STYLE_PLAIN, qt_row_text(item, "action"));
        if (value.data) qt_para_add(para, QT_STYLE_FAINT, QT_STR(" → "));
        qt_para_add(para, QT_STYLE_PLAIN, value);
        qt_para_add(para, QT_STYLE_FAINT, QT_STR(" by "));
        qt_para_add(para, QT_STYLE_PLAIN, qt_row_text(item, "author"));
        print(list, para, INDENT);
    }
}

/* An entity that somebody deleted leaves its key and who did it. */
static bool print_deleted(qt_list *list, const json_t *row, qt_para *para)
{
    const qt_str status = qt_row_text(row, "status");
    if (!qt_str_starts(status, QT_STR("deleted by "))) return false;
    qt_para_add(para, QT_STYLE_FAINT, status);
    qt_para_add(para, QT_STYLE_FAINT, QT_STR(" · "));
    qt_para_add(para, QT_STYLE_FAINT, qt_row_text(row, "key"));
    print(list, para, 0);
    return true;
}

static int view(void *context, json_t *row)
{
    qt_list *list = context;
    qt_para para = {0};
    if (list->rows > 1) qt_out_write(list->out, QT_STR("\n"));
    if (print_deleted(list, row, &para)) {
        qt_para_free(&para);
        return qt_out_row(list->out);
    }
    qt_para_add(&para, QT_STYLE_HEAD, qt_row_text(row, "name"));
    qt_para_add(&para, QT_STYLE_FAINT, QT_STR(" · "));
    qt_para_add(&para, QT_STYLE_FAINT, qt_row_text(row, "type"));
    if (!qt_row_true(row, "named")) qt_para_add(&para, QT_STYLE_FAINT, QT_STR(" · described, not named"));
    print(list, &para, 0);
    print_aliases(list, row, &para);
    print_attributes(list, row, "roles", NULL, &para);
    print_attributes(list, row, "ages", "age ", &para);
    print_attributes(list, row, "attributed", "said of them: ", &para);
    print_counts(list, row, &para);
    print_proposed(list, row, &para);
    print_decisions(list, row, &para);
    qt_para_add(&para, QT_STYLE_FAINT, qt_row_text(row, "key"));
    print(list, &para, INDENT);
    qt_para_free(&para);
    return qt_out_row(list->out);
}

/* ---------------------------------------------------------------------------------------------------------------- why */

static void add_side(const json_t *side, qt_para *para)
{
    const json_int_t documents = json_integer_value(json_object_get(side, "documents"));
    qt_para_add(para, QT_STYLE_WHO, qt_row_text(side, "text"));
    qt_para_add(para, QT_STYLE_FAINT, QT_STR(" ("));
    qt_para_add(para, QT_STYLE_FAINT, qt_row_text(side, "document"));
    if (documents > 1) qt_para_addf(para, QT_STYLE_FAINT, " and %" JSON_INTEGER_FORMAT " more", documents - 1);
    qt_para_add(para, QT_STYLE_FAINT, QT_STR(", "));
    qt_para_add(para, QT_STYLE_FAINT, qt_row_text(side, "key"));
    qt_para_add(para, QT_STYLE_FAINT, QT_STR(")"));
}

static int view_why(void *context, json_t *row)
{
    qt_list *list = context;
    qt_para para = {0};
    const bool proposed = qt_row_is(row, "verdict", "proposed");
    if (list->rows == 1) {
        qt_para_add(&para, QT_STYLE_HEAD, qt_row_text(row, "name"));
        qt_para_add(&para, QT_STYLE_FAINT, QT_STR(" · "));
        qt_para_add(&para, QT_STYLE_FAINT, qt_row_text(row, "key"));
        print(list, &para, 0);
    }
    add_side(json_object_get(row, "left"), &para);
    if (json_is_object(json_object_get(row, "right"))) {
        qt_para_add(&para, proposed ? QT_STYLE_WARNING : QT_STYLE_PLAIN,
                    proposed ? QT_STR(" perhaps = ") : QT_STR(" = "));
        add_side(json_object_get(row, "right"), &para);
    }
    print(list, &para, INDENT);
    qt_para_add(&para, QT_STYLE_FAINT, proposed ? QT_STR("proposed, not merged: ") : QT_STR("by the machine: "));
    qt_para_add(&para, QT_STYLE_PLAIN, qt_row_text(row, "why"));
    print(list, &para, 2 * INDENT);
    qt_para_free(&para);
    return qt_out_row(list->out);
}

static int query(qt_case *c, const qt_arguments *arguments, qt_list *list, quoth_error *error)
{
    const qt_entity_filter filter = {.type = qt_str_of(arguments->type),
                                     .deleted = !arguments->json && !arguments->csv};
    return qt_case_entities(c, &filter, qt_list_row, list, error);
}

static int query_why(qt_case *c, const qt_arguments *arguments, qt_list *list, quoth_error *error)
{
    return qt_case_why(c, qt_str_of(arguments->why), qt_list_row, list, error);
}

static int run(const qt_arguments *arguments, qt_out *out)
{
    static const qt_list_kind all = {.table = QT_CSV_ENTITIES, .query = query, .view = view, .none = "no entities"};
    static const qt_list_kind why = {.table = QT_CSV_REASONS,
                                     .query = query_why,
                                     .view = view_why,
                                     .none = "one document names it, and nothing is proposed"};
    return qt_list_run(arguments->why ? &why : &all, arguments, out);
}

const qt_command qt_command_entities = {
    .name = "entities",
    .operands = "CASE [--type T] [--why KEY] [--json|--csv]",
    .summary = "lists who is who: names, roles, and who may be the same",
    .description =
        "Lists everybody and everything that the documents name, across documents: what else each is called, the\n"
        "roles that documents give it (with their hedges, and the statement where one says so), how often it is\n"
        "mentioned, how many statements are by and about it. Who may be the same and was not merged is listed as\n"
        "proposed. That somebody is called a suspect, an attacker or a victim is no role: it is listed as said of\n"
        "them, by whom, with its hedges. Who is only described (\"a senior official\") belongs to one document.\n"
        "\n"
        "--why tells, merge by merge, what speaks for it. KEY is an entity's key, the beginning of one, its id, or\n"
        "any name of it.",
    .examples = "  quoth entities harbour.quoth\n"
                "  quoth entities harbour.quoth --type person --csv > people.csv\n"
                "  quoth entities harbour.quoth --why 'Ada Lunt'\n"
                "  quoth entities harbour.quoth --json | jq -r 'select(.statements_by > 9).name'\n",
    .options = options,
    .fewest = 1,
    .most = 1,
    .run = run,
};

#include "cli/log_view.h"

#include "cli/card.h"
#include "export/row.h"

enum { UID_SHOWN = 12, INDENT = 4 };

static qt_str short_uid(qt_str uid) { return uid.size > UID_SHOWN ? (qt_str){uid.data, UID_SHOWN} : uid; }

static void add_status(const json_t *row, qt_para *para)
{
    qt_str status = qt_row_text(row, "status"), by = qt_row_text(row, "by");
    bool in_force = qt_str_equal(status, QT_STR("in force"));
    size_t i;
    json_t *uid;
    qt_para_add(para, QT_STYLE_FAINT, QT_STR(" · "));
    qt_para_add(para, in_force ? QT_STYLE_FAINT : QT_STYLE_WARNING, status);
    if (by.data) qt_para_add(para, QT_STYLE_FAINT, QT_STR(" by "));
    qt_para_add(para, QT_STYLE_FAINT, short_uid(by));
    json_array_foreach(json_object_get(row, "against"), i, uid) {
        qt_para_add(para, QT_STYLE_FAINT, i ? QT_STR(", ") : QT_STR(" with "));
        qt_para_add(para, QT_STYLE_FAINT, short_uid(qt_row_string(uid)));
    }
}

static void add_what(const json_t *row, qt_para *para)
{
    qt_str value = qt_row_text(row, "value");
    qt_para_add(para, QT_STYLE_HEAD, qt_row_text(row, "action"));
    if (!value.data) return;
    qt_para_add(para, QT_STYLE_PLAIN, qt_row_is(row, "action", "delete") ? QT_STR(" ") : QT_STR(" → "));
    qt_para_add(para, QT_STYLE_PLAIN, value);
}

static void add_objects(const json_t *row, qt_para *para)
{
    size_t i;
    json_t *object;
    json_array_foreach(json_object_get(row, "objects"), i, object) {
        qt_str text = qt_row_text(object, "text"), key = qt_row_text(object, "key");
        bool decision = qt_row_is(object, "what", "decision");
        qt_para_add(para, QT_STYLE_FAINT, decision ? short_uid(key) : key);
        qt_para_add(para, QT_STYLE_FAINT, QT_STR("  "));
        if (text.data) qt_para_add(para, QT_STYLE_PLAIN, text);
        else qt_para_add(para, QT_STYLE_WARNING, QT_STR("(nothing stands at this key in this case file)"));
        qt_para_break(para);
    }
}

void qt_log_view(const json_t *row, const qt_terminal *terminal, qt_out *out)
{
    qt_para head = {0}, rest = {0};
    qt_str reason = qt_row_text(row, "reason");
    qt_para_add(&head, QT_STYLE_FAINT, short_uid(qt_row_text(row, "uid")));
    qt_para_add(&head, QT_STYLE_PLAIN, QT_STR("  "));
    qt_card_date(qt_row_text(row, "time"), QT_STYLE_PLAIN, &head);
    qt_para_add(&head, QT_STYLE_PLAIN, QT_STR("  "));
    qt_para_add(&head, QT_STYLE_WHO, qt_row_text(row, "author"));
    qt_para_add(&head, QT_STYLE_PLAIN, QT_STR(" · "));
    add_what(row, &head);
    add_status(row, &head);
    add_objects(row, &rest);
    if (reason.data) {
        qt_para_add(&rest, QT_STYLE_FAINT, QT_STR("because: "));
        qt_para_add(&rest, QT_STYLE_PLAIN, reason);
    }
    qt_para_print(&head, 0, terminal, out);
    qt_para_print(&rest, INDENT, terminal, out);
    qt_para_free(&head);
    qt_para_free(&rest);
}

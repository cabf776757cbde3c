/* Decisions as such: what one must be, how it is named, how it enters the log and comes back. */
#include "casefile/decisions.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/buffer.h"
#include "base/utf8.h"

/* ------------------------------------------------------------------------------------------------------------ words */

static const char *const ACTIONS[QT_ACTION_COUNT] = {
    [QT_ACTION_MERGE] = "merge",   [QT_ACTION_SPLIT] = "split",           [QT_ACTION_RENAME] = "rename",
    [QT_ACTION_RETYPE] = "retype", [QT_ACTION_DELETE] = "delete",         [QT_ACTION_NOT_SAME] = "not-same",
    [QT_ACTION_UNDO] = "undo",     [QT_ACTION_SET_SOURCE] = "set-source",
};

qt_str qt_action_name(qt_action action)
{
    return action < QT_ACTION_COUNT ? qt_str_of(ACTIONS[action]) : (qt_str){NULL, 0};
}

qt_action qt_action_of(qt_str name)
{
    int i = 0;
    while (i < QT_ACTION_COUNT && !qt_str_equal(name, qt_str_of(ACTIONS[i]))) i++;
    return (qt_action)i;
}

/* ------------------------------------------------------------------------------------------------------------- time */

int qt_time_now(char out[QT_TIME_SIZE + 1], quoth_error *error)
{
    struct timespec now;
    struct tm parts;
    char text[80];
    if (clock_gettime(CLOCK_REALTIME, &now) || !gmtime_r(&now.tv_sec, &parts))
        return qt_fail(error, QUOTH_FAILED, "this machine's clock cannot be read");
    int year = parts.tm_year + 1900;
    if (year < 0 || year > 9999) return qt_fail(error, QUOTH_FAILED, "this machine's clock says the year %d", year);
    (void)snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03ldZ", year, parts.tm_mon + 1, parts.tm_mday,
                   parts.tm_hour, parts.tm_min, parts.tm_sec, now.tv_nsec / 1000000);
    memcpy(out, text, QT_TIME_SIZE);
    out[QT_TIME_SIZE] = '\0';
    return QUOTH_OK;
}

static int digits(qt_str s, size_t at, size_t count)
{
    int value = 0;
    for (size_t i = at; i < at + count; i++) value = value * 10 + (s.data[i] - '0');
    return value;
}

/* The shape of qt_time_now, of a day and an hour that there are (a leap second included). */
static bool time_exists(qt_str s)
{
    static const char SHAPE[] = "dddd-dd-ddTdd:dd:dd.dddZ";
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (s.size != QT_TIME_SIZE) return false;
    for (size_t i = 0; i < s.size; i++)
        if (SHAPE[i] == 'd' ? s.data[i] < '0' || s.data[i] > '9' : s.data[i] != SHAPE[i]) return false;
    int year = digits(s, 0, 4), month = digits(s, 5, 2), day = digits(s, 8, 2);
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1] + (month == 2 && leap) &&
           digits(s, 11, 2) < 24 && digits(s, 14, 2) < 60 && digits(s, 17, 2) <= 60;
}

/* --------------------------------------------------------------------------------------------------------- checking */

/* NULL where `s` is a text that a line can hold: UTF-8, something in it, no control characters. */
static const char *text_fault(qt_str s, const char *empty, const char *bad)
{
    bool blank = true;
    if (qt_utf8_valid_prefix(s) != s.size) return bad;
    for (size_t at = 0; at < s.size;) {
        uint32_t code = 0;
        at += qt_utf8_decode(s, at, &code);
        if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029) return bad;
        blank = blank && qt_is_space(code);
    }
    return blank ? empty : NULL;
}

static bool is_hex(qt_str s, size_t size)
{
    if (s.size != size) return false;
    for (size_t i = 0; i < size; i++)
        if (!((s.data[i] >= '0' && s.data[i] <= '9') || (s.data[i] >= 'a' && s.data[i] <= 'f'))) return false;
    return true;
}

bool qt_is_key(qt_str s)
{
    if (s.size < 20 || s.size >= 64 || !is_hex((qt_str){s.data, 16}, 16) || s.data[16] != ':') return false;
    bool dash = false;
    for (size_t i = 17; i < s.size; i++) {
        char ch = s.data[i];
        if (ch == '-' && !dash && i > 17) dash = true;
        else if (!(ch >= '0' && ch <= '9') && !(ch == '.' && dash)) return false;
    }
    return dash && s.data[s.size - 1] != '-' && s.data[s.size - 1] != '.';
}

static const char *text_faults(const qt_decision *d)
{
    const char *what =
        text_fault(d->author, "it has no author", "its author's name has control characters or is not UTF-8");
    if (!what && d->author.size > QT_AUTHOR_MAX) what = "its author's name is too long";
    if (!what && d->value.data)
        what = text_fault(d->value, "its value is empty", "its value has control characters or is not UTF-8");
    if (!what && d->reason.data)
        what = text_fault(d->reason, "its reason is empty", "its reason has control characters or is not UTF-8");
    if (!what && (d->value.size > QT_DECISION_TEXT_MAX || d->reason.size > QT_DECISION_TEXT_MAX))
        what = "its value or reason is too long";
    return what;
}

static const char *member_faults(const qt_decision *d)
{
    qt_mention_type type;
    bool undo = d->action == QT_ACTION_UNDO, source = d->action == QT_ACTION_SET_SOURCE;
    bool pair = qt_is_pair(d->action);
    if (d->action >= QT_ACTION_COUNT) return "it has no action that this program knows";
    if (undo != (d->undoes.data != NULL) || (undo && !is_hex(d->undoes, QT_UID_SIZE)))
        return "what it undoes is no uid";
    if (undo ? d->key.data != NULL : !qt_is_key(d->key)) return "its key is none";
    if (pair ? !qt_is_key(d->other) : source ? d->other.data && !qt_is_key(d->other) : d->other.data != NULL)
        return "its other key is none";
    if (pair && qt_str_equal(d->key, d->other)) return "its two keys are one";
    if ((pair || undo) != (d->value.data == NULL)) return "its value is not as its action needs it";
    if (d->action == QT_ACTION_RETYPE && !qt_mention_type_of(d->value, &type))
        return "its value is no type of an entity";
    bool deleted = qt_str_equal(d->value, QT_STR("statement")) || qt_str_equal(d->value, QT_STR("entity"));
    if (d->action == QT_ACTION_DELETE && !deleted) return "its value does not say what is deleted";
    return NULL;
}

int qt_decision_check(const qt_decision *d, const char **what, quoth_error *error)
{
    char uid[QT_UID_SIZE + 1];
    *what = text_faults(d);
    if (!*what) *what = member_faults(d);
    if (!*what && !time_exists(d->time)) *what = "its time is none";
    if (*what || !d->uid.data) return QUOTH_OK;
    int status = qt_decision_uid(d, uid, error);
    if (!status && !qt_str_equal(d->uid, qt_str_of(uid))) *what = "it is not what was decided: its uid is another's";
    return status;
}

/* -------------------------------------------------------------------------------------------------------------- uid */

/* Each member with its length before it, so that no two decisions read alike; "-" for one that is not there. */
static void add_member(qt_buffer *buffer, qt_str s)
{
    if (!s.data) {
        qt_buffer_add(buffer, QT_STR("-\n"));
        return;
    }
    qt_buffer_add_number(buffer, (int64_t)s.size);
    qt_buffer_add(buffer, QT_STR(":"));
    qt_buffer_add(buffer, s);
    qt_buffer_add(buffer, QT_STR("\n"));
}

int qt_decision_uid(const qt_decision *d, char out[QT_UID_SIZE + 1], quoth_error *error)
{
    const qt_str members[] = {d->author, d->time,  qt_action_name(d->action), d->key, d->other, d->value,
                              d->reason, d->undoes};
    qt_buffer buffer = {.data = NULL};
    qt_sha256 digest;
    char hex[65];
    size_t size = 0;
    qt_buffer_add(&buffer, QT_STR("quoth decision 1\n"));
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) add_member(&buffer, members[i]);
    char *text = qt_buffer_take(&buffer, &size);
    if (!text) return qt_fail(error, QUOTH_FAILED, "out of memory");
    int status = qt_sha256_of((qt_str){text, size}, &digest, error);
    free(text);
    if (status) return status;
    qt_sha256_hex(&digest, hex);
    memcpy(out, hex, QT_UID_SIZE);
    out[QT_UID_SIZE] = '\0';
    return QUOTH_OK;
}

/* -------------------------------------------------------------------------------------------------------- in and out */

static const char ADD_DECISION[] = "INSERT INTO decision (uid, author, time, action, key, other, value, reason, undoes)"
                                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

int qt_decision_add(qt_case *c, const qt_decision *d, quoth_error *error)
{
    return QT_RUN(c, error, ADD_DECISION, qt_text_value(d->uid), qt_text_value(d->author), qt_text_value(d->time),
                  qt_text_value(qt_action_name(d->action)), qt_text_value(d->key), qt_text_value(d->other),
                  qt_text_value(d->value), qt_text_value(d->reason), qt_text_value(d->undoes));
}

static const char LIST_DECISIONS[] = "SELECT uid, author, time, action, key, other, value, reason, undoes FROM decision"
                                     " ORDER BY time, uid";

int qt_decisions_load(qt_case *c, qt_arena *arena, qt_decisions *out, quoth_error *error)
{
    sqlite3_stmt *stmt = NULL;
    QT_VEC(qt_decision) list = {0};
    bool row = true, full = false;
    int status = qt_db_query(c, &stmt, error, LIST_DECISIONS, NULL, 0);
    while (!status && !(status = qt_db_step(c, stmt, &row, error)) && row) {
        qt_decision d = {.action = qt_action_of(qt_db_text(stmt, 3))};
        qt_str *const members[] = {&d.uid, &d.author, &d.time, NULL, &d.key, &d.other, &d.value, &d.reason, &d.undoes};
        bool plain = true;
        for (int i = 0; i < (int)(sizeof members / sizeof *members); i++) {
            if (!members[i]) continue;
            *members[i] = qt_db_copy(stmt, i, arena, &full);
            plain = plain && qt_utf8_valid_prefix(*members[i]) == members[i]->size;
        }
        if (!plain) status = qt_db_damaged(c, error, "a decision cannot be read", (qt_str){0});
        else if (full || !qt_vec_push(arena, &list, d)) status = qt_arena_error(arena, error);
    }
    qt_db_reset(stmt);
    if (!status) *out = (qt_decisions){list.items, list.count};
    return status;
}

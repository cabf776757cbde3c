/* The log of decisions, checked row by row. A uid is the hash of what was decided, so whatever was altered shows; ids run
 * without a gap, so whatever was taken out shows too, unless the file's counter was set back with it. */
#include <stdio.h>

#include "casefile/decisions.h"
#include "casefile/verify.h"

static int report_decision(qt_verifying *v, qt_str uid, const char *what)
{
    char line[256];
    (void)snprintf(line, sizeof line, "decision %.*s: %s", (int)(uid.size < QT_UID_SIZE ? uid.size : QT_UID_SIZE),
                   uid.data, what);
    return qt_report(v, "decision", line);
}

static const char READ_ALL[] = "SELECT d.uid, d.author, d.time, d.action, d.key, d.other, d.value, d.reason, d.undoes,"
                               " d.undoes IS NOT NULL AND NOT EXISTS (SELECT 1 FROM decision t WHERE t.uid = d.undoes),"
                               " (SELECT count(*) FROM decision t WHERE t.uid = d.uid) FROM decision d ORDER BY d.id";

static int check_one(qt_verifying *v, sqlite3_stmt *stmt)
{
    const char *what = NULL;
    const qt_decision d = {.uid = qt_db_text(stmt, 0),
                           .author = qt_db_text(stmt, 1),
                           .time = qt_db_text(stmt, 2),
                           .action = qt_action_of(qt_db_text(stmt, 3)),
                           .key = qt_db_text(stmt, 4),
                           .other = qt_db_text(stmt, 5),
                           .value = qt_db_text(stmt, 6),
                           .reason = qt_db_text(stmt, 7),
                           .undoes = qt_db_text(stmt, 8)};
    int status = qt_decision_check(&d, &what, v->error);
    if (!status && what) status = report_decision(v, d.uid, what);
    if (!status && qt_db_int(stmt, 9)) status = report_decision(v, d.uid, "what it undoes is not in the log");
    if (!status && qt_db_int(stmt, 10) != 1) status = report_decision(v, d.uid, "its uid is not the only one");
    return status;
}

static const char COUNT_ALL[] = "SELECT count(*), coalesce(max(id), 0),"
                                " coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'decision'), 0) FROM decision";

static int check_gaps(qt_verifying *v)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    int status = qt_db_query(v->c, &stmt, v->error, COUNT_ALL, NULL, 0);
    if (!status) status = qt_db_step(v->c, stmt, &row, v->error);
    int64_t count = row ? qt_db_int(stmt, 0) : 0, last = row ? qt_db_int(stmt, 1) : 0,
            used = row ? qt_db_int(stmt, 2) : 0;
    qt_db_reset(stmt);
    if (status || (count == last && last == used)) return status;
    return qt_report(v, "decision", "a decision has been taken out of the log");
}

int qt_verify_decisions(qt_verifying *v)
{
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    int status = qt_db_begin_read(v->c, v->error);
    if (status) return status;
    status = qt_db_query(v->c, &stmt, v->error, READ_ALL, NULL, 0);
    while (!status && !(status = qt_db_step(v->c, stmt, &row, v->error)) && row) status = check_one(v, stmt);
    qt_db_reset(stmt);
    if (!status) status = check_gaps(v);
    return qt_db_end(v->c, status, v->error);
}

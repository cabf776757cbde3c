/* Decisions from one case file to another: by uid, so that none is there twice and none is lost. */
#include "casefile/decisions.h"

static const char HAS_DECISION[] = "SELECT 1 FROM decision WHERE uid = ?1";

/* Those that are added move to the front of `log`. */
static int take(qt_case *c, const qt_decisions *log, qt_decisions *added, quoth_error *error)
{
    int status = QUOTH_OK;
    size_t kept = 0;
    for (size_t i = 0; i < log->count && !status; i++) {
        sqlite3_stmt *stmt = NULL;
        bool there = false;
        status = QT_QUERY(c, &stmt, error, HAS_DECISION, qt_text_value(log->items[i].uid));
        if (!status) status = qt_db_step(c, stmt, &there, error);
        qt_db_reset(stmt);
        if (status || there) continue;
        status = qt_decision_add(c, &log->items[i], error);
        log->items[kept++] = log->items[i];
    }
    if (!status) *added = (qt_decisions){log->items, kept};
    return status;
}

int qt_case_take_decisions(qt_case *c, qt_case *from, qt_arena *arena, qt_decisions *added, quoth_error *error)
{
    qt_decisions log = {NULL, 0};
    *added = (qt_decisions){NULL, 0};
    int status = qt_decisions_load(from, arena, &log, error);
    return status ? status : take(c, &log, added, error);
}

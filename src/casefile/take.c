/* Decisions from one case file to another: by uid, so that none is there twice and none is lost. */
#include "casefile/recall.h"

#include "casefile/decisions.h"

enum { LOG_MAX = 1 << 30 };

static const char HAS_DECISION[] = "SELECT 1 FROM decision WHERE uid = ?1";

static int take(qt_case *c, const qt_decisions *log, size_t *added, quoth_error *error)
{
    int status = QUOTH_OK;
    for (size_t i = 0; i < log->count && !status; i++) {
        sqlite3_stmt *stmt = NULL;
        bool there = false;
        status = QT_QUERY(c, &stmt, error, HAS_DECISION, qt_text_value(log->items[i].uid));
        if (!status) status = qt_db_step(c, stmt, &there, error);
        qt_db_reset(stmt);
        if (status || there) continue;
        status = qt_decision_add(c, &log->items[i], error);
        *added += status == QUOTH_OK;
    }
    return status;
}

int qt_case_take_decisions(qt_case *c, qt_case *from, size_t *added, quoth_error *error)
{
    qt_decisions log = {NULL, 0};
    size_t count = 0;
    qt_arena *arena = qt_arena_new(LOG_MAX);
    if (!arena) return qt_db_no_memory(c, error);
    int status = qt_decisions_load(from, arena, &log, error);
    if (!status && log.count) {
        status = qt_db_begin_write(c, error);
        if (!status) status = qt_db_end(c, take(c, &log, &count, error), error);
    }
    if (!status) *added = count;
    qt_arena_free(arena);
    return status;
}

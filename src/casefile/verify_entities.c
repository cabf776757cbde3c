/* Who is who, held against what it is made of. Who belongs together is a reading and has no proof; that each referent is in
 * one place, under the right key, and counted once, has. */
#include <stdio.h>

#include "casefile/verify.h"
#include "mentions/mention.h"

#define TYPES "('person', 'organization', 'place', 'group', 'publication', 'event', 'other')"

/* Each query lists what is amiss, by a name of it. */
static const struct {
    const char *what, *detail, *sql;
} CHECKS[] = {
    {"key", "is not that of its document and its best mention",
     "SELECT r.key FROM referent r JOIN document d ON d.id = r.document"
     " WHERE r.key <> substr(d.sha256, 1, 16) || ':' || r.begin || '-' || r.end"},
    {"entity", "belongs to no entity",
     "SELECT r.key FROM referent r LEFT JOIN profile p ON p.id = r.profile WHERE p.entity IS NULL"},
    {"entity", "has a profile whose key is not the smallest of its referents'",
     "SELECT p.key FROM profile p WHERE p.key IS NOT (SELECT min(key) FROM referent WHERE profile = p.id)"},
    {"entity", "is not the smallest key of its referents",
     "SELECT e.key FROM entity e WHERE e.key IS NOT (SELECT min(key) FROM profile WHERE entity = e.id)"},
    {"entity", "joins an entity through a profile of another",
     "SELECT p.key FROM profile p JOIN profile a ON a.id = p.joins WHERE a.entity IS NOT p.entity"},
    {"entity", "stands in a block under another key",
     "SELECT p.key FROM block b JOIN profile p ON p.id = b.profile WHERE b.member <> p.key"},
    {"name", "is not counted as often as it stands in the documents",
     "SELECT n.text FROM profile_name n WHERE n.count IS NOT (SELECT count(DISTINCT r.id) FROM referent r"
     " JOIN mention m ON m.referent = r.id AND m.form = 'name' AND m.text = n.text WHERE r.profile = n.profile)"},
    {"name", "is not counted among what its entity is called",
     "SELECT n.text FROM profile_name n JOIN profile p ON p.id = n.profile"
     " WHERE NOT EXISTS (SELECT 1 FROM alias WHERE entity = p.entity AND text = n.text)"},
    {"name", "is not counted as often as the entity's profiles count it",
     "SELECT a.text FROM alias a WHERE a.count IS NOT (SELECT sum(n.count) FROM profile p"
     " JOIN profile_name n ON n.profile = p.id AND n.text = a.text WHERE p.entity = a.entity)"},
    {"entity", "has a type that this program does not know",
     "SELECT key FROM entity WHERE type NOT IN " TYPES " UNION ALL SELECT key FROM referent WHERE type NOT IN " TYPES},
};

int qt_verify_entities(qt_verifying *v)
{
    int status = qt_db_begin_read(v->c, v->error);
    if (status) return status;
    for (size_t i = 0; i < sizeof CHECKS / sizeof *CHECKS && !status; i++) {
        sqlite3_stmt *stmt = NULL;
        bool row = true;
        status = qt_db_query(v->c, &stmt, v->error, CHECKS[i].sql, NULL, 0);
        while (!status && !(status = qt_db_step(v->c, stmt, &row, v->error)) && row) {
            char line[256];
            const qt_str name = qt_db_text(stmt, 0);
            snprintf(line, sizeof line, "%.*s %s", (int)(name.size < 120 ? name.size : 120),
                     name.data ? name.data : "?", CHECKS[i].detail);
            status = qt_report(v, CHECKS[i].what, line);
        }
        qt_db_reset(stmt);
    }
    return qt_db_end(v->c, status, v->error);
}

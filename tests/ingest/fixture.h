/* A folder under /tmp with files of a test's making, and what ingest says about them. */
#ifndef QT_TESTS_INGEST_FIXTURE_H
#define QT_TESTS_INGEST_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "ingest/ingest.h"

static char folder[64]; /* "/tmp/quoth-ingest-XXXXXX" */

static inline int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/quoth-ingest-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static inline int remove_folder(void **state)
{
    (void)state;
    char command[256];
    snprintf(command, sizeof command, "chmod -R u+rwx %s && rm -rf %s", folder, folder);
    return system(command) == 0 ? 0 : -1;
}

/* The path of `name` in the folder; static, four at a time. */
static inline const char *in_folder(const char *name)
{
    static char paths[4][512];
    static unsigned turn;
    char *path = paths[turn++ % 4];
    snprintf(path, 512, "%s/%s", folder, name);
    return path;
}

static inline void write_bytes(const char *name, const char *bytes, size_t size)
{
    FILE *file = fopen(in_folder(name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

#define WRITE(name, literal) write_bytes((name), "" literal "", sizeof(literal) - 1)

static inline void sub_folder(const char *name) { assert_int_equal(mkdir(in_folder(name), 0700), 0); }

/* What came of a run: documents and refusals in their order. */
typedef struct outcome {
    qt_ingest_result result;
    qt_document document;
    quoth_error error;
} outcome;

typedef struct outcomes {
    qt_arena *arena;
    outcome items[64];
    size_t count, documents, refused;
    qt_ingest_result end;
} outcomes;

static inline void ingest_paths(const char *const *paths, size_t count, const qt_ingest_options *options, outcomes *out)
{
    qt_ingest *ingest = NULL;
    quoth_error error = {0};
    memset(out, 0, sizeof *out);
    out->arena = qt_arena_new((size_t)256 * 1024 * 1024);
    assert_non_null(out->arena);
    assert_int_equal(qt_ingest_open(paths, count, options, &ingest, &error), QUOTH_OK);
    for (;;) {
        assert_true(out->count < 64);
        outcome *o = &out->items[out->count];
        o->result = qt_ingest_next(ingest, out->arena, &o->document, &o->error);
        if (o->result == QT_INGEST_END || o->result == QT_INGEST_FAILED) {
            out->end = o->result;
            break;
        }
        *(o->result == QT_INGEST_DOCUMENT ? &out->documents : &out->refused) += 1;
        if (o->result == QT_INGEST_REFUSED) assert_int_equal(o->error.status, QUOTH_REFUSED);
        out->count++;
    }
    qt_ingest_close(ingest);
}

static inline void ingest_one(const char *name, outcomes *out)
{
    const char *path = in_folder(name);
    ingest_paths(&path, 1, NULL, out);
}

static inline void done_with(outcomes *o)
{
    assert_int_equal(o->end, QT_INGEST_END);
    qt_arena_free(o->arena);
}

#define assert_view(view, wanted)                                                       \
    do {                                                                                \
        qt_str seen_ = (view), wanted_ = qt_str_of(wanted);                             \
        if (!seen_.data || !qt_str_equal(seen_, wanted_))                               \
            fail_msg("\"%.*s\" where \"%s\" was due", seen_.data ? (int)seen_.size : 6, \
                     seen_.data ? seen_.data : "(null)", wanted_.data);                 \
    } while (0)

/* The file alone is refused, with these words in the message, naming the file; `byte` < 0: no byte is named. */
static inline void assert_refused(const char *name, const char *words, long byte)
{
    outcomes o;
    ingest_one(name, &o);
    if (o.count != 1 || o.refused != 1) fail_msg("%s: %zu documents, %zu refusals", name, o.documents, o.refused);
    const quoth_error *e = &o.items[0].error;
    if (!strstr(e->message, words)) fail_msg("%s: \"%s\" lacks \"%s\"", name, e->message, words);
    assert_string_equal(e->source, in_folder(name));
    assert_int_equal(e->has_byte, byte >= 0);
    if (byte >= 0) assert_int_equal(e->byte, byte);
    done_with(&o);
}

#endif

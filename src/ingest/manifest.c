/* realpath is in XSI, not in base POSIX. */
#define _XOPEN_SOURCE 700

#include "ingest/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "ingest/csv.h"
#include "ingest/dates.h"
#include "ingest/input.h"

#define ARENA_MAX ((size_t)256 * 1024 * 1024)

enum { PATH, TITLE, URL, PUBLISHER, PUBLISHED, AUTHOR, AGENCY, COLUMNS };
static const char *const column_names[COLUMNS] = {"path", "title", "url", "publisher", "published", "author", "agency"};

struct qt_manifest {
    qt_arena *arena;
    QT_VEC(qt_manifest_row) rows; /* sorted by `real`, those without one last */
};

static qt_str trim(qt_str s)
{
    while (s.size && (s.data[0] == ' ' || s.data[0] == '\t')) s.data++, s.size--;
    while (s.size && (s.data[s.size - 1] == ' ' || s.data[s.size - 1] == '\t')) s.size--;
    return s.size ? s : (qt_str){NULL, 0};
}

static int read_file(const char *path, qt_arena *arena, qt_str *out, quoth_error *error)
{
    char reason[128];
    struct stat info;
    if (stat(path, &info) != 0) return qt_fail(error, QUOTH_REFUSED, "manifest: %s", qt_system_reason(errno, reason));
    if (!S_ISREG(info.st_mode)) return qt_fail(error, QUOTH_REFUSED, "manifest: not a file");
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return qt_fail(error, QUOTH_REFUSED, "manifest: %s", qt_system_reason(errno, reason));
    qt_input input = {.fd = -1};
    int rc = qt_input_open(&input, fd, (uint64_t)info.st_size, error);
    if (rc) close(fd);
    else rc = qt_input_rest(&input, QUOTH_MAX_TEXT, arena, out, error);
    qt_input_close(&input);
    if (rc) return rc;
    size_t valid = qt_utf8_valid_prefix(*out);
    if (valid < out->size) return qt_fail_at(error, QUOTH_REFUSED, valid, "manifest: not UTF-8");
    const char *nul = out->size ? memchr(out->data, 0, out->size) : NULL;
    if (nul) return qt_fail_at(error, QUOTH_REFUSED, (uint64_t)(nul - out->data), "manifest: it holds a NUL byte");
    return QUOTH_OK;
}

/* Which column each field of the header is (COLUMNS: none of ours). */
static int read_header(const qt_str *fields, size_t count, int map[QT_CSV_FIELDS], quoth_error *error)
{
    bool seen[COLUMNS + 1] = {false};
    for (size_t i = 0; i < count; i++) {
        int column = 0;
        while (column < COLUMNS && !qt_str_equal(trim(fields[i]), qt_str_of(column_names[column]))) column++;
        if (column < COLUMNS && seen[column])
            return qt_fail(error, QUOTH_REFUSED, "manifest: two columns \"%s\"", column_names[column]);
        seen[column] = true;
        map[i] = column;
    }
    if (!seen[PATH])
        return qt_fail(error, QUOTH_REFUSED, "manifest: its first line must name the columns, \"path\" among them");
    return QUOTH_OK;
}

/* realpath of folder/path, in malloc's memory; NULL where there is no such file. */
static char *locate_in(const char *folder, size_t folder_size, qt_str path)
{
    char *joined = malloc(folder_size + path.size + 2);
    if (!joined) return NULL;
    memcpy(joined, folder, folder_size);
    memcpy(joined + folder_size, path.data, path.size);
    joined[folder_size + path.size] = '\0';
    char *real = realpath(joined, NULL);
    free(joined);
    return real;
}

static int locate(const char *manifest, qt_manifest_row *row, qt_arena *arena, quoth_error *error)
{
    const char *slash = strrchr(manifest, '/');
    bool absolute = row->path.data[0] == '/';
    char *real = NULL;
    if (!absolute && slash) real = locate_in(manifest, (size_t)(slash - manifest) + 1, row->path);
    if (!real) real = locate_in("", 0, row->path);
    if (!real) return QUOTH_OK;
    qt_str copy = qt_arena_copy(arena, (qt_str){real, strlen(real) + 1});
    free(real);
    if (!copy.data) return qt_arena_error(arena, error);
    row->real = (char *)(uintptr_t)copy.data;
    return QUOTH_OK;
}

static int keep_date(qt_str *date, qt_arena *arena, quoth_error *error)
{
    char buffer[QT_DATE_SIZE];
    if (!date->data || !qt_date_read(*date, buffer, date)) {
        *date = (qt_str){NULL, 0};
        return QUOTH_OK;
    }
    *date = qt_arena_copy(arena, *date);
    return date->data ? QUOTH_OK : qt_arena_error(arena, error);
}

static int read_rows(qt_manifest *m, const char *path, qt_str bytes, quoth_error *error)
{
    qt_csv csv = {.bytes = bytes};
    qt_str fields[QT_CSV_FIELDS];
    int map[QT_CSV_FIELDS];
    size_t columns, count;
    int rc = qt_csv_next(&csv, m->arena, fields, &columns, error);
    if (!rc) rc = read_header(fields, columns, map, error);
    while (!rc && !(rc = qt_csv_next(&csv, m->arena, fields, &count, error)) && count) {
        if (count != columns)
            return qt_fail(error, QUOTH_REFUSED, "manifest line %llu: %zu fields, where the header has %zu",
                           (unsigned long long)csv.line, count, columns);
        qt_str cells[COLUMNS + 1] = {{NULL, 0}};
        for (size_t i = 0; i < count; i++) cells[map[i]] = trim(fields[i]);
        qt_manifest_row row = {cells[PATH],      NULL,          csv.line,
                               cells[TITLE],     cells[URL],    cells[PUBLISHER],
                               cells[PUBLISHED], cells[AUTHOR], cells[AGENCY]};
        if (!row.path.data)
            return qt_fail(error, QUOTH_REFUSED, "manifest line %llu: no path", (unsigned long long)csv.line);
        rc = keep_date(&row.published, m->arena, error);
        if (!rc) rc = locate(path, &row, m->arena, error);
        if (!rc && !qt_vec_push(m->arena, &m->rows, row)) rc = qt_arena_error(m->arena, error);
    }
    return rc;
}

static int by_real(const void *a, const void *b)
{
    const qt_manifest_row *x = a, *y = b;
    if (!x->real || !y->real) return x->real ? -1 : y->real ? 1 : (x->line > y->line) - (x->line < y->line);
    int c = strcmp(x->real, y->real);
    return c ? c : (x->line > y->line) - (x->line < y->line);
}

static int check_twice(const qt_manifest *m, quoth_error *error)
{
    for (size_t i = 1; i < m->rows.count && m->rows.items[i].real; i++)
        if (strcmp(m->rows.items[i].real, m->rows.items[i - 1].real) == 0)
            return qt_fail(error, QUOTH_REFUSED, "manifest line %llu: a file that line %llu names already",
                           (unsigned long long)m->rows.items[i].line, (unsigned long long)m->rows.items[i - 1].line);
    return QUOTH_OK;
}

int qt_manifest_open(const char *path, qt_manifest **out, quoth_error *error)
{
    qt_str bytes;
    qt_manifest *m = calloc(1, sizeof *m);
    if (!m) return qt_fail(error, QUOTH_FAILED, "out of memory");
    int rc = QUOTH_OK;
    m->arena = qt_arena_new(ARENA_MAX);
    if (!m->arena) rc = qt_fail(error, QUOTH_FAILED, "out of memory");
    if (!rc) rc = read_file(path, m->arena, &bytes, error);
    if (!rc) {
        if (qt_str_starts(bytes, QT_STR("\xef\xbb\xbf"))) bytes.data += 3, bytes.size -= 3;
        rc = read_rows(m, path, bytes, error);
    }
    if (!rc) {
        if (m->rows.count) qsort(m->rows.items, m->rows.count, sizeof *m->rows.items, by_real);
        rc = check_twice(m, error);
    }
    if (rc) {
        qt_fail_in(error, qt_str_of(path));
        qt_manifest_close(m);
        return rc;
    }
    *out = m;
    return QUOTH_OK;
}

void qt_manifest_close(qt_manifest *m)
{
    if (!m) return;
    qt_arena_free(m->arena);
    free(m);
}

const qt_manifest_row *qt_manifest_find(const qt_manifest *m, const char *path)
{
    char *real = realpath(path, NULL);
    const qt_manifest_row *found = NULL;
    size_t low = 0, high = m->rows.count;
    while (real && !found && low < high) {
        size_t middle = low + (high - low) / 2;
        const qt_manifest_row *row = &m->rows.items[middle];
        int c = row->real ? strcmp(row->real, real) : 1;
        if (c == 0) found = row;
        else if (c < 0) low = middle + 1;
        else high = middle;
    }
    free(real);
    return found;
}

const qt_manifest_row *qt_manifest_missing(const qt_manifest *m, size_t *from)
{
    for (; *from < m->rows.count; ++*from)
        if (!m->rows.items[*from].real) return &m->rows.items[(*from)++];
    return NULL;
}

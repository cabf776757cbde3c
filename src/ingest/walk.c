#include "ingest/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "ingest/input.h"

#define DEPTH 100 /* folders open at once: each holds a descriptor */

typedef struct buffer {
    char *data;
    size_t size, capacity;
} buffer;

/* A folder being read: its names, sorted, and how much of the path names it. */
typedef struct frame {
    int fd;
    buffer names; /* NUL-terminated, one behind another, as the system gave them */
    char **sorted;
    size_t count, at, path_size;
} frame;

typedef struct identity {
    bool known;
    dev_t device;
    ino_t inode;
} identity;

struct qt_walk {
    char **paths;
    size_t count, at;
    frame frames[DEPTH];
    size_t depth;
    size_t found; /* files in the folder given */
    buffer path, shown;
    char *skip_paths[2];
    identity skip[2];
    bool measure;
};

static bool reserve(buffer *b, size_t more)
{
    if (more <= b->capacity - b->size) return true;
    size_t wanted = b->capacity ? b->capacity * 2 : 256;
    if (wanted < b->size + more) wanted = b->size + more;
    char *grown = realloc(b->data, wanted);
    if (!grown) return false;
    b->data = grown;
    b->capacity = wanted;
    return true;
}

/* Appends and keeps a NUL behind the end. */
static bool append(buffer *b, const char *data, size_t size)
{
    if (!reserve(b, size + 1)) return false;
    memcpy(b->data + b->size, data, size);
    b->size += size;
    b->data[b->size] = '\0';
    return true;
}

/* The path as UTF-8, in walk->shown. */
static bool show(qt_walk *walk, qt_str *out)
{
    static const char digits[] = "0123456789abcdef";
    qt_str raw = {walk->path.data, walk->path.size};
    uint32_t code;
    walk->shown.size = 0;
    if (!append(&walk->shown, "", 0)) return false;
    for (size_t at = 0; at < raw.size;) {
        size_t n = qt_utf8_decode(raw, at, &code);
        unsigned char byte = (unsigned char)raw.data[at];
        const char escaped[4] = {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
        if (!append(&walk->shown, n ? raw.data + at : escaped, n ? n : 4)) return false;
        at += n ? n : 1;
    }
    *out = (qt_str){walk->shown.data, walk->shown.size};
    return true;
}

static qt_ingest_result no_memory(quoth_error *error)
{
    qt_fail(error, QUOTH_FAILED, "out of memory");
    return QT_INGEST_FAILED;
}

static qt_ingest_result refuse(qt_walk *walk, const char *what, int number, quoth_error *error)
{
    char reason[128];
    qt_str path;
    if (!show(walk, &path)) return no_memory(error);
    if (number) qt_fail(error, QUOTH_REFUSED, "%s: %s", what, qt_system_reason(number, reason));
    else qt_fail(error, QUOTH_REFUSED, "%s", what);
    qt_fail_in(error, path);
    return QT_INGEST_REFUSED;
}

static int by_bytes(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void close_frame(frame *f)
{
    if (f->fd >= 0) close(f->fd);
    free(f->names.data);
    free(f->sorted);
    *f = (frame){.fd = -1};
}

/* All names of a folder but hidden ones. 0, or an errno. */
static int read_names(frame *f)
{
    int copy = fcntl(f->fd, F_DUPFD_CLOEXEC, 0);
    DIR *folder = copy < 0 ? NULL : fdopendir(copy);
    if (!folder) {
        int number = errno;
        if (copy >= 0) close(copy);
        return number;
    }
    const struct dirent *entry;
    int number = 0;
    while (!number &&
           (errno = 0, entry = readdir(folder)) != NULL) { /* NOLINT: a stream of our own is no shared state */
        if (entry->d_name[0] == '.') continue;
        if (!append(&f->names, entry->d_name, strlen(entry->d_name) + 1)) number = ENOMEM;
        f->count++;
    }
    if (!number) number = errno;
    closedir(folder);
    f->sorted = number || !f->count ? NULL : malloc(f->count * sizeof *f->sorted);
    if (!number && f->count && !f->sorted) number = ENOMEM;
    if (number || !f->count) return number;
    char *name = f->names.data;
    for (size_t i = 0; i < f->count; i++, name += strlen(name) + 1) f->sorted[i] = name;
    qsort(f->sorted, f->count, sizeof *f->sorted, by_bytes);
    return 0;
}

/* Takes over `fd`, a folder at walk->path. */
static qt_ingest_result enter(qt_walk *walk, int fd, quoth_error *error)
{
    frame *f = &walk->frames[walk->depth];
    *f = (frame){.fd = fd};
    int number = read_names(f);
    if (!number && walk->path.data[walk->path.size - 1] != '/' && !append(&walk->path, "/", 1)) number = ENOMEM;
    if (number) {
        close_frame(f);
        return number == ENOMEM ? no_memory(error) : refuse(walk, "the folder cannot be read", number, error);
    }
    f->path_size = walk->path.size;
    walk->depth++;
    return QT_INGEST_END; /* nothing to hand out yet */
}

static bool same(const identity *id, const struct stat *info)
{
    return id->known && id->device == info->st_dev && id->inode == info->st_ino;
}

/* Looks at the files to leave out; the case file may have been made after the walk was. */
static void learn_skip(qt_walk *walk)
{
    struct stat info;
    for (size_t i = 0; i < 2; i++) {
        walk->skip[i].known = walk->skip_paths[i] && stat(walk->skip_paths[i], &info) == 0;
        if (walk->skip[i].known) walk->skip[i] = (identity){true, info.st_dev, info.st_ino};
    }
}

/* Whether a name in the folder `f` is a file to leave out, or one of SQLite's beside it. */
static bool skipped(const qt_walk *walk, const frame *f, const char *name, const struct stat *info)
{
    static const char *const beside[] = {"-wal", "-shm", "-journal"};
    struct stat stem;
    if (same(&walk->skip[0], info) || same(&walk->skip[1], info)) return true;
    if (!walk->skip[0].known) return false;
    const char *slash = strrchr(walk->skip_paths[0], '/'), *base = slash ? slash + 1 : walk->skip_paths[0];
    size_t size = strlen(base);
    if (!size || strncmp(name, base, size) != 0) return false;
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
        if (strcmp(name + size, beside[i]) == 0)
            return fstatat(f->fd, base, &stem, 0) == 0 && same(&walk->skip[0], &stem);
    return false;
}

/* Hands out the file or enters the folder that walk->path names: `name` in the folder `at`. END: nothing to hand out. */
static qt_ingest_result take(qt_walk *walk, int at, const char *name, const struct stat *info, int flags, qt_found *out,
                             quoth_error *error)
{
    struct stat opened;
    bool folder = S_ISDIR(info->st_mode);
    if (!folder && !S_ISREG(info->st_mode))
        return refuse(walk, "neither a file nor a folder (give - for standard input)", 0, error);
    if (folder && walk->depth == DEPTH) return refuse(walk, "folders nested too deeply", 0, error);
    walk->found += !folder;
    int fd = -1;
    if (folder || !walk->measure) {
        /* O_NONBLOCK: should a pipe have taken the file's place meanwhile, opening it must not wait for a writer. */
        fd = openat(at, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags);
        if (fd < 0) return refuse(walk, "cannot be opened", errno, error);
        if (fstat(fd, &opened) != 0 || opened.st_dev != info->st_dev || opened.st_ino != info->st_ino) {
            close(fd);
            return refuse(walk, "replaced while it was being opened", 0, error);
        }
    }
    if (folder) return enter(walk, fd, error);
    *out = (qt_found){.fd = fd, .size = info->st_size > 0 ? (uint64_t)info->st_size : 0, .raw = walk->path.data};
    if (show(walk, &out->path)) return QT_INGEST_DOCUMENT;
    if (fd >= 0) close(fd);
    return no_memory(error);
}

/* The next name of the innermost folder. */
static qt_ingest_result step_inside(qt_walk *walk, qt_found *out, quoth_error *error)
{
    frame *f = &walk->frames[walk->depth - 1];
    struct stat info;
    walk->path.size = f->path_size;
    walk->path.data[walk->path.size] = '\0';
    if (f->at == f->count) {
        close_frame(f);
        walk->depth--;
        if (walk->depth || walk->found) return QT_INGEST_END;
        const char *given = walk->paths[walk->at - 1];
        walk->path.size = 0;
        if (!append(&walk->path, given, strlen(given))) return no_memory(error);
        return refuse(walk, "a folder that holds no file to read", 0, error);
    }
    const char *name = f->sorted[f->at++];
    if (!append(&walk->path, name, strlen(name))) return no_memory(error);
    if (fstatat(f->fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0) return refuse(walk, "cannot be read", errno, error);
    if (S_ISLNK(info.st_mode) || skipped(walk, f, name, &info)) return QT_INGEST_END;
    return take(walk, f->fd, name, &info, O_NOFOLLOW, out, error);
}

static qt_ingest_result step_path(qt_walk *walk, const char *path, qt_found *out, quoth_error *error)
{
    struct stat info;
    walk->path.size = 0;
    walk->found = 0;
    learn_skip(walk);
    if (!append(&walk->path, path, strlen(path))) return no_memory(error);
    if (strcmp(path, "-") == 0) {
        *out = (qt_found){.fd = walk->measure ? -1 : STDIN_FILENO, .raw = walk->path.data, .standard_input = true};
        return show(walk, &out->path) ? QT_INGEST_DOCUMENT : no_memory(error);
    }
    if (stat(path, &info) != 0) return refuse(walk, "cannot be read", errno, error);
    return take(walk, AT_FDCWD, path, &info, 0, out, error);
}

qt_ingest_result qt_walk_next(qt_walk *walk, qt_found *out, quoth_error *error)
{
    qt_ingest_result result = QT_INGEST_END;
    while (result == QT_INGEST_END) {
        if (walk->depth) result = step_inside(walk, out, error);
        else if (walk->at < walk->count) result = step_path(walk, walk->paths[walk->at++], out, error);
        else return QT_INGEST_END;
    }
    return result;
}

static char *copy_of(const char *s)
{
    size_t size = strlen(s) + 1;
    char *copy = malloc(size);
    if (copy) memcpy(copy, s, size);
    return copy;
}

int qt_walk_open(const char *const *paths, size_t count, const char *const skip[2], bool measure, qt_walk **out,
                 quoth_error *error)
{
    qt_walk *walk = calloc(1, sizeof *walk);
    bool ok = walk != NULL;
    if (ok) {
        walk->measure = measure;
        walk->paths = calloc(count ? count : 1, sizeof *walk->paths);
        ok = walk->paths != NULL;
    }
    for (; ok && walk->count < count; walk->count++) {
        walk->paths[walk->count] = copy_of(paths[walk->count]);
        ok = walk->paths[walk->count] != NULL;
    }
    for (size_t i = 0; ok && i < 2; i++) ok = !skip[i] || (walk->skip_paths[i] = copy_of(skip[i])) != NULL;
    if (!ok) {
        qt_walk_close(walk);
        return qt_fail(error, QUOTH_FAILED, "out of memory");
    }
    *out = walk;
    return QUOTH_OK;
}

void qt_walk_close(qt_walk *walk)
{
    if (!walk) return;
    while (walk->depth) close_frame(&walk->frames[--walk->depth]);
    for (size_t i = 0; walk->paths && i < walk->count; i++) free(walk->paths[i]);
    free(walk->paths);
    free(walk->path.data);
    free(walk->shown.data);
    free(walk->skip_paths[0]);
    free(walk->skip_paths[1]);
    free(walk);
}

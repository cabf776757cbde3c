#include "casefile/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

char *qt_file_database_name(const char *path, bool immutable)
{
    static const char hex[] = "0123456789ABCDEF";
    size_t size = strlen(path), used = 0;
    const char *start = immutable ? path[0] == '/' ? "file:" : "file:./" : path[0] == '/' ? "" : "./";
    const char *end = immutable ? "?immutable=1" : "";
    char *name = malloc(strlen(start) + 3 * size + strlen(end) + 1);
    if (!name) return NULL;
    used = strlen(start);
    memcpy(name, start, used);
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)path[i];
        bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
                     strchr("/._-", byte);
        if (plain || !immutable) {
            name[used++] = path[i];
            continue;
        }
        name[used++] = '%';
        name[used++] = hex[byte >> 4];
        name[used++] = hex[byte & 15];
    }
    memcpy(name + used, end, strlen(end) + 1);
    return name;
}

bool qt_file_companion(const char *path, const char *suffix)
{
    size_t size = strlen(path);
    char *name = malloc(size + strlen(suffix) + 1);
    if (!name) return true;
    memcpy(name, path, size);
    memcpy(name + size, suffix, strlen(suffix) + 1);
    struct stat info;
    bool there = stat(name, &info) == 0 && info.st_size > 0;
    free(name);
    return there;
}

int qt_file_make(const char *path, quoth_error *error)
{
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0600);
    if (file < 0) {
        if (errno == EEXIST) return QUOTH_OK;
        char word[128];
        if (strerror_r(errno, word, sizeof word)) word[0] = '\0';
        return qt_fail(error, QUOTH_FAILED, "cannot make a case file here: %s", word);
    }
    int rc = fchmod(file, 0600); /* an umask may have taken the owner's own rights */
    close(file);
    return rc ? qt_fail(error, QUOTH_FAILED, "cannot set the case file's mode") : QUOTH_OK;
}

int qt_file_look(const char *path, bool may_make, quoth_error *error)
{
    struct stat info;
    if (path[0] == '\0') return qt_fail(error, QUOTH_USAGE, "the case file has no name");
    if (stat(path, &info)) {
        if (errno == ENOENT && may_make) return QUOTH_OK;
        char word[128];
        int number = errno;
        if (strerror_r(number, word, sizeof word)) word[0] = '\0';
        if (number == ENOENT) return qt_fail(error, QUOTH_FAILED, "there is no such case file");
        return qt_fail(error, QUOTH_FAILED, "cannot open the case file: %s", word);
    }
    if (S_ISDIR(info.st_mode)) return qt_fail(error, QUOTH_FAILED, "is a folder, not a case file");
    if (!S_ISREG(info.st_mode)) return qt_fail(error, QUOTH_FAILED, "is not a regular file");
    if (info.st_size == 0 && !may_make && !qt_file_companion(path, "-wal") && !qt_file_companion(path, "-journal"))
        return qt_fail(error, QUOTH_FAILED, "is empty, not a quoth case file");
    return QUOTH_OK;
}

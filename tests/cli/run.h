/* Runs the built program with its standard streams in files, and hands back what it said. */
#ifndef TEST_CLI_RUN_H
#define TEST_CLI_RUN_H

#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RUN_MOST = 1 << 20 };

typedef struct run {
    int status; /* exit code; 1000 + the signal where one ended it */
    char out[RUN_MOST], err[RUN_MOST];
} run;

static run ran;

static inline void read_back(FILE *file, char *text)
{
    rewind(file);
    text[fread(text, 1, RUN_MOST - 1, file)] = '\0';
    fclose(file);
}

/* `out_fd` is standard output, or -1 for a file that is read back. `setup` is a line of shell in front of the program ("NO_COLOR=1"), `rest` its arguments and whatever follows, both in
 * the syntax of sh; standard input is /dev/null unless `rest` says otherwise. */
static inline const run *quoth_to(int out_fd, const char *setup, const char *rest)
{
    char line[4096];
    FILE *out = tmpfile(), *err = tmpfile();
    if (!out || !err || snprintf(line, sizeof line, "%s '%s' %s", setup, QUOTH_BINARY, rest) >= (int)sizeof line)
        abort();
    pid_t child = fork();
    if (child == 0) {
        int in = open("/dev/null", O_RDONLY);
        if (in < 0 || dup2(in, 0) < 0 || dup2(out_fd < 0 ? fileno(out) : out_fd, 1) < 0 || dup2(fileno(err), 2) < 0)
            _exit(99);
        execl("/bin/sh", "sh", "-c", line, (char *)NULL);
        _exit(99);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child) abort();
    ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
    read_back(out, ran.out);
    read_back(err, ran.err);
    return &ran;
}

static inline const run *quoth(const char *rest) { return quoth_to(-1, "", rest); }

/* As quoth(), with a standard output that nobody reads any more. */
static inline const run *quoth_unread(const char *rest)
{
    int ends[2];
    if (pipe(ends) != 0) abort();
    close(ends[0]);
    const run *r = quoth_to(ends[1], "", rest);
    close(ends[1]);
    return r;
}

/* ------------------------------------------------------------------------------------------- a folder of the test's own */

/* Small and untrained: it shows the plumbing, not the reading. */
#define MODEL QUOTH_SOURCE_DIR "/models/quoth.safetensors"

static char folder[] = "/tmp/quoth-cli-XXXXXX";

static inline void make_folder(void)
{
    if (!mkdtemp(folder)) abort();
}

static inline int remove_folder(void **state)
{
    char line[64];
    (void)state;
    (void)snprintf(line, sizeof line, "rm -r %s", folder);
    return system(line);
}

/* Runs quoth in the folder. */
static inline const run *quoth_in(const char *format, ...) __attribute__((format(printf, 1, 2)));
static inline const run *quoth_in(const char *format, ...)
{
    char arguments[2048], setup[128];
    va_list list;
    va_start(list, format);
    int n = vsnprintf(arguments, sizeof arguments, format, list);
    va_end(list);
    if (n < 0 || n >= (int)sizeof arguments) abort();
    (void)snprintf(setup, sizeof setup, "cd %s &&", folder);
    return quoth_to(-1, setup, arguments);
}

static inline void write_file(const char *name, const char *text)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) abort();
}

#define HAS(text, part)                                                           \
    do {                                                                          \
        if (!strstr((text), (part))) fail_msg("no '%s' in:\n%s", (part), (text)); \
    } while (0)

#endif

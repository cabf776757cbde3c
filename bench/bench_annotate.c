/* bench-annotate QUOTH FOLDER DOCUMENTS: runs `quoth annotate --json` over invented reports, in FOLDER, and prints what
 * it took. The reports come from a fixed generator, so that every run on every machine reads the same bytes. */
#define _DEFAULT_SOURCE /* wait4 */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STARTS = 11, SENTENCES = 22, PATH_SIZE = 4096 };

/* clang-format off */
static const char *const people[] = {
    "Ilse Brandvold",    "Commander Tomasz Wierzbicki", "the ministry",     "a spokesman for the line", "Dr Oyelaran Fashola",
    "three dockworkers", "the harbour master",          "Petra Šimková",    "two officials",            "the inquiry",
    "Abdoulaye Diarra",  "Judge Castañeda-Roth",        "the union",        "a passenger",              "Nguyễn Thị Hạnh",
    "the coastguard",    "Governor Adeyemi-Strand",     "the company",      "its lawyer",               "a neighbour"};
/* clang-format on */
static const char *const contents[] = {"the pumps had been inspected in July",
                                       "no alarm was sounded on the upper deck",
                                       "at least 31 people had been taken to hospital",
                                       "the cargo list was handed over two hours before the deadline",
                                       "nobody had asked for the keys to the engine room",
                                       "the second call came at 12.25 a.m., after the lights had failed",
                                       "the crew had counted 401 passengers at the ramp",
                                       "the fire doors may have been wedged open",
                                       "what became of the sensors was not known",
                                       "the chartered vessel would be examined by engineers from abroad"};
static const char *const cues[] = {"said",           "denied",  "warned",    "insisted",
                                   "told reporters", "alleged", "announced", "confirmed"};
static const char *const narration[] = {
    "The vessel left the eastern pier shortly after nine with a refrigerated lorry on its vehicle deck.",
    "Rain had fallen all afternoon, and the road to the lighthouse was closed.",
    "The files fill eleven boxes, most of them letters about paint.",
    "A mass was held on the quay, where wreaths had been left on bollards and railings."};

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define PICK(a) (a)[next_number(&seed) % COUNT(a)]

/* The MMIX generator (Knuth, TAOCP 3.3.4); its high bits. */
static uint32_t next_number(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

static void write_sentence(FILE *out, uint64_t *state)
{
    uint64_t seed = next_number(state);
    switch (next_number(&seed) % 5) {
    case 0: fprintf(out, "%s", PICK(narration)); break;
    case 1: fprintf(out, "According to %s, %s.", PICK(people), PICK(contents)); break;
    case 2: fprintf(out, "\\\"I can tell you that %s,\\\" %s %s.", PICK(contents), PICK(people), PICK(cues)); break;
    default: fprintf(out, "On Tuesday %s %s that %s.", PICK(people), PICK(cues), PICK(contents)); break;
    }
}

static bool write_reports(const char *path, size_t count)
{
    FILE *out = fopen(path, "w");
    if (!out) return false;
    for (size_t i = 0; i < count; i++) {
        uint64_t seed = 1 + i;
        fprintf(out,
                "{\"title\":\"Report %zu on the harbour\",\"publisher\":\"The "
                "Quay\",\"published\":\"2023-09-%02zu\",\"text\":\"",
                i, i % 28 + 1);
        for (size_t s = 0; s < SENTENCES; s++) {
            write_sentence(out, &seed);
            fputs(s % 3 == 2 ? "\\n\\n" : " ", out);
        }
        fputs("\"}\n", out);
    }
    bool written = !ferror(out);
    return fclose(out) == 0 && written;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct measure {
    double seconds;
    long peak_kib;
    int status;
} measure;

/* Runs `quoth annotate --json --jobs JOBS INPUT > OUTPUT`. */
static measure run(const char *quoth, const char *input, const char *output, const char *jobs)
{
    double start = now();
    pid_t child = fork();
    if (child == 0) {
        int out = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (out >= 0 && dup2(out, STDOUT_FILENO) >= 0)
            execl(quoth, quoth, "annotate", "--json", "--jobs", jobs, input, (char *)NULL);
        _exit(127);
    }
    measure m = {.status = -1};
    struct rusage usage;
    int status = 0;
    if (child > 0 && wait4(child, &status, 0, &usage) == child) {
        m.seconds = now() - start;
        m.peak_kib = usage.ru_maxrss;
        m.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    return m;
}

/* Tokens and statements of an output; one line is in memory at a time. */
static bool count(const char *path, size_t *documents, size_t *tokens, size_t *statements)
{
    FILE *in = fopen(path, "r");
    if (!in) return false;
    char *line = NULL;
    size_t size = 0;
    bool good = true;
    *documents = *tokens = *statements = 0;
    for (ssize_t n; good && (n = getline(&line, &size, in)) > 0;) {
        json_t *document = json_loadb(line, (size_t)n, 0, NULL);
        good = document != NULL;
        *documents += 1;
        *tokens += json_array_size(json_object_get(document, "tokens"));
        *statements += json_array_size(json_object_get(document, "statements"));
        json_decref(document);
    }
    free(line);
    return fclose(in) == 0 && good;
}

static bool same_bytes(const char *a, const char *b)
{
    FILE *x = fopen(a, "r"), *y = fopen(b, "r");
    bool same = x && y;
    while (same) {
        int c = getc(x), d = getc(y);
        same = c == d;
        if (c == EOF) break;
    }
    if (x) fclose(x);
    if (y) fclose(y);
    return same;
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static bool print_start_up(const char *quoth, const char *folder)
{
    char input[PATH_SIZE], output[PATH_SIZE];
    double seconds[STARTS];
    snprintf(input, sizeof input, "%s/one.txt", folder);
    snprintf(output, sizeof output, "%s/one.out", folder);
    FILE *out = fopen(input, "w");
    if (!out) return false;
    fputs("The harbour is closed, the ministry said.\n", out);
    if (fclose(out) != 0) return false;
    for (size_t i = 0; i < STARTS; i++) {
        measure m = run(quoth, input, output, "1");
        if (m.status != 0) return false;
        seconds[i] = m.seconds;
    }
    qsort(seconds, STARTS, sizeof *seconds, by_value);
    printf("start-up, one sentence: %.0f ms (median of %d)\n", 1e3 * seconds[STARTS / 2], STARTS);
    return true;
}

static bool print_jobs(const char *quoth, const char *folder, size_t documents)
{
    static const char *const jobs[] = {"1", "2", "4"};
    char input[PATH_SIZE], output[PATH_SIZE], first[PATH_SIZE];
    snprintf(input, sizeof input, "%s/reports.jsonl", folder);
    snprintf(first, sizeof first, "%s/jobs-1.jsonl", folder);
    if (!write_reports(input, documents)) return false;
    bool same = true;
    for (size_t i = 0; i < COUNT(jobs); i++) {
        size_t read, tokens, statements;
        snprintf(output, sizeof output, "%s/jobs-%s.jsonl", folder, jobs[i]);
        measure m = run(quoth, input, output, jobs[i]);
        if (m.status != 0 || !count(output, &read, &tokens, &statements) || read != documents) return false;
        printf("%s job%s: %zu documents, %zu tokens, %zu statements in %.1f s: %.0f tokens/s, peak %.0f MiB\n", jobs[i],
               i ? "s" : " ", read, tokens, statements, m.seconds, (double)tokens / m.seconds,
               (double)m.peak_kib / 1024);
        same = same && same_bytes(first, output);
    }
    printf("1, 2 and 4 jobs: %s\n", same ? "byte-identical" : "DIFFERENT");
    return same;
}

/* Memory must not grow with the stream: a quarter of the documents, then all of them, one job. */
static bool print_memory(const char *quoth, const char *folder, size_t documents)
{
    char input[PATH_SIZE], output[PATH_SIZE];
    snprintf(input, sizeof input, "%s/reports.jsonl", folder);
    snprintf(output, sizeof output, "%s/memory.jsonl", folder);
    if (!write_reports(input, documents / 4)) return false;
    measure part = run(quoth, input, output, "1");
    if (part.status != 0) return false;
    printf("1 job, a quarter of the documents: peak %.0f MiB\n", (double)part.peak_kib / 1024);
    return true;
}

int main(int argc, char **argv)
{
    char *end = NULL;
    size_t documents = argc == 4 ? strtoul(argv[3], &end, 10) : 0;
    if (documents < 4 || *end != '\0') {
        fprintf(stderr, "usage: bench-annotate QUOTH FOLDER DOCUMENTS (at least 4)\n");
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (print_start_up(argv[1], argv[2]) && print_jobs(argv[1], argv[2], documents) &&
        print_memory(argv[1], argv[2], documents))
        return 0;
    fprintf(stderr, "bench-annotate: %s failed or its output differs\n", argv[1]);
    return 1;
}

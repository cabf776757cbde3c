/* bench-collate FOLDER SMALL LARGE [ADDED]: what one more document costs in a case file of SMALL and in one of LARGE documents.
 *
 * The documents are invented and their annotations are made directly, so that only storing and who is who are measured.
 * Names follow Zipf's law, given names and surnames each for themselves; what is said of a person (a role, an age) depends on
 * the name, with exceptions, so that the same name is mostly the same person and sometimes not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "collate.h"

enum { SURNAMES = 5000, GIVEN = 1000, BODIES = 2000, PEOPLE = 3, NAMED = 4, SENTENCES = 4, TEXT = 4096 };

typedef struct source {
    uint64_t state;
    double surnames[SURNAMES], given[GIVEN], bodies[BODIES]; /* cumulated */
} source;

static double uniform(source *s)
{
    s->state = s->state * 6364136223846793005u + 1442695040888963407u;
    return (double)(s->state >> 11) / 9007199254740992.0;
}

static void zipf(double *out, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++) out[i] = sum += 1.0 / (i + 1);
    for (int i = 0; i < count; i++) out[i] /= sum;
}

static int draw(source *s, const double *cumulated, int count)
{
    const double at = uniform(s);
    int low = 0, high = count - 1;
    while (low < high) {
        int middle = (low + high) / 2;
        if (cumulated[middle] < at) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* A word of its own for each number: syllables, one for each digit. */
static void word(unsigned number, unsigned salt, char *out, size_t size)
{
    static const char *const SYLLABLES[] = {"ba",  "den", "gor", "hal",  "jin", "kel", "lum", "mar",
                                            "nev", "ost", "pir", "quen", "ras", "sol", "tav", "vek"};
    size_t n = 0;
    number = number * 7 + salt;
    for (int i = 0; i < 4 && n + 5 < size; i++, number /= 16) {
        const char *syllable = SYLLABLES[(number + (unsigned)i * salt) % 16];
        memcpy(out + n, syllable, strlen(syllable));
        n += strlen(syllable);
    }
    out[n] = '\0';
    out[0] = (char)(out[0] - 'a' + 'A');
}

static const char *const ROLES[] = {"harbour master", "surveyor",   "mayor",     "pilot",      "spokesman", "engineer",
                                    "minister",       "director",   "inspector", "ambassador", "governor",  "editor",
                                    "prosecutor",     "researcher", "captain",   "treasurer"};
enum { ROLE_COUNT = sizeof ROLES / sizeof *ROLES };

/* A document under construction. */
typedef struct making {
    qt_arena *arena;
    qt_document document;
    qt_annotation annotation;
    qt_mention mentions[2 * NAMED];
    uint32_t referent_of[2 * NAMED], lists[2 * NAMED];
    qt_referent referents[NAMED];
    qt_beside besides[NAMED];
    qt_span roles[NAMED];
    qt_statement statements[SENTENCES];
    qt_source sources[SENTENCES];
    qt_span cues[SENTENCES], contents[SENTENCES];
    char text[TEXT], name[32];
    size_t size;
} making;

static qt_span say(making *m, const char *words)
{
    const size_t n = strlen(words);
    const qt_span span = {(uint32_t)m->size, (uint32_t)(m->size + n)};
    if (m->size + n >= sizeof m->text) abort();
    memcpy(m->text + m->size, words, n + 1);
    m->size += n;
    return span;
}

static void add_referent(making *m, qt_span span, qt_mention_type type)
{
    qt_coref *who = &m->annotation.coref;
    const uint32_t r = (uint32_t)who->referent_count++, n = (uint32_t)who->mention_count++;
    m->mentions[n] = (qt_mention){
        .span = span, .beside = &m->besides[r], .acronym_of = QT_NONE, .type = (uint8_t)type, .form = QT_FORM_NAME};
    m->referent_of[n] = r;
    m->lists[n] = n;
    m->referents[r] =
        (qt_referent){.mentions = &m->lists[n], .mention_count = 1, .best = n, .type = (uint8_t)type, .named = true};
}

static void name_person(making *m, source *s)
{
    const int given = draw(s, s->given, GIVEN), surname = draw(s, s->surnames, SURNAMES);
    const unsigned person = (unsigned)given * SURNAMES + (unsigned)surname;
    char first[32], last[32], line[96];
    qt_beside *beside = &m->besides[m->annotation.coref.referent_count];
    word((unsigned)given, 3, first, sizeof first);
    word((unsigned)surname, 5, last, sizeof last);
    if (uniform(s) < 0.4) { /* one of three roles of theirs, or now and then somebody else's */
        const unsigned role =
            uniform(s) < 0.9 ? (person * 31u + (unsigned)(uniform(s) * 3)) : (unsigned)(uniform(s) * 99);
        qt_span *span = &m->roles[m->annotation.coref.referent_count];
        say(m, "the ");
        *span = say(m, ROLES[role % ROLE_COUNT]);
        say(m, " ");
        beside->roles = (qt_span_list){span, 1};
    }
    snprintf(line, sizeof line, "%s %s", first, last);
    const qt_span span = say(m, line);
    if (uniform(s) < 0.08) {
        const unsigned age = 20 + person % 60 + (uniform(s) < 0.05);
        snprintf(line, sizeof line, "%u", age);
        say(m, ", ");
        beside->age = (qt_age){say(m, line), age};
        say(m, ",");
    }
    add_referent(m, span, QT_MENTION_PERSON);
}

static void name_body(making *m, source *s)
{
    char first[32], line[64];
    word((unsigned)draw(s, s->bodies, BODIES), 11, first, sizeof first);
    snprintf(line, sizeof line, "%s Harbour Board", first);
    say(m, "the ");
    add_referent(m, say(m, line), QT_MENTION_ORGANIZATION);
}

/* "PERSON said that BODY was late." and its like; each sentence is one statement. */
static void add_sentence(making *m, source *s, int i)
{
    qt_statement *of = &m->statements[i];
    const uint32_t begin = (uint32_t)m->size, r = (uint32_t)m->annotation.coref.referent_count;
    if (i < PEOPLE) name_person(m, s);
    else say(m, "A watchman");
    const qt_span who = {begin, (uint32_t)m->size};
    say(m, " ");
    m->cues[i] = say(m, "said");
    say(m, " ");
    const uint32_t content = (uint32_t)m->size;
    say(m, "that ");
    if (i < NAMED - PEOPLE) name_body(m, s);
    else say(m, "the tide at pier nine");
    say(m, " had been late again on the second morning of the month");
    m->contents[i] = (qt_span){content, (uint32_t)m->size};
    say(m, ".\n");
    m->sources[i] = (qt_source){.span = who, .resolved = QT_RESOLVED_PRINTED, .referent = i < PEOPLE ? r : QT_NONE};
    *of = (qt_statement){.sentence = {begin, (uint32_t)m->size - 1},
                         .voice = QT_VOICE_INDIRECT,
                         .confidence = 0.9,
                         .sources = &m->sources[i],
                         .source_count = 1,
                         .cue = &m->cues[i],
                         .cue_count = 1,
                         .cue_lemma = QT_STR("say"),
                         .content = &m->contents[i],
                         .content_count = 1,
                         .within = QT_NONE};
}

static int add_document(qt_case *c, source *s, unsigned number, quoth_error *error)
{
    making *m = calloc(1, sizeof *m);
    qt_stored what;
    if (!m) abort();
    snprintf(m->name, sizeof m->name, "report-%u.txt", number);
    say(m, m->name);
    say(m, "\n");
    m->annotation.coref.mentions = m->mentions;
    m->annotation.coref.referent_of = m->referent_of;
    m->annotation.coref.referents = m->referents;
    for (int i = 0; i < SENTENCES; i++) add_sentence(m, s, i);
    m->annotation.statements = m->statements;
    m->annotation.statement_count = SENTENCES;
    m->annotation.language = QT_STR("en");
    m->document = (qt_document){.name = qt_str_of(m->name), .path = qt_str_of(m->name), .text = {m->text, m->size}};
    m->document.original = m->document.text;
    m->document.encoding = QT_STR("UTF-8");
    m->annotation.text.bytes = m->document.text;
    int status = qt_sha256_of(m->document.text, &m->document.sha256, error);
    if (!status) status = qt_collate_store(c, &m->document, &m->annotation, NULL, &what, error);
    free(m);
    return status;
}

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int compare(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Mean milliseconds of processor time that one of `added` more documents costs behind `count`. */
static double measure(const char *folder, unsigned count, unsigned added)
{
    char path[512];
    quoth_error error = {0};
    qt_case *c = NULL;
    source *s = calloc(1, sizeof *s);
    double *cost = calloc(added, sizeof *cost), wall = 0, sum = 0;
    if (!s || !cost) abort();
    s->state = 42;
    zipf(s->surnames, SURNAMES);
    zipf(s->given, GIVEN);
    zipf(s->bodies, BODIES);
    snprintf(path, sizeof path, "%s/collate-%u.quoth", folder, count);
    int status = qt_case_open(path, QT_CASE_CREATE, &c, &error);
    const double start = now(CLOCK_PROCESS_CPUTIME_ID);
    for (unsigned i = 0; i < count && !status; i++) status = add_document(c, s, i, &error);
    const double filled = now(CLOCK_PROCESS_CPUTIME_ID) - start;
    for (unsigned i = 0; i < added && !status; i++) {
        const double before = now(CLOCK_PROCESS_CPUTIME_ID), clock = now(CLOCK_MONOTONIC);
        status = add_document(c, s, count + i, &error);
        cost[i] = now(CLOCK_PROCESS_CPUTIME_ID) - before;
        wall += now(CLOCK_MONOTONIC) - clock;
        sum += cost[i];
    }
    qt_case_close(c);
    if (status) {
        fprintf(stderr, "%s: %s\n", error.source, error.message);
        exit(1);
    }
    qsort(cost, added, sizeof *cost, compare);
    printf(
        "%u documents: filled in %.1f s; one more costs %.2f ms of processor time (median %.2f, worst %.2f), %.2f ms in all\n",
        count, filled / 1e3, sum / added, cost[added / 2], cost[added - 1], wall / added);
    fflush(stdout);
    free(cost);
    free(s);
    return sum / added;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: bench-collate FOLDER SMALL LARGE [ADDED]\n");
        return 2;
    }
    const unsigned added = argc > 4 ? (unsigned)strtoul(argv[4], NULL, 10) : 500;
    if (added == 0) return 2;
    const double small = measure(argv[1], (unsigned)strtoul(argv[2], NULL, 10), added);
    const double large = measure(argv[1], (unsigned)strtoul(argv[3], NULL, 10), added);
    printf("ratio %.2f\n", large / small);
    return 0;
}

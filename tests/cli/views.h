/* Invented rows, as a case file delivers them, and a place to print to. */
#ifndef TEST_CLI_VIEWS_H
#define TEST_CLI_VIEWS_H

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/output.h"

/* "The ministry reportedly denied on Tuesday that it had been warned “weeks before” the fire [41]." at byte 100. */
static const char ROW[] =
    "{\"id\":7,\"key\":\"09ef6ada52a2fd4c:123-129\","
    "\"document\":{\"id\":2,\"name\":\"b.txt\",\"title\":null,\"publisher\":\"The Quay Courier\",\"url\":null,"
    "\"published\":\"2031-05-02\"},\"sentence\":[100,196],\"sentence_text\":\"The ministry reportedly denied on "
    "Tuesday "
    "that it had been warned “weeks before” the fire [41].\",\"part\":\"body\",\"kind\":\"denial\",\"voice\":\"mixed\","
    "\"polarity\":\"negative\",\"certainty\":\"certain\",\"denies_for\":\"own\",\"confidence\":0.93,"
    "\"hedges\":[{\"text\":\"reportedly\",\"begin\":113,\"end\":123,\"by\":\"narrator\"}],\"unplaced_hedge\":false,"
    "\"sources\":[{\"text\":\"The ministry\",\"begin\":100,\"end\":112,\"entity\":4,\"name\":\"Ministry of Ports\","
    "\"resolved\":\"machine\",\"candidates\":[]}],"
    "\"cue\":{\"text\":\"denied\",\"begin\":124,\"end\":130,\"lemma\":\"deny\"},"
    "\"content\":[{\"text\":\"that it had been warned “weeks before” the fire\",\"begin\":142,\"end\":193}],"
    "\"quoted\":[{\"text\":\"weeks before\",\"begin\":169,\"end\":181,\"closed\":true,\"elided\":false}],"
    "\"about\":[],\"via\":[\"The Quay Courier\",\"Eastwire\"],"
    "\"time\":{\"text\":\"on Tuesday\",\"begin\":131,\"end\":141,\"type\":\"DATE\",\"value\":\"2031-04-29\","
    "\"basis\":\"document\"},\"channel\":{\"type\":\"statement\",\"text\":\"in a letter\",\"begin\":90,\"end\":101},\"within\":null,"
    "\"references\":[{\"label\":\"40\",\"begin\":194,\"end\":198,\"attached\":\"sentence\"}],"
    "\"references_unresolved\":[{\"label\":\"41\",\"begin\":0,\"end\":4,\"candidates\":[]}],"
    "\"origin\":null,\"status\":\"unchecked\"}";

/* A copy of ROW with some members replaced. */
static inline json_t *row_with(const char *changes)
{
    json_t *row = json_loads(ROW, 0, NULL), *update = json_loads(changes, 0, NULL);
    if (!row || !update || json_object_update(row, update) != 0) abort();
    json_decref(update);
    return row;
}

/* What was printed to an unlinked temporary file. */
typedef struct printed {
    qt_out out;
    FILE *file;
    char text[64 * 1024];
} printed;

static inline void printing(printed *p)
{
    p->file = tmpfile();
    if (!p->file) abort();
    qt_out_open(&p->out, fileno(p->file));
}

static inline const char *done_printing(printed *p)
{
    qt_out_flush(&p->out);
    rewind(p->file);
    p->text[fread(p->text, 1, sizeof p->text - 1, p->file)] = '\0';
    fclose(p->file);
    return p->text;
}

#endif

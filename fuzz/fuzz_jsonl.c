/* The JSON Lines reader on any bytes: what it delivers is valid, what it refuses has a reason, and it ends. */
#define _GNU_SOURCE /* memfd_create */
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "ingest/reader.h"

static void check_document(const qt_document *d)
{
    CHECK(d->text.size <= QUOTH_MAX_TEXT && d->title_size <= d->text.size);
    CHECK(qt_utf8_valid_prefix(d->text) == d->text.size);
    const qt_str metadata[] = {d->title, d->url, d->publisher, d->author, d->agency, d->published};
    for (size_t i = 0; i < sizeof metadata / sizeof *metadata; i++)
        CHECK(qt_utf8_valid_prefix(metadata[i]) == metadata[i].size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    quoth_error error = {0};
    int fd = memfd_create("fuzz", 0);
    CHECK(fd >= 0 && write(fd, data, size) == (ssize_t)size && lseek(fd, 0, SEEK_SET) == 0);
    qt_input input = {0};
    CHECK(qt_input_open(&input, fd, size, &error) == QUOTH_OK);
    input.path = QT_STR("fuzz.jsonl");
    input.name = input.path;
    qt_arena *arena = not_null(qt_arena_new(FUZZ_ARENA));
    void *state = not_null(qt_reader_jsonl.open(&input));
    size_t lines = 1;
    for (size_t i = 0; i < size; i++) lines += data[i] == '\n' || data[i] == '\r';
    for (size_t calls = 0;; calls++) {
        qt_document document = {0};
        error = (quoth_error){0};
        qt_ingest_result result = qt_reader_jsonl.next(state, arena, &document, &error);
        if (result == QT_INGEST_END) break;
        CHECK(result != QT_INGEST_FAILED && calls <= lines);
        if (result == QT_INGEST_DOCUMENT) check_document(&document);
        if (result == QT_INGEST_REFUSED) CHECK(error.status == QUOTH_REFUSED && error.message[0]);
        qt_arena_reset(arena);
    }
    qt_reader_jsonl.close(state);
    qt_input_close(&input);
    qt_arena_free(arena);
    return 0;
}

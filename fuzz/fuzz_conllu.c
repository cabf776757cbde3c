/* The CoNLL-U reader on any bytes: tokens that a text may be read with, or a refusal with a reason; and it ends. */
#define _GNU_SOURCE /* memfd_create */
#include <sys/mman.h>
#include <unistd.h>

#include "ingest/reader.h"
#include "text_checks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    quoth_error error = {0};
    int fd = memfd_create("fuzz", 0);
    CHECK(fd >= 0 && write(fd, data, size) == (ssize_t)size && lseek(fd, 0, SEEK_SET) == 0);
    qt_input input = {0};
    CHECK(qt_input_open(&input, fd, size, &error) == QUOTH_OK);
    input.path = QT_STR("fuzz.conllu");
    input.name = input.path;
    qt_arena *arena = not_null(qt_arena_new(FUZZ_ARENA));
    void *state = not_null(qt_reader_conllu.open(&input));
    for (size_t calls = 0;; calls++) {
        qt_document document = {0};
        qt_text text;
        error = (quoth_error){0};
        qt_ingest_result result = qt_reader_conllu.next(state, arena, &document, &error);
        if (result == QT_INGEST_END) break;
        CHECK(result != QT_INGEST_FAILED && calls <= size);
        if (result == QT_INGEST_REFUSED) CHECK(error.status == QUOTH_REFUSED && error.message[0]);
        if (result == QT_INGEST_DOCUMENT) {
            CHECK(document.given_count > 0);
            CHECK(qt_text_read_given(document.text, document.given, document.given_count, arena, &text, &error) ==
                  QUOTH_OK);
        }
        qt_arena_reset(arena);
    }
    qt_reader_conllu.close(state);
    qt_input_close(&input);
    qt_arena_free(arena);
    return 0;
}

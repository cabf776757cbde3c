/* Any bytes as a file: what becomes stored text is valid and within its limits, whatever the encoding they seem to be in; and
 * the same bytes as a CSV table and as a date. */
#include "fuzz.h"
#include "ingest/csv.h"
#include "ingest/dates.h"
#include "ingest/encoding.h"
#include "ingest/sniff.h"

static void check_text(qt_str bytes, qt_arena *arena)
{
    quoth_error error = {0};
    qt_str text = {NULL, 0}, encoding = {NULL, 0};
    int rc = qt_stored_text(bytes, arena, &text, &encoding, &error);
    bool valid = qt_utf8_valid_prefix(bytes) == bytes.size;
    if (rc) {
        CHECK(rc == QUOTH_REFUSED && error.message[0] && !text.data && !encoding.data);
        CHECK(!error.has_byte || error.byte <= bytes.size);
        return;
    }
    CHECK(text.size > 0 && text.size <= QUOTH_MAX_TEXT && encoding.size > 0);
    CHECK(qt_utf8_valid_prefix(text) == text.size && !memchr(text.data, 0, text.size));
    CHECK(qt_text_check(text, NULL) == QUOTH_OK);
    CHECK(!valid || text.data == bytes.data); /* byte for byte */
    CHECK(valid == qt_str_equal(encoding, QT_STR("UTF-8")));
}

static void check_csv(qt_str bytes, qt_arena *arena)
{
    quoth_error error = {0};
    qt_csv csv = {.bytes = bytes};
    qt_str cells[QT_CSV_FIELDS];
    size_t count = 0, rows = 0;
    uint64_t line = 0;
    while (qt_csv_next(&csv, arena, cells, &count, &error) == QUOTH_OK && count) {
        CHECK(count <= QT_CSV_FIELDS && csv.line > line && csv.at <= bytes.size && ++rows <= bytes.size);
        line = csv.line;
        for (size_t i = 0; i < count; i++) CHECK(cells[i].size <= QT_CSV_FIELD_MAX && cells[i].size <= bytes.size);
    }
    CHECK(error.status == QUOTH_OK || (error.status == QUOTH_REFUSED && error.byte <= bytes.size));
}

static void check_date(qt_str bytes)
{
    char buffer[QT_DATE_SIZE], again[QT_DATE_SIZE];
    qt_str date, twice;
    if (!qt_date_read(bytes, buffer, &date)) return;
    CHECK(date.size >= 4 && date.size < QT_DATE_SIZE);
    CHECK(qt_date_read(date, again, &twice) && qt_str_equal(date, twice)); /* normal form */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    qt_str bytes = {(const char *)data, size};
    qt_arena *arena = not_null(qt_arena_new(FUZZ_ARENA));
    char extension[16];
    check_text(bytes, arena);
    check_csv(bytes, arena);
    check_date(bytes);
    (void)qt_sniff_bytes(bytes);
    (void)qt_sniff_name(bytes);
    qt_extension(bytes, extension);
    CHECK(strlen(extension) < sizeof extension);
    qt_arena_free(arena);
    return 0;
}

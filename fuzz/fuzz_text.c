/* Tokens, sentences, paragraphs and quotations of hostile text. */
#include "text_checks.h"

/* clang-format off */
static const char *const parts[] = {
    "“", "”", "‘", "’", "\"", "'", "«", "»", "„", "`", "``", "''", " ", "\n", "\n\n", "\r\n", "\t", "—", "–", "…", "...", ". ", "! ", "? ",
    ", ", "\n\n“", ".” ", ",” he said. ", " Mr. ", " U.S. ", " Dr ", " a.m. ", " J. K. ", "n't", "’s", "'ll", " cannot ", " 1,200.5 ", "$4m ",
    " 12/03/24 ", "http://a.example/b?c=d ", " x@y.example ", "re-", "\n- ", "\n1. ", "\n• ", "é", "e\xcc\x81", "ß", "Ж", "中", "ا", "\xe2\x80\x8b",
    "\xc2\xa0", "\xef\xbb\xbf", "\xf0\x9f\x98\x80", " The minister said ", " that ", " Photo: ", "Reuters", "(", ")", "[", "]", NULL};
/* clang-format on */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    qt_arena *arena = not_null(qt_arena_new(FUZZ_ARENA));
    size_t title = size ? data[0] % 64 : 0;
    qt_str bytes = fuzz_text(data, size, parts, arena);
    read_text(bytes, title < bytes.size ? title : 0, arena);
    qt_arena_free(arena);
    return 0;
}

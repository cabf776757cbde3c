/* Reference marks, displaced and in place, with and without a reference list that proves them. */
#include "text_checks.h"

/* clang-format off */
static const char *const parts[] = {
    "[1]", "[2]", "[32]", "[121][62]", "[note 3]", "[a]", "[1,2]", "[3-5]", "[3–5]", "[citation needed]", "[", "]", "¹", "²", "³", "¹²", "(1)", "(12)",
    "(2024)", " (p. 4)", "\n[1] ", "\n[2]", "\n1. ", "\n2. ", "\n(1) ", "\n^ ", "\nReferences\n", "\nNotes\n", "\n\nReferences\n1. ", "\n", "\n\n", ". ", ".",
    ".[4] ", ",[5] ", "[6].", " said ", " The ferry sank", " He denied it", ";", ": ", " – ", "”", "“", ".”[7] ", "\t", "[9999999999999999]", "[0]", "m²", "x³ ",
    NULL};
/* clang-format on */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    qt_arena *arena = not_null(qt_arena_new(FUZZ_ARENA));
    read_text(fuzz_text(data, size, parts, arena), 0, arena);
    qt_arena_free(arena);
    return 0;
}

/* How an encoding is told.
 *
 *  1. Bytes with many good UTF-8 sequences and few bad bytes are damaged UTF-8: refused, naming the first bad byte.
 *  2. Where bytes above 0x7f are rare, a guess from their statistics is worth nothing (one curly apostrophe in an English
 *     report reads as Mac Central European to uchardet 0.0.7). Then the text counts as Windows-1252 if every such byte stands
 *     where Windows-1252 puts that character in running text (cp1252_fits); otherwise it is refused.
 *  3. Otherwise uchardet's answer is taken if it is in the list below, iconv converts all of it, and the result reads as
 *     one script (check_converted).
 */
#include "ingest/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <uchardet/uchardet.h>

#include "base/utf8.h"

/* Rare: under one byte in fifty (German has about 1.5 %, French 3 %, Polish 6 %), or a mere dozen under one in five. */
static bool rare(size_t high, size_t all) { return high < all / 50 || (high < 12 && high < all / 5); }

/* What uchardet may answer and be believed; iconv knows each by the same name. Encodings that uchardet confuses with others
 * on Latin text (IBM852, the Mac ones) are left out. */
static const char *const believed[] = {
    "BIG5",         "EUC-JP",       "EUC-KR",       "GB18030",      "IBM866",       "ISO-8859-1",   "ISO-8859-2",
    "ISO-8859-3",   "ISO-8859-4",   "ISO-8859-5",   "ISO-8859-6",   "ISO-8859-7",   "ISO-8859-8",   "ISO-8859-9",
    "ISO-8859-10",  "ISO-8859-13",  "ISO-8859-15",  "ISO-8859-16",  "KOI8-R",       "MAC-CYRILLIC", "SHIFT_JIS",
    "TIS-620",      "UHC",          "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1252", "WINDOWS-1253", "WINDOWS-1255",
    "WINDOWS-1256", "WINDOWS-1257", "WINDOWS-1258"};

int qt_text_check(qt_str text, quoth_error *error)
{
    if (text.size == 0) return qt_fail(error, QUOTH_REFUSED, "empty");
    const char *nul = memchr(text.data, 0, text.size);
    if (nul) return qt_fail_at(error, QUOTH_REFUSED, (uint64_t)(nul - text.data), "not text: it holds a NUL byte");
    size_t controls = 0, first = 0;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if ((c < ' ' && !(c >= '\t' && c <= '\r')) || c == 0x7f)
            if (controls++ == 0) first = i;
    }
    if (controls > text.size / 10)
        return qt_fail_at(error, QUOTH_REFUSED, first, "not text: %zu of its %zu bytes are control characters",
                          controls, text.size);
    uint32_t code = 0;
    for (size_t at = 0, n; at < text.size; at += n) {
        n = qt_utf8_decode(text, at, &code);
        if (n == 0 || !qt_is_space(code)) return QUOTH_OK;
    }
    return qt_fail(error, QUOTH_REFUSED, "only white space");
}

qt_str qt_wide_mark(qt_str s)
{
    if (s.size >= 4 && (memcmp(s.data, "\xff\xfe\0\0", 4) == 0 || memcmp(s.data, "\0\0\xfe\xff", 4) == 0))
        return QT_STR("UTF-32");
    if (s.size >= 2 && (memcmp(s.data, "\xff\xfe", 2) == 0 || memcmp(s.data, "\xfe\xff", 2) == 0))
        return QT_STR("UTF-16");
    return (qt_str){NULL, 0};
}

/* How running text uses each byte of Windows-1252 from 0x80 on:
 *   u l   letter, upper or lower case     <   opening mark     >  closing mark, after its word   '  apostrophe
 *   =     anywhere                        n   en dash          .  anywhere but between letters   $  beside a number
 *   -     hardly ever, or no character: a sign of another encoding */
static const char cp1252_use[128 + 1] = "$-<-<=..-$u<u-u-"  /* 80 */
                                        "-<'<>.n=->l>l-l-"  /* 90 */
                                        "=<$$-$-.-.>.-=>-"  /* A0 */
                                        "$$>>'-..->>.$$$<"  /* B0 */
                                        "uu--uuuuuuuuuuuu"  /* C0 */
                                        "-uuuuuu$uuuuuuul"  /* D0 */
                                        "llllllllllllllll"  /* E0 */
                                        "lllllll$lllllll-"; /* F0 */

static bool ascii_lower(int c) { return c >= 'a' && c <= 'z'; }
static bool ascii_digit(int c) { return c >= '0' && c <= '9'; }
static bool ascii_space(int c) { return c < 0 || c == ' ' || (c >= '\t' && c <= '\r'); } /* the text's ends too */

static char use_of(int c) { return c >= 0x80 ? cp1252_use[c - 0x80] : '\0'; }

static bool any_letter(int c)
{
    char use = use_of(c);
    return ascii_lower(c | 0x20) || use == 'u' || use == 'l';
}

/* The byte `at` + `offset`, -1 outside the text. */
static int byte_at(qt_str s, size_t at, int offset)
{
    if ((offset < 0 && at < (size_t)-offset) || (offset > 0 && s.size - at <= (size_t)offset)) return -1;
    return (unsigned char)s.data[offset < 0 ? at - (size_t)-offset : at + (size_t)offset];
}

/* Whether the byte above 0x7f at `at` stands where text in Windows-1252 has that character. */
static bool cp1252_fits_at(qt_str s, size_t at)
{
    int before = byte_at(s, at, -1), after = byte_at(s, at, 1);
    bool between_letters = any_letter(before) && any_letter(after);
    switch (use_of((unsigned char)s.data[at])) {
    case '=': return true;
    case '.': return !between_letters;
    case 'n': return !(ascii_lower(before) && ascii_lower(after));
    case '<': return !any_letter(before) && !ascii_space(after);
    case '>': return !ascii_space(before) && !any_letter(after);
    case '\'': return !ascii_space(before) || any_letter(after) || ascii_digit(after);
    case '$':
        return ascii_digit(before) || ascii_digit(after) || ascii_digit(byte_at(s, at, -2)) ||
               ascii_digit(byte_at(s, at, 2));
    case 'u':
        if (ascii_lower(before) || use_of(before) == 'l') return false;
        return any_letter(before) || any_letter(after) || (ascii_space(before) && ascii_space(after));
    case 'l': return any_letter(before) || any_letter(after) || (ascii_space(before) && ascii_space(after));
    default: return false;
    }
}

/* The first byte that does not fit, or s.size. */
static size_t cp1252_fits(qt_str s)
{
    for (size_t at = 0; at < s.size; at++)
        if ((unsigned char)s.data[at] >= 0x80 && !cp1252_fits_at(s, at)) return at;
    return s.size;
}

/* Counts bytes above 0x7f, good sequences of UTF-8 among them, and bytes that are in none. */
typedef struct census {
    size_t high, sequences, bad, first_bad;
    bool c1; /* some byte is in 0x80..0x9f */
} census;

static census count_bytes(qt_str s)
{
    census c = {.first_bad = s.size};
    uint32_t code;
    for (size_t at = 0, n; at < s.size; at += n) {
        n = qt_utf8_decode(s, at, &code);
        if (n == 0 && c.bad++ == 0) c.first_bad = at;
        if (n > 1) c.sequences++;
        if (n != 1) c.high += n ? n : 1;
        if (n == 0) n = 1;
    }
    for (size_t at = 0; at < s.size && !c.c1; at++)
        c.c1 = (unsigned char)s.data[at] >= 0x80 && (unsigned char)s.data[at] < 0xa0;
    return c;
}

/* uchardet's answer if it is believed, else data NULL. */
static int recognise(qt_str s, qt_str *encoding, quoth_error *error)
{
    uchardet_t detector = uchardet_new();
    if (!detector) return qt_fail(error, QUOTH_FAILED, "out of memory");
    qt_str answer = {NULL, 0};
    *encoding = answer;
    if (uchardet_handle_data(detector, s.data, s.size) == 0) {
        uchardet_data_end(detector);
        answer = qt_str_of(uchardet_get_charset(detector));
    }
    for (size_t i = 0; i < sizeof believed / sizeof *believed; i++)
        if (qt_str_equal(answer, qt_str_of(believed[i]))) *encoding = qt_str_of(believed[i]);
    uchardet_delete(detector);
    return QUOTH_OK;
}

static int unknown_encoding(const census *c, quoth_error *error)
{
    return qt_fail_at(error, QUOTH_REFUSED, c->first_bad,
                      "not UTF-8, and its encoding cannot be told with confidence; convert it to UTF-8 first");
}

/* Decides on an encoding for bytes that are not UTF-8. */
static int choose(qt_str s, const census *c, qt_str *encoding, quoth_error *error)
{
    if (c->sequences >= c->bad)
        return qt_fail_at(error, QUOTH_REFUSED, c->first_bad,
                          "damaged UTF-8: it holds bytes that are part of no character (%zu)", c->bad);
    if (rare(c->high, s.size)) {
        if (cp1252_fits(s) < s.size) return unknown_encoding(c, error);
        *encoding = QT_STR("WINDOWS-1252");
        return QUOTH_OK;
    }
    int rc = recognise(s, encoding, error);
    if (rc) return rc;
    if (!encoding->data) return unknown_encoding(c, error);
    /* Latin-1 has no characters at 0x80..0x9f: text that uses them is Windows-1252, its superset. */
    if (c->c1 && qt_str_equal(*encoding, QT_STR("ISO-8859-1"))) *encoding = QT_STR("WINDOWS-1252");
    return QUOTH_OK;
}

/* Strict conversion of all of `s`; the result is in the arena. */
static int convert(qt_str s, qt_str encoding, qt_arena *arena, qt_str *text, quoth_error *error)
{
    char name[32];
    memcpy(name, encoding.data, encoding.size);
    name[encoding.size] = '\0';
    iconv_t handle = iconv_open("UTF-8", name);
    if (handle == (iconv_t)-1) /* NOLINT: iconv's way to say so */
        return qt_fail(error, QUOTH_REFUSED, "in %s, which this system cannot convert", name);
    /* No encoding of the list makes more than three bytes of one. */
    size_t capacity = s.size > QUOTH_MAX_TEXT / 3 ? QUOTH_MAX_TEXT : s.size * 3 + 16, left = capacity, in_left = s.size;
    char *data = qt_arena_alloc(arena, capacity, 1), *out = data;
    int rc = data ? QUOTH_OK : qt_arena_error(arena, error);
    char *in = (char *)(uintptr_t)s.data; /* iconv does not write to it, whatever its type says */
    if (!rc && (iconv(handle, &in, &in_left, &out, &left) == (size_t)-1 ||
                iconv(handle, NULL, NULL, &out, &left) == (size_t)-1)) {
        if (errno == E2BIG)
            rc = qt_fail(error, QUOTH_REFUSED, "more than %zu MiB of text once converted", QUOTH_MAX_TEXT >> 20);
        else
            rc = qt_fail_at(error, QUOTH_REFUSED, s.size - in_left,
                            "seems to be %s, but holds bytes that have no meaning there", name);
    }
    iconv_close(handle);
    if (!rc) *text = (qt_str){data, capacity - left};
    return rc;
}

static bool latin(uint32_t code) { return code < 0x250 || (code >= 0x1e00 && code < 0x1f00); }

/* Text has no C1 controls or private characters, no capital beyond ASCII in mid-word, and letters of another
 * script than Latin are not sprinkled among Latin ones: a page in Russian is mostly Cyrillic. Anything else is a wrong guess. */
static bool reads_as_text(qt_str text)
{
    size_t latin_letters = 0, other_letters = 0;
    uint32_t code = 0, before = 0;
    for (size_t at = 0, n; at < text.size; at += n) {
        n = qt_utf8_decode(text, at, &code);
        if (n == 0) return false;
        if (code >= 0x80 && code < 0xa0 && code != 0x85) return false;
        if ((code >= 0xe000 && code < 0xf900) || code >= 0xf0000 || code == 0xfffd) return false;
        if (code >= 0x80 && qt_is_upper(code) && qt_is_lower(before)) return false;
        before = code;
        if (!qt_is_letter(code) || (code >= 0x300 && code < 0x370)) continue;
        *(latin(code) ? &latin_letters : &other_letters) += 1;
    }
    return other_letters == 0 || other_letters >= latin_letters / 4;
}

int qt_stored_text(qt_str bytes, qt_arena *arena, qt_str *text, qt_str *encoding, quoth_error *error)
{
    qt_str converted, chosen = qt_wide_mark(bytes);
    bool marked = chosen.data != NULL;
    census c = {.first_bad = 0};
    int rc;
    if (!marked) {
        if ((rc = qt_text_check(bytes, error))) return rc;
        c = count_bytes(bytes);
        if (c.bad == 0) {
            *text = bytes;
            *encoding = QT_STR("UTF-8");
            return QUOTH_OK;
        }
        if ((rc = choose(bytes, &c, &chosen, error))) return rc;
    }
    if ((rc = convert(bytes, chosen, arena, &converted, error))) return rc;
    if (!marked && !reads_as_text(converted)) return unknown_encoding(&c, error);
    quoth_error found = {.status = QUOTH_OK}; /* its byte would be one of the converted text */
    if (qt_text_check(converted, &found))
        return qt_fail(error, QUOTH_REFUSED, "%.*s: %s", QT_STR_ARG(chosen), found.message);
    *text = converted;
    *encoding = chosen;
    return QUOTH_OK;
}

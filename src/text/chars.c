#include "text/chars.h"

#include <utf8proc.h>

enum { MAX_CLUSTER = 64 }; /* bytes; a longer run of joined symbols is cut */

static bool is_ideograph(uint32_t c)
{
    return (c >= 0x2e80 && c <= 0x2fdf) || (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3105 && c <= 0x312f) ||
           (c >= 0x31a0 && c <= 0x31ff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff) ||
           (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff66 && c <= 0xff9d) || (c >= 0x20000 && c <= 0x3ffff);
}

static qt_class class_of_ascii(uint32_t c)
{
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') return QT_CLASS_LETTER;
    if (c >= '0' && c <= '9') return QT_CLASS_DIGIT;
    return c <= ' ' || c == 0x7f ? QT_CLASS_GAP : QT_CLASS_SYMBOL;
}

static qt_class class_of(uint32_t c)
{
    if (c < 0x80) return class_of_ascii(c);
    if (c == 0x2bc) return QT_CLASS_SYMBOL; /* the modifier apostrophe, treated as the others are */
    if (qt_is_space(c)) return QT_CLASS_GAP;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    switch (category) {
    case UTF8PROC_CATEGORY_CC: return QT_CLASS_GAP;
    case UTF8PROC_CATEGORY_CF: return QT_CLASS_JOINER;
    case UTF8PROC_CATEGORY_ND: return QT_CLASS_DIGIT;
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return QT_CLASS_LETTER;
    default: break;
    }
    if (category < UTF8PROC_CATEGORY_LU || category > UTF8PROC_CATEGORY_ME) return QT_CLASS_SYMBOL;
    return is_ideograph(c) && category == UTF8PROC_CATEGORY_LO ? QT_CLASS_IDEOGRAPH : QT_CLASS_LETTER;
}

qt_char qt_char_at(qt_str s, size_t at)
{
    uint32_t code = 0xfffd;
    size_t n = qt_utf8_decode(s, at, &code);
    return (qt_char){code, (uint8_t)(n ? n : 1), (uint8_t)class_of(code)};
}

qt_char qt_char_or_end(qt_str s, size_t at) { return at < s.size ? qt_char_at(s, at) : (qt_char){0, 0, QT_CLASS_GAP}; }

size_t qt_gaps_end(qt_str s, size_t at)
{
    while (at < s.size && qt_char_at(s, at).class == QT_CLASS_GAP) at += qt_char_at(s, at).size;
    return at;
}

bool qt_is_apostrophe(uint32_t code)
{
    return code == '\'' || code == 0x2019 || code == '`' || code == 0x2bc || code == 0xb4;
}

bool qt_is_closing_mark(uint32_t code)
{
    return code == '"' || code == '\'' || code == 0x201d || code == 0x2019 || code == 0xbb || code == 0x203a ||
           code == 0x201c; /* “ closes in German style */
}

bool qt_is_opening_mark(uint32_t code)
{
    return code == '"' || code == '\'' || code == '`' || code == 0x201c || code == 0x2018 || code == 0xab ||
           code == 0x2039 || code == 0x201e || code == 0x201a;
}

size_t qt_cluster_end(qt_str s, size_t at)
{
    qt_char c = qt_char_at(s, at);
    size_t end = at + c.size;
    utf8proc_int32_t state = 0;
    while (end < s.size && end - at < MAX_CLUSTER) {
        if (c.code < 0x80 && (unsigned char)s.data[end] < 0x80) break;
        qt_char next = qt_char_at(s, end);
        if (next.class == QT_CLASS_GAP ||
            utf8proc_grapheme_break_stateful((utf8proc_int32_t)c.code, (utf8proc_int32_t)next.code, &state))
            break;
        end += next.size;
        c = next;
    }
    return end;
}

#include "cli/safe.h"

#include <utf8proc.h>

#include "base/utf8.h"

bool qt_unsafe_to_print(uint32_t code)
{
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return true;
    if (code < 0xa0 || code == 0x200c || code == 0x200d) return false;
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return true;
    default: return false;
    }
}

static bool white(uint32_t code)
{
    if (code == ' ' || (code >= 0x09 && code <= 0x0d) || code == 0x85 || code == 0x2028 || code == 0x2029) return true;
    return code >= 0xa0 && utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_ZS;
}

size_t qt_safe_character(uint32_t code, char out[4])
{
    if (white(code)) return qt_utf8_encode(' ', out);
    if (code < 0x20) return qt_utf8_encode(0x2400 + code, out);
    if (code == 0x7f) return qt_utf8_encode(0x2421, out);
    return qt_utf8_encode(qt_unsafe_to_print(code) ? 0xb7 : code, out);
}

unsigned qt_columns(uint32_t code)
{
    int width = utf8proc_charwidth((utf8proc_int32_t)code);
    return width < 0 ? 0 : (unsigned)width;
}

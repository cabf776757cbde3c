#include "text/chars.h"
#include "text/text.h"

qt_str qt_text_language(const qt_text *text)
{
    (void)text;
    return QT_STR("en");
}

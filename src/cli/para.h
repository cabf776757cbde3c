/* A paragraph of styled text for a terminal: built piece by piece, then wrapped into columns.
 *
 * Text added is neutralised (cli/safe.h) and its white space is collapsed; only qt_para_break starts a new line. */
#ifndef QT_CLI_PARA_H
#define QT_CLI_PARA_H

#include "cli/output.h"
#include "cli/terminal.h"

typedef enum qt_style {
    QT_STYLE_PLAIN,
    QT_STYLE_HEAD,   /* a heading */
    QT_STYLE_WHO,    /* a source as printed */
    QT_STYLE_CUE,    /* the cue */
    QT_STYLE_QUOTED, /* words inside quotation marks */
    QT_STYLE_HEDGE,  /* a word of hedging */
    QT_STYLE_HEDGE_QUOTED,
    QT_STYLE_FAINT, /* what quoth adds: kinds, keys, how a name was found */
    QT_STYLE_WARNING,
    QT_STYLE_COUNT
} qt_style;

/* Owns its memory. Once memory has run out, `failed` stays set and what is added is dropped. */
typedef struct qt_para {
    char *bytes;
    uint8_t *styles; /* [size] qt_style of each byte */
    size_t size, capacity;
    bool failed;
} qt_para;

void qt_para_free(qt_para *para);
void qt_para_clear(qt_para *para);
void qt_para_add(qt_para *para, qt_style style, qt_str text);
void qt_para_addf(qt_para *para, qt_style style, const char *format, ...) QT_PRINTF(3, 4); /* at most 512 bytes */
void qt_para_break(qt_para *para); /* a line end, unless a line has just begun */

/* Prints paragraphs side by side, each wrapped to its width, as one row of `count` columns with `gap` spaces between. */
typedef struct qt_column {
    const qt_para *para;
    unsigned width;
} qt_column;
enum { QT_COLUMNS_MAX = 8 };
void qt_columns_print(const qt_column *columns, size_t count, unsigned indent, unsigned gap, bool colour, qt_out *out);

/* One paragraph, indented. */
void qt_para_print(const qt_para *para, unsigned indent, const qt_terminal *terminal, qt_out *out);

#endif

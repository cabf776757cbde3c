/* URLs, e-mail addresses, host and file names: one token each, without the punctuation that follows them. */
#include "text/abbreviations.h"
#include "text/chars.h"
#include "text/words.h"

enum { MAX_URL = 2048, MAX_LOCAL = 64, MAX_HOST = 255, MAX_LABEL = 63 };

static bool alnum_ascii(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

static bool starts_fold(qt_str text, size_t at, const char *prefix)
{
    size_t n = strlen(prefix);
    if (text.size - at < n) return false;
    for (size_t i = 0; i < n; i++) {
        char c = text.data[at + i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c + 32) : c) != prefix[i]) return false;
    }
    return true;
}

/* Takes closing punctuation off the end, but keeps a bracket that was opened inside. */
static size_t trimmed(qt_str text, size_t at, size_t end)
{
    size_t open = 0, closed = 0;
    for (size_t i = at; i < end; i++) {
        open += text.data[i] == '(';
        closed += text.data[i] == ')';
    }
    while (end > at) {
        size_t last = qt_utf8_before(text, end);
        uint32_t c = qt_char_at(text, last).code;
        if (c == ')' && closed <= open) break;
        closed -= c == ')';
        bool trailing =
            (c < 0x80 && strchr(".,;:!?'\"]})>*", (int)c)) || c == 0x2019 || c == 0x201d || c == 0xbb || c == 0x2026;
        if (!trailing) break;
        end = last;
    }
    return end;
}

static size_t visible_end(qt_str text, size_t at)
{
    size_t end = at;
    while (end < text.size && end - at < MAX_URL) {
        qt_char c = qt_char_at(text, end);
        if (c.class == QT_CLASS_GAP || c.code == '<' || c.code == '>' || c.code == '"' || c.code == 0x201c ||
            c.code == 0x201d)
            break;
        end += c.size;
    }
    return end;
}

static size_t url_end(qt_str text, size_t at)
{
    static const char *const schemes[] = {"http://", "https://", "ftp://", "www.", "mailto:"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (!starts_fold(text, at, schemes[i])) continue;
        size_t end = trimmed(text, at, visible_end(text, at));
        if (end > at + strlen(schemes[i])) return end;
    }
    return 0;
}

/* Labels of letters, digits and hyphens with dots between them. *last is where the last label begins. */
static size_t host_end(qt_str text, size_t at, size_t *last, size_t *labels)
{
    size_t end = at;
    *labels = 0;
    *last = at;
    for (size_t i = at; i < text.size && i - at < MAX_HOST;) {
        size_t label = i;
        while (i < text.size && i - label < MAX_LABEL &&
               (alnum_ascii(text.data[i]) || text.data[i] == '-' || text.data[i] == '_'))
            i++;
        if (i == label || text.data[label] == '-') break;
        *last = label;
        ++*labels;
        end = i;
        if (i >= text.size || text.data[i] != '.') break;
        i++;
    }
    return end;
}

static bool word_follows(qt_str text, size_t at) { return qt_is_word_class(qt_char_or_end(text, at).class); }

static size_t mail_end(qt_str text, size_t at)
{
    size_t i = at;
    while (i < text.size && i - at < MAX_LOCAL && (alnum_ascii(text.data[i]) || strchr("._%+-", text.data[i]))) {
        if (text.data[i] == '\0') break;
        i++;
    }
    if (i == at || i >= text.size || text.data[i] != '@') return 0;
    size_t last, labels;
    size_t end = host_end(text, i + 1, &last, &labels);
    size_t wanted = text.data[i - 1] == '.' ? 2 : 1; /* "name@HOST", "na...@host.example"; not "sank.@name" */
    return labels >= wanted && !word_follows(text, end) ? end : 0;
}

static bool one_case(qt_str label)
{
    bool upper = false, lower = false;
    for (size_t i = 0; i < label.size; i++) {
        upper |= label.data[i] >= 'A' && label.data[i] <= 'Z';
        lower |= label.data[i] >= 'a' && label.data[i] <= 'z';
    }
    return !(upper && lower);
}

/* "comp.lang.c": three labels or more of small letters, the first of at least three. */
static bool is_newsgroup(qt_str text, size_t at, size_t end)
{
    for (size_t i = at; i < end; i++)
        if (text.data[i] != '.' && text.data[i] != '-' && (text.data[i] < 'a' || text.data[i] > 'z')) return false;
    return end - at > 3 && text.data[at + 1] != '.' && text.data[at + 2] != '.';
}

/* "example.org/news", "budget.xls"; not "end.The", not "U.S." */
static size_t dotted_end(qt_str text, size_t at)
{
    size_t last, labels;
    size_t end = host_end(text, at, &last, &labels);
    if (labels < 2 || word_follows(text, end)) return 0;
    qt_str ending = {text.data + last, end - last};
    if (labels >= 3 && is_newsgroup(text, at, end)) return end;
    if (!qt_is_dotted_ending(ending) || !one_case(ending)) return 0;
    if (end < text.size && text.data[end] == '/') return trimmed(text, at, visible_end(text, at));
    return end;
}

size_t qt_address_end(qt_str text, size_t at)
{
    if (!alnum_ascii(text.data[at])) return 0;
    size_t end = url_end(text, at);
    if (!end) end = mail_end(text, at);
    if (!end) end = dotted_end(text, at);
    return end;
}

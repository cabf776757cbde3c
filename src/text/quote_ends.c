#include "text/quote_ends.h"

#include "base/utf8.h"

enum { MAX_REPORT_TOKENS = 8 };

uint32_t qt_quote_trim_end(const qt_text *text, uint32_t begin, uint32_t end)
{
    while (end > begin) {
        size_t before = qt_utf8_before(text->bytes, end);
        uint32_t code;
        if (before < begin || qt_utf8_decode(text->bytes, before, &code) == 0 || !qt_is_space(code)) break;
        end = (uint32_t)before;
    }
    return end;
}

static uint32_t code_at(const qt_text *text, uint32_t at, uint32_t end)
{
    uint32_t code = 0;
    if (at < end) (void)qt_utf8_decode(text->bytes, at, &code);
    return code;
}

static qt_str token_at(const qt_text *text, size_t i) { return qt_str_at(text->bytes, text->tokens[i].span); }

static bool is_one_of(qt_str word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t n = strlen(list[i]), k = 0;
        if (n != word.size) continue;
        while (k < n && (word.data[k] | 0x20) == list[i][k]) k++;
        if (k == n) return true;
    }
    return false;
}

static bool is_saying(qt_str word)
{
    static const char *const verbs[] = {"said",      "says",     "added",    "told",      "tweeted", "wrote",
                                        "explained", "warned",   "insisted", "noted",     "replied", "argued",
                                        "stated",    "recalled", "asked",    "continued", "stressed"};
    return is_one_of(word, verbs, sizeof verbs / sizeof verbs[0]);
}

static bool is_speaker_pronoun(qt_str word)
{
    static const char *const pronouns[] = {"he", "she", "they"};
    return is_one_of(word, pronouns, sizeof pronouns / sizeof pronouns[0]);
}

static bool is_capitalised(const qt_text *text, size_t i)
{
    return qt_is_upper(code_at(text, text->tokens[i].span.begin, text->tokens[i].span.end));
}

/* Whether the tokens from `i` (behind a comma, a question or an exclamation mark) are a reporter's "he said", "said the
 * mayor", "Ana Ruiz said". */
static bool is_reporting_clause(const qt_text *text, size_t i, size_t end)
{
    if (i < end && is_saying(token_at(text, i))) return true;
    if (i < end && is_speaker_pronoun(token_at(text, i))) return i + 1 < end && is_saying(token_at(text, i + 1));
    size_t names = 0;
    while (i < end && names < 4 && is_capitalised(text, i)) i++, names++;
    return names > 0 && i < end && is_saying(token_at(text, i));
}

uint32_t qt_quote_believed_end(const qt_text *text, uint32_t begin, uint32_t limit, bool fragment)
{
    size_t end = qt_text_token_at(text, limit);
    for (size_t i = qt_text_token_at(text, begin); i + 1 < end; i++) {
        qt_str word = token_at(text, i);
        if (word.size != 1 || !strchr(",.?!", word.data[0])) continue;
        if (word.data[0] != '.' && is_reporting_clause(text, i + 1, end)) return text->tokens[i].span.end;
        if (fragment && word.data[0] != ',' && is_capitalised(text, i + 1)) return text->tokens[i].span.end;
    }
    return limit;
}

bool qt_quote_ends_in_report(const qt_text *text, uint32_t begin, uint32_t limit)
{
    uint32_t cut = qt_quote_believed_end(text, begin, limit, false);
    return cut < limit && qt_text_token_at(text, limit) - qt_text_token_at(text, cut) <= MAX_REPORT_TOKENS;
}

/* Which marks open and close quotations. Every text here is invented.
 *
 * A reading is written as its quotations, joined by '|': '+' for each quotation it stands in, then '=' closed, '~' never
 * closed or '>' taken up by the next paragraph, then the words without their marks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "text/quotes.h"
#include "text/references.h"

#include "base/utf8.h"

typedef struct reading {
    qt_arena *arena;
    qt_text text;
} reading;

/* Paragraphs are lines; tokens are runs of letters and digits, and single characters. What stands at a line's start in
 * square brackets makes the line displaced. */
static void read_text(reading *r, const char *source)
{
    r->arena = qt_arena_new(64u << 20);
    assert_non_null(r->arena);
    r->text = (qt_text){.bytes = qt_str_of(source)};
    quoth_error error = {0};
    assert_int_equal(qt_references_find(r->text.bytes, r->arena, &r->text, &error), QUOTH_OK);
    QT_VEC(qt_token) tokens = {0};
    QT_VEC(qt_paragraph) paragraphs = {0};
    size_t at = 0, size = r->text.bytes.size;
    while (at < size) {
        size_t end = at;
        while (end < size && source[end] != '\n') end++;
        qt_paragraph paragraph = {.span = {(uint32_t)at, (uint32_t)end}, .first = (uint32_t)tokens.count};
        for (size_t i = 0; i < r->text.reference_count; i++)
            if (r->text.references[i].span.begin == at) paragraph.displaced = true;
        while (at < end) {
            uint32_t code;
            size_t n = qt_utf8_decode(r->text.bytes, at, &code), begin = at;
            assert_true(n > 0);
            at += n;
            if (qt_is_space(code)) continue;
            while (at < end && (qt_is_letter(code) || qt_is_digit(code))) {
                n = qt_utf8_decode(r->text.bytes, at, &code);
                if (!qt_is_letter(code) && !qt_is_digit(code)) break;
                at += n;
            }
            qt_token token = {.span = {(uint32_t)begin, (uint32_t)at}};
            qt_token_place(&token, 0, paragraphs.count);
            assert_true(qt_vec_push(r->arena, &tokens, token));
        }
        paragraph.last = (uint32_t)tokens.count;
        if (paragraph.last > paragraph.first) assert_true(qt_vec_push(r->arena, &paragraphs, paragraph));
        at = end + 1;
    }
    r->text.tokens = tokens.items;
    r->text.token_count = tokens.count;
    r->text.paragraphs = paragraphs.items;
    r->text.paragraph_count = paragraphs.count;
    assert_int_equal(qt_quotes_find(r->arena, &r->text, &error), QUOTH_OK);
}

static void check_spans(const qt_text *text)
{
    for (size_t i = 0; i < text->quotation_count; i++) {
        const qt_quotation *q = &text->quotations[i];
        assert_true(qt_span_contains(q->span, q->inner) && q->span.end <= text->bytes.size);
        assert_true(q->inner.begin <= q->inner.end);
        if (i > 0) assert_true(text->quotations[i - 1].span.begin < q->span.begin);
        if (q->parent != QT_NONE) {
            assert_true(q->parent < i);
            assert_true(qt_span_contains(text->quotations[q->parent].inner, q->span));
        } else if (i > 0) {
            for (size_t k = 0; k < i && i < 100; k++) assert_true(text->quotations[k].span.end <= q->span.begin);
        }
        assert_int_equal(q->continues, q->next != QT_NONE);
        if (q->continues) assert_true(q->next > i && q->next < text->quotation_count && !q->closed);
    }
}

static void check(const char *source, const char *expected)
{
    reading r;
    read_text(&r, source);
    check_spans(&r.text);
    char out[4096];
    size_t n = 0;
    out[0] = 0;
    for (size_t i = 0; i < r.text.quotation_count; i++) {
        const qt_quotation *q = &r.text.quotations[i];
        if (i > 0) out[n++] = '|';
        for (uint32_t p = q->parent; p != QT_NONE; p = r.text.quotations[p].parent) out[n++] = '+';
        out[n++] = q->closed ? '=' : q->continues ? '>' : '~';
        qt_str words = qt_str_at(r.text.bytes, q->inner);
        n += (size_t)snprintf(out + n, sizeof out - n, "%.*s", QT_STR_ARG(words));
        assert_true(n + 16 < sizeof out);
    }
    if (strcmp(out, expected) != 0) print_message("in: %s\n", source);
    assert_string_equal(out, expected);
    qt_arena_free(r.arena);
}

/* One character a token: '.' outside, 'q' inside, '?' unclosed. */
static void check_states(const char *source, const char *expected)
{
    reading r;
    read_text(&r, source);
    char out[256];
    assert_true(r.text.token_count < sizeof out);
    for (size_t i = 0; i < r.text.token_count; i++) out[i] = ".q?"[r.text.tokens[i].quote];
    out[r.text.token_count] = 0;
    assert_string_equal(out, expected);
    qt_arena_free(r.arena);
}

static void plain(void **state)
{
    (void)state;
    check("", "");
    check("Nothing is quoted here.", "");
    check("\"We will rebuild,\" she said. \"Nobody leaves.\"", "=We will rebuild,|=Nobody leaves.");
    check("“We will rebuild,” she said.", "=We will rebuild,");
    check("„Wir bleiben“, said Brandt.", "=Wir bleiben");
    check("”We will stay,” said Lund.", "=We will stay,");
    check("“We will stay,“ said Lund.", "=We will stay,");
    check("« Nous restons », said Morel; the paper printed «non».", "= Nous restons |=non");
    check("»Wir bleiben«, said Brandt.", "=Wir bleiben");
    check("``We will rebuild, '' she said.", "=We will rebuild, ");
    check("`` Go , '' he said , `` or stay . ''", "= Go , |= or stay . ");
    check("‹oui›", "=oui");
    check("「行く」と言った", "=行く");
    check("They called it a \"so-called\" truce (\"a farce\").", "=so-called|=a farce");
    check("\"One. Two! Three?\" Vela asked. He left.", "=One. Two! Three?");
    check("The \"pro\"-dam vote, an ex-\"friend\".", "=pro|=friend");
    check("\"\"Doubled by a spreadsheet,\"\" he wrote.", "=Doubled by a spreadsheet,");
}

static void directions_from_surroundings(void **state)
{
    (void)state;
    check("\" We stay \" , he said , \" and we fight \" .", "= We stay |= and we fight ");
    check("He said:\"We stay.\"Then he left.", "=We stay.");
    check("\"We stay,\"she said.\"We fight.\"", "=We stay,|=We fight.");
    check("She said—\"never\"—and left.", "=never");
    check("\"...and then it fell,\" he said.", "=...and then it fell,");
    check("\"We were going to—\" He stopped.", "=We were going to—");
    check("It fell,[4]\"slowly\",[5] he said.[6] \"Very slowly.\"[7]", "=slowly|=Very slowly.");
}

static void single_marks(void **state)
{
    (void)state;
    check("'We will stay,' said the mayor. 'Don't ask me why.'", "=We will stay,|=Don't ask me why.");
    check("‘We will stay,’ said the mayor. ‘Don’t ask.’", "=We will stay,|=Don’t ask.");
    check("The workers' union didn't like the '90s or rock 'n' roll.", "");
    check("The drivers’ union doesn’t like the ’90s or rock ’n’ roll.", "");
    check("Tell 'em the boys' club is shut, 'cause it's the players' hall.", "");
    check("'The workers' union will strike,' he said.", "=The workers' union will strike,");
    check("‘The workers’ union will strike,’ he said.", "=The workers’ union will strike,");
    check("She called them 'good neighbours' twice.", "=good neighbours");
    check("'Rock 'n' roll is back,' he said.", "=Rock 'n' roll is back,");
    check("The Ba'ath office in Sana'a shut.", "");
    check("In Sana‘a it fell,’ he said.", "");
    check("'Abd al-Karim left. The sons' boat sank.", "");
    check("Run `make all` in the workers' folder.", "");
}

static void nested(void **state)
{
    (void)state;
    check("\"He told us 'go home' twice,\" she said.", "=He told us 'go home' twice,|+=go home");
    check("\"He said 'go.'\" They went.", "=He said 'go.'|+=go.");
    check("\"He called it 'rot'\" twice.", "=He called it 'rot'|+=rot");
    check("“He said ‘go.’” They went.", "=He said ‘go.’|+=go.");
    check("“He said ‘go.’ ” They went.", "=He said ‘go.’ |+=go.");
    check("\"'Go,' he said,\" she said.", "='Go,' he said,|+=Go,");
    check("'He called it \"a farce\" again,' she said.", "=He called it \"a farce\" again,|+=a farce");
    check("\"He read «Le Port» on the pier,\" she said.", "=He read «Le Port» on the pier,|+=Le Port");
    check("“She said “never” and left,” he said.", "=She said “never” and left,|+=never");
    check("\"The workers' hall is shut,\" she said. \"It's theirs.\"", "=The workers' hall is shut,|=It's theirs.");
    check("\"Tell 'em we stay,\" she said, 'and go.'", "=Tell 'em we stay,|=and go.");
}

static void measures(void **state)
{
    (void)state;
    check("He is 5'10\" tall and owns a 6\" knife.", "");
    check("The 6' 2\" keeper said \"no\".", "=no");
    check("Cut 6\"x4\" planks.", "");
    check("\"I am 5'10\" tall.\n\"I row,\" she said.", ">I am 5'10\" tall.|=I row,");
    check("\"He is 6'2\" tall,\" she said.", "=He is 6'2\" tall,");
    check("\"We cut the 6\" pipe,\" she said.", "=We cut the 6\" pipe,");
    check("The \"class of 92\" met again.", "=class of 92");
    check("It lasted 5' 30\" and \"felt like 10\".", "=felt like 10");
}

static void over_paragraphs(void **state)
{
    (void)state;
    check("\"We began in May.\n\"We ended in June.\n\"That is all,\" he said.",
          ">We began in May.|>We ended in June.|=That is all,");
    check("“We began in May.\n“We ended in June,” he said. “Late.”", ">We began in May.|=We ended in June,|=Late.");
    check("‘We began in May.\n‘We ended in June,’ he said.", ">We began in May.|=We ended in June,");
    /* Not opened again: only a short way, and only for the missing mark. */
    check("She wrote: \"We began in May.\nWe ended in June.\" Nobody replied.", "=We began in May.\nWe ended in June.");
    check("She wrote: \"We began in May.\nOne.\nTwo.\nThree.\" Nobody replied.", "~We began in May.");
    check("'Cause we care, he said: \"We go.\n\"We stay.\"", ">We go.|=We stay.");
    check("'Abd al-Karim said: \"We go.\n\"We stay.\"", ">We go.|=We stay.");
    /* A displaced line takes nothing up. */
    check("\"We began in May.\n[12] \"We ended in June,\" said Ortis.", "~We began in May.|=We ended in June,");
    check("\"We began in May.\n[12] We ended in June,\" said Ortis.", "~We began in May.");
    /* The reporter's words end the paragraph: a mark was lost, the next paragraph is a new quotation. */
    check("\"We began in May, he said.\n\"We ended in June,\" said Ortis.", "~We began in May,|=We ended in June,");
}

static void lost_marks(void **state)
{
    (void)state;
    check("\"We stay. \"We fight,\" she said.\nThey left.", "~We stay.|=We fight,");
    check("We stay,\" she said. \"We fight.\"", "=We fight.");
    check("\"We stay, she said. Then it rained.\nIt rained on. \"Help,\" he said.", "~We stay,|=Help,");
    check("He called it \"a farce and left. Then it rained.\nIt rained on.", "~a farce and left.");
    check("Ortis, asked, said \"It is late. We must go.\nIt rained on.\nThe \"end\" came.",
          "~It is late. We must go.|=end");
    check("“We stay. “We fight,” she said. “We win.”", "~We stay.|=We fight,|=We win.");
    check("He said \"we stay and \"we fight\" and \"we win\" and left.", "~we stay and|=we fight|=we win");
    check("The x\"y reading.\n\"New,\" he said.", "=New,");
    check("The x\"y reading.\nIt fell,\" he said.", "");
    check("\"He told us 'go home, twice,\" she said.", "=He told us 'go home, twice,");
    check("It was over.\"", "");
    check("\"", "");
    check("\"\n\"\n\"", "");
}

static void states(void **state)
{
    (void)state;
    check_states("He said \"we go\" now.", "..qqqq..");
    check_states("\"We go.\n\"We went,\" he said.", "qqqqqqqqq...");
    check_states("\"We go, \"and stay\" now", "????qqqq.");
    check_states("He said \"We go.\nNow.", "..????..");
    check_states("\"She said 'no,' now,\" he said.", "qqqqqqqqqq...");
}

/* An extractor joined the paragraphs: the re-openings stand inside the line. */
static void joined_paragraphs(void **state)
{
    (void)state;
    check("\"We began in May. \"We ended in June. \"That is all,\" he said. Then rain,\" and \"mud.\"",
          ">We began in May.|>We ended in June.|=That is all,|=mud.");
    check("\"We began in May, he said. \"We ended. \"That is all,\" he said.",
          "~We began in May,|>We ended.|=That is all,");
    check("\"She said “never” and left.\n\"I said “maybe.”\"",
          ">She said “never” and left.|+=never|=I said “maybe.”|+=maybe.");
}

/* Hostile shapes: no crash, and time that grows with the text. */
static void hostile(void **state)
{
    (void)state;
    static const char *const pieces[] = {"\"a ",   "a\" ",   "\"a\" 'b ", "' ",      "“‘",
                                         "”’",     "\n\"a",  "'\"",       "``",      "''a ",
                                         "\"[1] ", "[1]\"a", "6' 2\" ",   "«\"‹'「", "\"a, he said"};
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        size_t n = strlen(pieces[i]), count = 20000;
        char *text = malloc(n * count + 1);
        assert_non_null(text);
        for (size_t k = 0; k < count; k++) memcpy(text + k * n, pieces[i], n);
        text[n * count] = 0;
        reading r;
        read_text(&r, text);
        check_spans(&r.text);
        qt_arena_free(r.arena);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain),
        cmocka_unit_test(directions_from_surroundings),
        cmocka_unit_test(single_marks),
        cmocka_unit_test(nested),
        cmocka_unit_test(measures),
        cmocka_unit_test(over_paragraphs),
        cmocka_unit_test(lost_marks),
        cmocka_unit_test(states),
        cmocka_unit_test(joined_paragraphs),
        cmocka_unit_test(hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

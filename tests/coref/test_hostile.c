/* Texts that nobody would write, and names that mislead: With the model that ships. */
#include "reading.h"

static const qt_source *last_source(const char *cue)
{
    const qt_source *found = NULL;
    for (size_t i = 0; i < a.statement_count; i++) {
        const qt_statement *s = &a.statements[i];
        if (s->cue_count && s->source_count && qt_str_equal(qt_str_at(a.text.bytes, s->cue[0]), qt_str_of(cue)))
            found = &s->sources[0];
    }
    assert_non_null(found);
    return found;
}

/* Every referent's mentions are in range and its own. */
static void assert_whole(void)
{
    for (uint32_t m = 0; a.coref.referent_of && m < a.coref.mention_count; m++) {
        uint32_t r = a.coref.referent_of[m];
        assert_true(r == QT_NONE || r < a.coref.referent_count);
        assert_true(a.coref.mentions[m].span.end <= a.text.bytes.size);
    }
}

/* `piece` over and over, with a running number where it has a %. */
static char *repeated(const char *piece, size_t times)
{
    size_t size = times * (strlen(piece) + 8) + 1, at = 0;
    char *text = malloc(size);
    assert_non_null(text);
    text[0] = '\0';
    for (size_t i = 0; i < times; i++) {
        const char *mark = strchr(piece, '%');
        int n = mark ? snprintf(text + at, size - at, "%.*s%zu%s", (int)(mark - piece), piece, i, mark + 1)
                     : snprintf(text + at, size - at, "%s", piece);
        assert_true(n > 0 && (size_t)n < size - at);
        at += (size_t)n;
    }
    return text;
}

static void fifty_thousand_mentions(void **state)
{
    (void)state;
    char *text = repeated("He, she, it, we. ", 12500);
    annotate(text);
    assert_whole();
    free(text);
}

static void many_of_one_surname(void **state)
{
    (void)state;
    char *text = repeated("Ada Lunt and Otto Lunt met. Lunt said it rained. ", 300);
    annotate(text);
    assert_whole();
    assert_int_equal(last_source("said")->resolved, QT_RESOLVED_UNRESOLVED);
    free(text);
}

static void a_name_of_5000_characters(void **state)
{
    (void)state;
    enum { SIZE = 5000 };
    char *text = malloc(SIZE + 200);
    assert_non_null(text);
    memcpy(text, "Ada ", 4);
    memset(text + 4, 'q', SIZE);
    text[4] = 'Q';
    strcpy(text + 4 + SIZE,
           " said the dam was safe. She denied that it leaked, and the company, who knew, said so itself.");
    annotate(text);
    assert_whole();
    free(text);
}

static void names_that_mislead(void **state)
{
    (void)state;
    /* a surname that is a common word; one that is a body's; one that is a place's */
    annotate("Rosa Young runs the mill. Young said the dam was safe. Young people disagreed.");
    assert_true(qt_str_equal(last_source("said")->name, QT_STR("Rosa Young")));
    annotate("Otto Banks owns a boat. The bank lent him the money. Banks denied that the boat leaked.");
    assert_true(qt_str_equal(last_source("denied")->name, QT_STR("Otto Banks")));
    annotate("Ada London spoke in London on Monday. The mayor left London. London said the dam was safe.");
    const qt_source *s = last_source("said");
    assert_true(!s->name.data || !qt_str_equal(s->name, QT_STR("the mayor")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fifty_thousand_mentions),
        cmocka_unit_test(many_of_one_surname),
        cmocka_unit_test(a_name_of_5000_characters),
        cmocka_unit_test(names_that_mislead),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "statements/lexicon.h"

static const qt_cue_entry cues[] = {
#include "lexicon/cues.inc"
};

static const qt_hedge_entry hedges[] = {
#include "lexicon/hedges.inc"
};

static const struct {
    const char *word, *kind, *source;
} appraisals[] = {
#include "lexicon/appraisals.inc"
};

static const qt_channel_entry channels[] = {
#include "lexicon/channels.inc"
};

static size_t words_in(const char *s)
{
    size_t n = 1;
    for (; *s; s++) n += *s == ' ';
    return n;
}

/* An empty cell, or a word of the contract. */
static void assert_stance(const char *polarity, const char *certainty)
{
    assert_true(!*polarity || qt_polarity_of(qt_str_of(polarity)) < QT_POLARITY_COUNT);
    assert_true(!*certainty || qt_certainty_of(qt_str_of(certainty)) < QT_CERTAINTY_COUNT);
}

static void every_entry_is_found_and_none_is_too_long(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++) {
        assert_non_null(qt_cue_find(qt_str_of(cues[i].lemma)));
        assert_true(strlen(cues[i].lemma) <= QT_ENTRY_BYTES - 2 && words_in(cues[i].lemma) <= QT_ENTRY_WORDS);
        assert_true(qt_kind_of(qt_str_of(cues[i].kind)) < QT_KIND_COUNT);
        assert_stance(cues[i].polarity, cues[i].certainty);
    }
    for (size_t i = 0; i < sizeof hedges / sizeof *hedges; i++) {
        assert_non_null(qt_hedge_find(qt_str_of(hedges[i].form)));
        assert_stance("", hedges[i].certainty);
        assert_true(strlen(hedges[i].form) <= QT_ENTRY_BYTES - 2 && words_in(hedges[i].form) <= QT_ENTRY_WORDS);
    }
    for (size_t i = 0; i < sizeof appraisals / sizeof *appraisals; i++) {
        const char *kind = qt_appraisal_kind(qt_str_of(appraisals[i].word));
        assert_non_null(kind);
        assert_true(qt_kind_of(qt_str_of(kind)) < QT_KIND_COUNT || strcmp(kind, "grief") == 0);
    }
    for (size_t i = 0; i < sizeof channels / sizeof *channels; i++) {
        assert_ptr_not_equal(qt_channel_find(qt_str_of(channels[i].form)), NULL);
        assert_in_range(qt_channel_of(qt_str_of(channels[i].type)), QT_CHANNEL_NONE + 1, QT_CHANNEL_COUNT - 1);
        assert_true(strlen(channels[i].form) <= QT_ENTRY_BYTES - 2 && words_in(channels[i].form) <= 3);
    }
    assert_null(qt_cue_find(QT_STR("")));
    assert_null(qt_cue_find(QT_STR("zzz")));
    assert_null(qt_hedge_find(QT_STR("tuesday")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_entry_is_found_and_none_is_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Whether a text reads as English. Every text here is invented. */
#include "reading.h"

static void expect_language(const char *source, const char *language)
{
    static reading r;
    read_bytes(&r, qt_str_of(source), 0);
    qt_str found = qt_text_language(&r.text);
    if (!qt_str_equal(found, qt_str_of(language))) fail_msg("%.*s: %s", QT_STR_ARG(found), source);
    close_reading(&r);
}

static void test_english(void **state)
{
    (void)state;
    expect_language("Mayor resigns", "en");
    expect_language("Harbour fire kills 12", "en");
    expect_language("Mayor de Heron opens quay", "en");
    expect_language("Adèle tours Alder", "en");
    expect_language("The mayor of Los Alisos, María de la Quilla, resigned on Tuesday after weeks of protests.", "en");
    expect_language("\"La reina del mar\" was what they called the boat before it sank, the harbour master said.",
                    "en");
}

static void test_other_languages(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Le maire de la ville a démissionné mardi après des semaines de protestations, a annoncé le conseil.",
        "Der Bürgermeister der Stadt ist am Dienstag zurückgetreten, teilte der Rat mit.",
        "El alcalde de la ciudad dimitió el martes tras semanas de protestas, según anunció el consejo.",
        "Il sindaco della città si è dimesso martedì dopo settimane di proteste.",
        "O prefeito da cidade renunciou na terça-feira depois de semanas de protestos.",
        "De burgemeester van de stad is dinsdag afgetreden na weken van protesten.",
        "Burmistrz miasta zrezygnował we wtorek po tygodniach protestów, poinformowała rada.",
        "Borgmästaren avgick på tisdagen efter veckor av protester.",
        "Мэр города подал в отставку во вторник после нескольких недель протестов.",
        "市长周二辞职",
        "Мэр города подал в отставку после концерта группы The Heron and the Quill",
        "أعلن المجلس استقالة رئيس البلدية",
        "Dimite el alcalde",
        "Le maire dit « The End » et s'en va avec les clés de la ville",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) expect_language(texts[i], "und");
}

static void test_nothing_to_tell(void **state)
{
    (void)state;
    expect_language("", "und");
    expect_language("12 34 56", "und");
    /* Many words and not one of English: no language that it knows. */
    expect_language(
        "pora luma teki sano miru kela pora luma teki sano miru kela pora luma teki sano miru kela pora luma "
        "teki sano miru kela pora luma teki sano miru kela pora luma teki sano miru kela",
        "und");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_english),
        cmocka_unit_test(test_other_languages),
        cmocka_unit_test(test_nothing_to_tell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

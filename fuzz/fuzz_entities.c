/* Names and profiles made of names: keys, comparisons and clusters, and what must hold of them. A line is a profile; its first
 * letter tells the type, '|' parts its names, and what stands behind '=' is its title, role, age and status. */
#include <string.h>

#include "entities/entities.h"
#include "fuzz.h"

/* clang-format off */
static const char *const parts[] = {
    "\n", "\n", "|", "=", " ", "-", ".", ",", "'", "’", "Anna", "Orlec", "Jr.", "al-", "bin ", "Abdul ", "abu ", "von ", "de la ", "Aleksandr", "Alexander",
    "Oleksandr", "Воронин", "محمد", "邱晓萌", "Γιώργος", "Tse-tung", "Mao ", "Kim ", "Jong-un", "Muhammad", "Mohamed", "Sasha", "Bill", "William", "Smith",
    "sky", "skij", "shch", "kh", "zh", "ya", "iy", "ş", "ğ", "ı", "É", "é", "ß", "ﷺ", "Ministry of ", "Defence", "Russian ", "Kiev", "Kyiv", "IS", "ISIS-K",
    "Islamic State", " Province", " Ltd.", "FBI", "U.S.", "police", "President", "Mr.", "Mrs.", "😀", "\xe2\x80\x8b", "𝔄", "Ⅻ", NULL};
/* clang-format on */

enum { MOST = 8, NAMES = 4 };

static const qt_mention_type types[] = {QT_MENTION_PERSON, QT_MENTION_ORGANIZATION, QT_MENTION_PLACE, QT_MENTION_GROUP};

static qt_strs split(qt_str text, char by, qt_arena *arena)
{
    qt_str *items = not_null(QT_ARENA_NEW(arena, qt_str, NAMES));
    size_t count = 0;
    for (size_t at = 0; at <= text.size && count < NAMES;) {
        const char *end = memchr(text.data + at, by, text.size - at);
        size_t size = end ? (size_t)(end - text.data) - at : text.size - at;
        items[count++] = (qt_str){text.data + at, size};
        at += size + 1;
    }
    return (qt_strs){items, count};
}

static qt_profile make(qt_str line, size_t number, qt_arena *arena)
{
    static const char keys[] = "abcdefghijklmnopqrstuvwxyz";
    uint8_t flags = line.size ? (uint8_t)line.data[0] : 0;
    const char *end = line.size ? memchr(line.data, '=', line.size) : NULL;
    size_t size = end ? (size_t)(end - line.data) : line.size;
    qt_str rest = end ? (qt_str){end + 1, line.size - size - 1} : (qt_str){"", 0};
    qt_profile p = {
        .key = {keys + number, 1}, .type = types[flags % 4], .names = split((qt_str){line.data, size}, '|', arena)};
    p.titles = p.roles = p.descriptions = p.context = end ? split(rest, '|', arena) : (qt_strs){NULL, 0};
    p.document = flags & 16 ? QT_STR("1") : p.key;
    p.status = rest.size && rest.data[0] == '!';
    p.age =
        rest.size && rest.data[0] >= '0' && rest.data[0] <= '9' ? (uint32_t)(rest.data[0] - '0') * 7 : QT_ENTITY_NO_AGE;
    p.date = flags & 8 ? QT_STR("2024-03-22") : (qt_str){"", 0};
    return p;
}

static void check_pair(const qt_profile *a, const qt_profile *b, qt_arena *arena)
{
    quoth_error error = {0};
    qt_comparison x, y;
    qt_entity_keys ka, kb;
    CHECK(qt_entity_compare(a, b, arena, &x, &error) == 0);
    CHECK(qt_entity_compare(b, a, arena, &y, &error) == 0);
    CHECK(x.verdict == y.verdict && x.score == y.score && x.apart == y.apart && x.if_sole == y.if_sole &&
          x.count == y.count);
    for (size_t i = 0; i < x.count; i++)
        CHECK(x.evidence[i].kind == y.evidence[i].kind && qt_str_equal(x.evidence[i].a, y.evidence[i].b));
    CHECK(x.verdict != QT_VERDICT_DIFFERENT || x.apart);
    CHECK(!x.if_sole || x.verdict == QT_VERDICT_PROPOSED);
    CHECK(qt_entity_keys_of(a, arena, &ka, &error) == 0 && qt_entity_keys_of(b, arena, &kb, &error) == 0);
    if (x.verdict < QT_VERDICT_PROPOSED || ka.count == QT_ENTITY_KEYS || kb.count == QT_ENTITY_KEYS) return;
    bool shared = false;
    for (size_t i = 0; i < ka.count; i++)
        for (size_t k = 0; k < kb.count; k++) shared |= qt_str_equal(ka.items[i].text, kb.items[k].text);
    CHECK(shared);
}

static void check_clusters(const qt_profile *profiles, size_t count, qt_arena *arena)
{
    quoth_error error = {0};
    qt_entity_clusters out, again;
    qt_profile turned[MOST];
    CHECK(qt_entity_cluster(profiles, count, NULL, 0, arena, &out, &error) == 0);
    for (size_t i = 0; i < count; i++) turned[i] = profiles[count - 1 - i];
    CHECK(qt_entity_cluster(turned, count, NULL, 0, arena, &again, &error) == 0);
    CHECK(out.count == again.count && out.link_count == again.link_count);
    for (size_t i = 0; i < count; i++) {
        CHECK(out.cluster[i] == again.cluster[count - 1 - i]);
        for (size_t k = 0; k < i; k++) {
            qt_comparison c;
            CHECK(qt_entity_compare(&profiles[i], &profiles[k], arena, &c, &error) == 0);
            CHECK(!c.apart || out.cluster[i] != out.cluster[k]);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    qt_arena *arena = not_null(qt_arena_new(FUZZ_ARENA));
    qt_str text = fuzz_text(data, size < 1024 ? size : 1024, parts, arena);
    qt_profile profiles[MOST];
    size_t count = 0;
    for (size_t at = 0; at <= text.size && count < MOST;) {
        const char *end = memchr(text.data + at, '\n', text.size - at);
        size_t length = end ? (size_t)(end - text.data) - at : text.size - at;
        profiles[count] = make((qt_str){text.data + at, length}, count, arena);
        count++;
        at += length + 1;
    }
    for (size_t i = 0; i + 1 < count; i++) check_pair(&profiles[i], &profiles[i + 1], arena);
    check_clusters(profiles, count, arena);
    qt_arena_free(arena);
    return 0;
}

/* The contract's words for the enums of a statement. Tables only: a new value is one new row. */
#include "statements/statement.h"

#define ROW(literal)                 \
    {                                \
        literal, sizeof(literal) - 1 \
    }

static const qt_str KINDS[QT_KIND_COUNT] = {
    [QT_KIND_STATEMENT] = ROW("statement"),
    [QT_KIND_DENIAL] = ROW("denial"),
    [QT_KIND_ACCUSATION] = ROW("accusation"),
    [QT_KIND_WARNING] = ROW("warning"),
    [QT_KIND_PLEDGE] = ROW("pledge"),
    [QT_KIND_DEMAND] = ROW("demand"),
    [QT_KIND_CRITICISM] = ROW("criticism"),
    [QT_KIND_CONDEMNATION] = ROW("condemnation"),
    [QT_KIND_CONDOLENCE] = ROW("condolence"),
    [QT_KIND_CLAIM_OF_RESPONSIBILITY] = ROW("claim_of_responsibility"),
    [QT_KIND_ANNOUNCEMENT] = ROW("announcement"),
    [QT_KIND_QUESTION] = ROW("question"),
    [QT_KIND_OPINION] = ROW("opinion"),
};
static const qt_str VOICES[QT_VOICE_COUNT] = {
    [QT_VOICE_DIRECT] = ROW("direct"),
    [QT_VOICE_INDIRECT] = ROW("indirect"),
    [QT_VOICE_MIXED] = ROW("mixed"),
    [QT_VOICE_NARRATED] = ROW("narrated"),
};
static const qt_str POLARITIES[QT_POLARITY_COUNT] = {
    [QT_POLARITY_NONE] = {NULL, 0},
    [QT_POLARITY_POSITIVE] = ROW("positive"),
    [QT_POLARITY_NEGATIVE] = ROW("negative"),
    [QT_POLARITY_UNDERSPECIFIED] = ROW("underspecified"),
};
static const qt_str CERTAINTIES[QT_CERTAINTY_COUNT] = {
    [QT_CERTAINTY_NONE] = {NULL, 0},
    [QT_CERTAINTY_CERTAIN] = ROW("certain"),
    [QT_CERTAINTY_PROBABLE] = ROW("probable"),
    [QT_CERTAINTY_POSSIBLE] = ROW("possible"),
    [QT_CERTAINTY_UNDERSPECIFIED] = ROW("underspecified"),
};
static const qt_str WHOM[QT_WHOM_COUNT] = {
    [QT_WHOM_NONE] = {NULL, 0},
    [QT_WHOM_OWN] = ROW("own"),
    [QT_WHOM_THIRD] = ROW("third"),
};
static const qt_str CHANNELS[QT_CHANNEL_COUNT] = {
    [QT_CHANNEL_NONE] = {NULL, 0},
    [QT_CHANNEL_INTERVIEW] = ROW("interview"),
    [QT_CHANNEL_NEWS_CONFERENCE] = ROW("news_conference"),
    [QT_CHANNEL_MEETING] = ROW("meeting"),
    [QT_CHANNEL_SPEECH] = ROW("speech"),
    [QT_CHANNEL_STATEMENT] = ROW("statement"),
    [QT_CHANNEL_POST] = ROW("post"),
    [QT_CHANNEL_MESSAGE] = ROW("message"),
    [QT_CHANNEL_CALL] = ROW("call"),
    [QT_CHANNEL_DOCUMENT] = ROW("document"),
    [QT_CHANNEL_COURT] = ROW("court"),
    [QT_CHANNEL_BROADCAST] = ROW("broadcast"),
};
static const qt_str OWNERS[QT_OWNER_COUNT] = {
    [QT_OWNER_SPEAKER] = ROW("speaker"),
    [QT_OWNER_NARRATOR] = ROW("narrator"),
    [QT_OWNER_UNCLEAR] = ROW("unclear"),
};
static const qt_str RESOLVEDS[QT_RESOLVED_COUNT] = {
    [QT_RESOLVED_PRINTED] = ROW("printed"),
    [QT_RESOLVED_MACHINE] = ROW("machine"),
    [QT_RESOLVED_PERSON] = ROW("person"),
    [QT_RESOLVED_UNRESOLVED] = ROW("unresolved"),
};

static const qt_str ROLES[QT_ABOUT_ROLES] = {
    [QT_ABOUT_TARGET] = ROW("target"),
    [QT_ABOUT_MENTIONED] = ROW("mentioned"),
};

/* A value that is none of the enum's has no name. */
static qt_str name_of(const qt_str *names, size_t count, size_t value)
{
    return value < count ? names[value] : (qt_str){NULL, 0};
}

/* NULL stands for the value without a name, where the enum has one. */
static size_t value_of(const qt_str *names, size_t count, qt_str name)
{
    for (size_t i = 0; i < count; i++)
        if (names[i].data && name.data ? qt_str_equal(names[i], name) : !names[i].data && !name.data) return i;
    return count;
}

qt_str qt_kind_name(qt_kind kind) { return name_of(KINDS, QT_KIND_COUNT, kind); }
qt_str qt_voice_name(qt_voice voice) { return name_of(VOICES, QT_VOICE_COUNT, voice); }
qt_str qt_polarity_name(qt_polarity polarity) { return name_of(POLARITIES, QT_POLARITY_COUNT, polarity); }
qt_str qt_certainty_name(qt_certainty certainty) { return name_of(CERTAINTIES, QT_CERTAINTY_COUNT, certainty); }
qt_str qt_whom_name(qt_whom whom) { return name_of(WHOM, QT_WHOM_COUNT, whom); }
qt_str qt_channel_name(qt_channel_type type) { return name_of(CHANNELS, QT_CHANNEL_COUNT, type); }
qt_str qt_owner_name(qt_owner owner) { return name_of(OWNERS, QT_OWNER_COUNT, owner); }
qt_str qt_resolved_name(qt_resolved resolved) { return name_of(RESOLVEDS, QT_RESOLVED_COUNT, resolved); }
qt_str qt_about_role_name(qt_about_role role) { return name_of(ROLES, QT_ABOUT_ROLES, role); }

qt_kind qt_kind_of(qt_str name) { return (qt_kind)value_of(KINDS, QT_KIND_COUNT, name); }
qt_voice qt_voice_of(qt_str name) { return (qt_voice)value_of(VOICES, QT_VOICE_COUNT, name); }
qt_polarity qt_polarity_of(qt_str name) { return (qt_polarity)value_of(POLARITIES, QT_POLARITY_COUNT, name); }
qt_certainty qt_certainty_of(qt_str name) { return (qt_certainty)value_of(CERTAINTIES, QT_CERTAINTY_COUNT, name); }
qt_whom qt_whom_of(qt_str name) { return (qt_whom)value_of(WHOM, QT_WHOM_COUNT, name); }
qt_channel_type qt_channel_of(qt_str name) { return (qt_channel_type)value_of(CHANNELS, QT_CHANNEL_COUNT, name); }
qt_owner qt_owner_of(qt_str name) { return (qt_owner)value_of(OWNERS, QT_OWNER_COUNT, name); }
qt_resolved qt_resolved_of(qt_str name) { return (qt_resolved)value_of(RESOLVEDS, QT_RESOLVED_COUNT, name); }
qt_about_role qt_about_role_of(qt_str name) { return (qt_about_role)value_of(ROLES, QT_ABOUT_ROLES, name); }

#include "ingest/dates.h"

#include <stdio.h>

typedef struct cursor {
    const char *at, *end;
} cursor;

static bool digit(char c) { return c >= '0' && c <= '9'; }
static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c; }

static bool take(cursor *c, char wanted)
{
    if (c->at == c->end || *c->at != wanted) return false;
    c->at++;
    return true;
}

/* Exactly `count` digits. */
static bool number(cursor *c, int count, int *out)
{
    int value = 0;
    if (c->end - c->at < count) return false;
    for (int i = 0; i < count; i++) {
        if (!digit(c->at[i])) return false;
        value = value * 10 + (c->at[i] - '0');
    }
    c->at += count;
    *out = value;
    return true;
}

static bool leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

static bool day_exists(int year, int month, int day)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1) return false;
    return day <= days[month - 1] + (month == 2 && leap(year));
}

/* 0 is Sunday (Sakamoto's method, for the Gregorian calendar). */
static int weekday(int year, int month, int day)
{
    static const int shift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    if (month < 3) year--;
    return (year + year / 4 - year / 100 + year / 400 + shift[month - 1] + day) % 7;
}

static bool time_exists(int hour, int minute, int second)
{
    if (hour == 24) return minute == 0 && second == 0; /* ISO 8601's midnight at the end of a day */
    return hour < 24 && minute < 60 && second <= 60;   /* 60: a leap second */
}

/* "Z", ±hh, ±hhmm or ±hh:mm. */
static bool iso_zone(cursor *c)
{
    int hour, minute = 0;
    if (take(c, 'Z') || take(c, 'z')) return true;
    if (!take(c, '+') && !take(c, '-')) return false;
    if (!number(c, 2, &hour)) return false;
    if (c->at == c->end) return hour < 24;
    take(c, ':');
    return number(c, 2, &minute) && hour < 24 && minute < 60;
}

/* hh:mm[:ss[.fraction]][zone] */
static bool iso_time(cursor *c)
{
    int hour, minute, second = 0;
    if (!number(c, 2, &hour) || !take(c, ':') || !number(c, 2, &minute)) return false;
    if (take(c, ':')) {
        if (!number(c, 2, &second)) return false;
        if (take(c, '.') || take(c, ',')) {
            if (c->at == c->end || !digit(*c->at)) return false;
            while (c->at < c->end && digit(*c->at)) c->at++;
        }
    }
    if (!time_exists(hour, minute, second)) return false;
    return c->at == c->end || iso_zone(c);
}

static bool iso_extended(qt_str s)
{
    cursor c = {s.data, s.data + s.size};
    int year, month, day;
    if (!number(&c, 4, &year)) return false;
    if (c.at == c.end) return true;
    if (!take(&c, '-') || !number(&c, 2, &month) || !day_exists(year, month, 1)) return false;
    if (c.at == c.end) return true;
    if (!take(&c, '-') || !number(&c, 2, &day) || !day_exists(year, month, day)) return false;
    if (c.at == c.end) return true;
    if (!take(&c, 'T') && !take(&c, 't') && !take(&c, ' ')) return false;
    return iso_time(&c) && c.at == c.end;
}

static bool iso_basic(qt_str s, char buffer[QT_DATE_SIZE])
{
    cursor c = {s.data, s.data + s.size};
    int year, month, day;
    if (s.size != 8 || !number(&c, 4, &year) || !number(&c, 2, &month) || !number(&c, 2, &day)) return false;
    if (!day_exists(year, month, day)) return false;
    snprintf(buffer, QT_DATE_SIZE, "%04d-%02d-%02d", year, month, day);
    return true;
}

/* The index of the name at the cursor (three letters each, any case), or -1. */
static int name_of(cursor *c, const char *names, int count)
{
    if (c->end - c->at < 3) return -1;
    for (int i = 0; i < count; i++)
        if (lower(c->at[0]) == names[3 * i] && lower(c->at[1]) == names[3 * i + 1] &&
            lower(c->at[2]) == names[3 * i + 2]) {
            c->at += 3;
            return i;
        }
    return -1;
}

static bool blanks(cursor *c)
{
    const char *before = c->at;
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t')) c->at++;
    return c->at > before;
}

/* RFC 5322's zones, written as ISO 8601 does. "-0000" says that the local zone is not known: the time is UTC. Military
 * letters say nothing certain (RFC 5322, 4.3), so they are not taken. */
static bool mail_zone(cursor *c, char zone[8])
{
    static const struct {
        const char *name, *iso;
    } named[] = {{"gmt", "Z"},      {"ut", "Z"},       {"utc", "Z"},      {"z", "Z"},
                 {"est", "-05:00"}, {"edt", "-04:00"}, {"cst", "-06:00"}, {"cdt", "-05:00"},
                 {"mst", "-07:00"}, {"mdt", "-06:00"}, {"pst", "-08:00"}, {"pdt", "-07:00"}};
    int hour, minute;
    char sign = c->at < c->end ? *c->at : '\0';
    if (take(c, '+') || take(c, '-')) {
        if (!number(c, 2, &hour) || !number(c, 2, &minute) || hour > 23 || minute > 59) return false;
        if (hour == 0 && minute == 0) snprintf(zone, 8, "Z");
        else snprintf(zone, 8, "%c%02d:%02d", sign, hour, minute);
        return true;
    }
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        size_t size = strlen(named[i].name), same = 0;
        while (same < size && (size_t)(c->end - c->at) > same && lower(c->at[same]) == named[i].name[same]) same++;
        if (same == size && (size_t)(c->end - c->at) == size) {
            snprintf(zone, 8, "%s", named[i].iso);
            c->at += size;
            return true;
        }
    }
    return false;
}

/* [day-name ","] day month year hour:minute[:second] zone */
static bool mail_date(qt_str s, char buffer[QT_DATE_SIZE])
{
    cursor c = {s.data, s.data + s.size};
    int year, day, hour, minute, second = 0;
    char zone[8];
    int named_day = name_of(&c, "sunmontuewedthufrisat", 7);
    if (named_day >= 0) {
        if (!take(&c, ',')) return false;
        blanks(&c);
    }
    if (!number(&c, 2, &day) && !number(&c, 1, &day)) return false;
    if (!blanks(&c)) return false;
    int month = name_of(&c, "janfebmaraprmayjunjulaugsepoctnovdec", 12) + 1;
    if (month == 0 || !blanks(&c) || !number(&c, 4, &year) || !blanks(&c)) return false;
    if (!day_exists(year, month, day) || (named_day >= 0 && weekday(year, month, day) != named_day)) return false;
    if (!number(&c, 2, &hour) || !take(&c, ':') || !number(&c, 2, &minute)) return false;
    if (take(&c, ':') && !number(&c, 2, &second)) return false;
    if (hour == 24 || !time_exists(hour, minute, second)) return false;
    if (!blanks(&c) || !mail_zone(&c, zone) || c.at != c.end) return false;
    snprintf(buffer, QT_DATE_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d%s", year, month, day, hour, minute, second, zone);
    return true;
}

bool qt_date_read(qt_str given, char buffer[QT_DATE_SIZE], qt_str *out)
{
    while (given.size && (unsigned char)given.data[0] <= ' ') given.data++, given.size--;
    while (given.size && (unsigned char)given.data[given.size - 1] <= ' ') given.size--;
    if (given.size == 0 || given.size >= QT_DATE_SIZE) return false;
    if (iso_extended(given)) {
        memcpy(buffer, given.data, given.size);
        *out = (qt_str){buffer, given.size};
        return true;
    }
    if (!iso_basic(given, buffer) && !mail_date(given, buffer)) return false;
    *out = qt_str_of(buffer);
    return true;
}

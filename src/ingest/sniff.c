#include "ingest/sniff.h"

/* First bytes, from the formats' own specifications (as file(1) knows them). */
/* clang-format off */
static const struct {
    const char *bytes;
    unsigned short size, at;
    const char *what;
} magic[] = {
    {"%PDF-", 5, 0, "a PDF document"},
    {"PK\3\4", 4, 0, "a zip archive (or an Office, OpenDocument or EPUB file)"},
    {"PK\5\6", 4, 0, "an empty zip archive"},
    {"\x1f\x8b", 2, 0, "gzip-compressed"},
    {"BZh", 3, 0, "bzip2-compressed"},
    {"\xfd" "7zXZ\0", 6, 0, "xz-compressed"},
    {"\x28\xb5\x2f\xfd", 4, 0, "zstd-compressed"},
    {"7z\xbc\xaf\x27\x1c", 6, 0, "a 7-Zip archive"},
    {"Rar!\x1a\x07", 6, 0, "a RAR archive"},
    {"ustar", 5, 257, "a tar archive"},
    {"\x89PNG\r\n\x1a\n", 8, 0, "a PNG picture"},
    {"\xff\xd8\xff", 3, 0, "a JPEG picture"},
    {"GIF87a", 6, 0, "a GIF picture"},
    {"GIF89a", 6, 0, "a GIF picture"},
    {"II*\0", 4, 0, "a TIFF picture"},
    {"MM\0*", 4, 0, "a TIFF picture"},
    {"WEBP", 4, 8, "a WebP picture"},
    {"ftyp", 4, 4, "a video, or a HEIF or AVIF picture"},
    {"WAVE", 4, 8, "a WAVE sound"},
    {"ID3", 3, 0, "an MP3 sound"},
    {"OggS", 4, 0, "an Ogg sound or video"},
    {"\x1a\x45\xdf\xa3", 4, 0, "a Matroska or WebM video"},
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, 0, "an old Office document"},
    {"{\\rtf", 5, 0, "a Rich Text document"},
    {"SQLite format 3\0", 16, 0, "an SQLite database"},
    {"\x7f" "ELF", 4, 0, "a program"},
    {"WARC/", 5, 0, "a WARC web archive"},
};

/* Text formats by how they open, after blanks and a byte order mark; lower case, any case matches. */
static const struct {
    const char *opening, *what;
} openings[] = {{"<!doctype html", "an HTML page"}, {"<html", "an HTML page"}, {"<?xml", "an XML document"}};

static const struct {
    const char *extension, *what;
} names[] = {
    {"htm", "an HTML page"},     {"html", "an HTML page"},    {"xhtml", "an HTML page"},   {"mhtml", "an HTML page"},
    {"xml", "an XML document"},  {"rss", "a feed"},           {"atom", "a feed"},          {"csv", "a table (CSV)"},
    {"tsv", "a table (TSV)"},    {"eml", "an e-mail"},        {"mbox", "a mailbox"},       {"rtf", "a Rich Text document"},
    {"warc", "a WARC web archive"},
};
/* clang-format on */

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c; }

qt_str qt_sniff_bytes(qt_str head)
{
    for (size_t i = 0; i < sizeof magic / sizeof *magic; i++)
        if (head.size >= (size_t)magic[i].at + magic[i].size &&
            memcmp(head.data + magic[i].at, magic[i].bytes, magic[i].size) == 0)
            return qt_str_of(magic[i].what);
    if (qt_str_starts(head, QT_STR("\xef\xbb\xbf"))) head.data += 3, head.size -= 3;
    while (head.size && (head.data[0] == ' ' || (head.data[0] >= '\t' && head.data[0] <= '\r')))
        head.data++, head.size--;
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        qt_str opening = qt_str_of(openings[i].opening);
        size_t same = 0;
        while (same < opening.size && same < head.size && lower(head.data[same]) == opening.data[same]) same++;
        if (same == opening.size) return qt_str_of(openings[i].what);
    }
    return (qt_str){NULL, 0};
}

void qt_extension(qt_str name, char out[16])
{
    size_t dot = name.size;
    out[0] = '\0';
    while (dot > 0 && name.data[dot - 1] != '.') dot--;
    if (dot <= 1 || name.size - dot > 15) return; /* none, or a hidden file's whole name */
    for (size_t i = dot; i < name.size; i++) out[i - dot] = lower(name.data[i]);
    out[name.size - dot] = '\0';
}

qt_str qt_sniff_name(qt_str name)
{
    char extension[16];
    qt_extension(name, extension);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(extension, names[i].extension) == 0) return qt_str_of(names[i].what);
    return (qt_str){NULL, 0};
}

#include "cli/output.h"

#include "annotation_json.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/message.h"
#include "cli/safe.h"

void qt_out_open(qt_out *out, int fd)
{
    out->fd = fd;
    out->terminal = isatty(fd) == 1;
    out->failed = 0;
    out->used = 0;
}

void qt_out_flush(qt_out *out)
{
    size_t done = 0;
    while (done < out->used && !out->failed) {
        ssize_t n = write(out->fd, out->buffer + done, out->used - done);
        if (n >= 0) {
            done += (size_t)n;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            struct pollfd ready = {.fd = out->fd, .events = POLLOUT};
            if (poll(&ready, 1, -1) < 0 && errno != EINTR) out->failed = errno;
        } else if (errno != EINTR) {
            out->failed = errno;
        }
    }
    out->used = 0;
}

void qt_out_write(qt_out *out, qt_str bytes)
{
    size_t at = 0;
    while (at < bytes.size && !out->failed) {
        size_t room = QT_OUT_BUFFER - out->used, n = bytes.size - at < room ? bytes.size - at : room;
        memcpy(out->buffer + out->used, bytes.data + at, n);
        out->used += n;
        at += n;
        if (out->used == QT_OUT_BUFFER) qt_out_flush(out);
    }
}

int qt_out_row(qt_out *out)
{
    if (out->terminal) qt_out_flush(out);
    return out->failed ? QUOTH_FAILED : QUOTH_OK;
}

int qt_out_finish(qt_out *out, int status)
{
    qt_out_flush(out);
    if (!out->failed) return status;
    if (out->failed != EPIPE) qt_message("standard output: %s", strerror(out->failed));
    return QUOTH_FAILED;
}

/* Splits code points above U+FFFF as JSON wants them (RFC 8259, section 7). */
static void write_escape(qt_out *out, uint32_t code)
{
    char escape[16];
    int n = code < 0x10000 ? snprintf(escape, sizeof escape, "\\u%04X", (unsigned)code)
                           : snprintf(escape, sizeof escape, "\\u%04X\\u%04X", (unsigned)(0xd7c0 + (code >> 10)),
                                      (unsigned)(0xdc00 + (code & 0x3ff)));
    if (n > 0) qt_out_write(out, (qt_str){escape, (size_t)n});
}

/* Outside ASCII, JSON has nothing but the insides of strings, so each code point can be escaped where it stands. */
static int write_chunk(const char *data, size_t size, void *context)
{
    qt_out *out = context;
    qt_str chunk = {data, size};
    size_t plain = 0, at = 0;
    while (at < size) {
        uint32_t code = (unsigned char)data[at];
        size_t n = code < 0x80 ? 1 : qt_utf8_decode(chunk, at, &code);
        if (n && code >= 0x7f && qt_unsafe_to_print(code)) {
            qt_out_write(out, (qt_str){data + plain, at - plain});
            write_escape(out, code);
            plain = at + n;
        }
        at += n ? n : 1;
    }
    qt_out_write(out, (qt_str){data + plain, size - plain});
    return out->failed ? -1 : 0;
}

void qt_out_json_text(qt_out *out, qt_str text) { (void)write_chunk(text.data, text.size, out); }

int qt_out_json(qt_out *out, const json_t *value)
{
    if (json_dump_callback(value, write_chunk, out, QT_JSON_FLAGS | JSON_ENCODE_ANY) != 0 && !out->failed)
        out->failed = ENOMEM;
    qt_out_write(out, QT_STR("\n"));
    return qt_out_row(out);
}

/* SHA-256 (FIPS 180-4), by OpenSSL's libcrypto. */
#ifndef QT_BASE_SHA256_H
#define QT_BASE_SHA256_H

#include "base/error.h"

typedef struct qt_sha256 {
    uint8_t bytes[32];
} qt_sha256;

int qt_sha256_of(qt_str data, qt_sha256 *out, quoth_error *error);

/* 64 lower-case hex digits and a NUL. */
void qt_sha256_hex(const qt_sha256 *digest, char out[65]);
/* Back from them; false, and *out of no use, where `hex` is anything else. */
bool qt_sha256_read(qt_str hex, qt_sha256 *out);

#endif

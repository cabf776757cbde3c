#include "base/sha256.h"

#include <openssl/evp.h>

int qt_sha256_of(qt_str data, qt_sha256 *out, quoth_error *error)
{
    qt_sha256 digest;
    unsigned size = sizeof digest.bytes;
    if (!EVP_Digest(data.size ? data.data : "", data.size, digest.bytes, &size, EVP_sha256(), NULL))
        return qt_fail(error, QUOTH_FAILED, "libcrypto offers no SHA-256");
    *out = digest;
    return QUOTH_OK;
}

void qt_sha256_hex(const qt_sha256 *digest, char out[65])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < 32; i++) {
        out[2 * i] = digits[digest->bytes[i] >> 4];
        out[2 * i + 1] = digits[digest->bytes[i] & 15];
    }
    out[64] = '\0';
}

bool qt_sha256_read(qt_str hex, qt_sha256 *out)
{
    static const char digits[] = "0123456789abcdef";
    if (hex.size != 64) return false;
    for (size_t i = 0; i < 64; i++) {
        const char *digit = hex.data[i] ? strchr(digits, hex.data[i]) : NULL;
        if (!digit) return false;
        unsigned value = (unsigned)(digit - digits);
        out->bytes[i / 2] = (uint8_t)(i % 2 ? out->bytes[i / 2] | value : value << 4);
    }
    return true;
}

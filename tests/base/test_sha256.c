/* SHA-256 against the examples of FIPS 180-4 (NIST's "SHA256.pdf") and a million letters a. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/sha256.h"

static void check(qt_str data, const char *wanted)
{
    qt_sha256 digest;
    char hex[65];
    quoth_error error = {0};
    assert_int_equal(qt_sha256_of(data, &digest, &error), QUOTH_OK);
    qt_sha256_hex(&digest, hex);
    assert_string_equal(hex, wanted);
}

static void examples(void **state)
{
    (void)state;
    check(QT_STR("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check(QT_STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    check((qt_str){NULL, 0}, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    char *letters = malloc(1000000);
    assert_non_null(letters);
    memset(letters, 'a', 1000000);
    check((qt_str){letters, 1000000}, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(letters);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(examples)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

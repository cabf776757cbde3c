/* Files that are no proper safetensors: cut, too long, overlapping. */
#include "bent_files.h"

/* Every prefix of the header, and many of the rest: none may open. */
static void a_file_cut_anywhere_is_refused(void **state)
{
    (void)state;
    parts p = take_apart(FIXTURE("network"));
    size_t header_end = (size_t)(p.data - p.file.data);
    for (size_t size = 0; size < p.file.size; size += size < 64 ? 1 : 997) {
        char *copy = malloc(size ? size : 1); /* exactly as long, so that the sanitizer sees a read past its end */
        assert_non_null(copy);
        memcpy(copy, p.file.data, size);
        check_refused((qt_str){copy, size}, size < 8            ? "too short"
                                            : size < header_end ? "ends within its header"
                                                                : "may have been cut");
        free(copy);
    }
    discard(&p);
}

static void a_header_that_is_too_long_is_refused(void **state)
{
    (void)state;
    check_refused(QT_STR("\xff\xff\xff\xff\xff\xff\xff\xff{}"), "header would have 18446744073709551615 bytes");
    check_refused(QT_STR("\x00\x00\x50\x00\x00\x00\x00\x00{}"), "header would have 5242880 bytes");
    check_refused(QT_STR("\x00\x00\x30\x00\x00\x00\x00\x00{}"), "ends within its header");
}

static void a_header_that_is_not_json_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *header, *message;
    } bad[] = {
        {"", "not JSON"},
        {"{\"a\":", "not JSON"},
        {"[]", "not a JSON object"},
        {"{\"a\":{},\"a\":{}}", "duplicate"},
        {"{\"a\":{}}", "no proper dtype"},
        {"{\"a\":7}", "no proper dtype"},
        {"{\"a\":{\"dtype\":\"I3\",\"shape\":[],\"data_offsets\":[0,0]}}", "no proper dtype"},
        {"{\"a\":{\"dtype\":\"I8\",\"shape\":[0],\"data_offsets\":[0]}}", "no proper dtype"},
        {"{\"a\":{\"dtype\":\"I8\",\"shape\":[-1],\"data_offsets\":[0,0]}}", "impossible shape"},
        {"{\"a\":{\"dtype\":\"I8\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}", "impossible shape"},
        {"{\"a\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[-1,0]}}", "no proper dtype"},
        {"{\"a\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[1,0]}}", "past the end"},
        {"{\"__metadata__\":{\"format\":1}}", "not a string"},
        {"{}", "names no format"},
        {"{\"\\u0000\":{}}", "not JSON"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        qt_str file = join_file(bad[i].header, strlen(bad[i].header), "", 0);
        check_refused(file, bad[i].message);
        free_file(file);
    }
}

static void deep_nesting_is_refused(void **state)
{
    (void)state;
    static char deep[100000];
    memset(deep, '[', sizeof deep);
    qt_str file = join_file(deep, sizeof deep, "", 0);
    check_refused(file, "not JSON");
    free_file(file);
}

static void tensors_must_cover_the_file_once(void **state)
{
    (void)state;
    static const struct {
        const char *header, *message;
    } bad[] = {
        {"{\"a\":{\"dtype\":\"I8\",\"shape\":[6],\"data_offsets\":[0,6]},\"b\":{\"dtype\":\"I8\",\"shape\":[4],"
         "\"data_offsets\":[4,8]}}",
         "\"b\" overlaps"},
        {"{\"a\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[0,2]},\"b\":{\"dtype\":\"I8\",\"shape\":[4],"
         "\"data_offsets\":[4,8]}}",
         "\"b\" leaves a gap"},
        {"{\"a\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[0,2]}}", "goes on after its last tensor"},
        {"{\"a\":{\"dtype\":\"I8\",\"shape\":[9],\"data_offsets\":[0,9]}}", "past the end"},
        {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,7]}}", "has 7 bytes where its shape takes 8"},
        {"{\"a\":{\"dtype\":\"I8\",\"shape\":[8],\"data_offsets\":[1,9]}}", "past the end"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        qt_str file = join_file(bad[i].header, strlen(bad[i].header), "12345678", 8);
        quoth_error error = {0};
        qt_model *model = NULL;
        assert_int_equal(qt_model_open_memory(file, NULL, &model, &error), QUOTH_REFUSED);
        assert_true(error.has_byte);
        if (!strstr(error.message, bad[i].message))
            fail_msg("the message is \"%s\", not \"%s\"", error.message, bad[i].message);
        free_file(file);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_cut_anywhere_is_refused),       cmocka_unit_test(a_header_that_is_too_long_is_refused),
        cmocka_unit_test(a_header_that_is_not_json_is_refused), cmocka_unit_test(deep_nesting_is_refused),
        cmocka_unit_test(tensors_must_cover_the_file_once),
    };
    return cmocka_run_group_tests_name("nn/safetensors", tests, NULL, NULL);
}

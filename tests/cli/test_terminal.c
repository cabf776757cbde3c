/* The program on a pseudo-terminal: colours, NO_COLOR, TERM=dumb, width, and nothing hostile passes. */
#define _XOPEN_SOURCE 700 /* posix_openpt */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <sys/ioctl.h>
#include <termios.h>

#include "fixture.h"
#include "run.h"

/* Runs a line of shell with a terminal of `columns` for its standard output and error; what it printed there. */
static const char *on_terminal(unsigned short columns, const char *format, ...) __attribute__((format(printf, 2, 3)));
static const char *on_terminal(unsigned short columns, const char *format, ...)
{
    static char text[RUN_MOST];
    char line[1024];
    va_list list;
    va_start(list, format);
    assert_in_range(vsnprintf(line, sizeof line, format, list), 1, sizeof line - 1);
    va_end(list);
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
    int terminal = open(ptsname(master), O_RDWR | O_NOCTTY);
    struct winsize size = {.ws_col = columns, .ws_row = 24};
    assert_true(terminal >= 0 && ioctl(terminal, TIOCSWINSZ, &size) == 0);
    pid_t child = fork();
    if (child == 0) {
        if (chdir(folder) != 0 || dup2(terminal, 1) < 0 || dup2(terminal, 2) < 0) _exit(99);
        execl("/bin/sh", "sh", "-c", line, (char *)NULL);
        _exit(99);
    }
    close(terminal);
    size_t used = 0;
    ssize_t n;
    while ((n = read(master, text + used, sizeof text - 1 - used)) > 0 || (n < 0 && errno == EINTR))
        used += n > 0 ? (size_t)n : 0; /* ends with EIO when the child's side is closed */
    text[used] = '\0';
    close(master);
    assert_int_equal(waitpid(child, NULL, 0), child);
    return text;
}

#define QUOTH_ON(environment, arguments) "unset NO_COLOR; " environment " '" QUOTH_BINARY "' " arguments

static void test_colours(void **state)
{
    (void)state;
    const char *text = on_terminal(100, QUOTH_ON("TERM=xterm", "statements case.quoth"));
    HAS(text, "\033[1;36mThe Port Ministry\033[0m");
    HAS(text, "\033[35mdenied\033[0m");
    HAS(text, "\033[4;33m‹alleged›\033[0m");
    HAS(text, "\033[1mweeks before\033[0m");
    assert_null(strstr(text, "\033[31mno accident")); /* the document's own sequences do not pass */
    HAS(text, "␛[31mno accident␛[0m");
    assert_null(strstr(text, "\xe2\x80\xae"));
}

static void test_no_colours(void **state)
{
    (void)state;
    assert_null(strchr(on_terminal(100, QUOTH_ON("TERM=xterm NO_COLOR=1", "statements case.quoth")), '\033'));
    assert_null(strchr(on_terminal(100, QUOTH_ON("TERM=dumb", "statements case.quoth")), '\033'));
    assert_null(strchr(on_terminal(100, QUOTH_ON("TERM=", "statements case.quoth")), '\033'));
    assert_null(strchr(on_terminal(100, QUOTH_ON("TERM=xterm", "statements case.quoth | cat")), '\033'));
    assert_non_null(strchr(on_terminal(100, QUOTH_ON("TERM=xterm NO_COLOR=", "statements case.quoth")), '\033'));
}

static size_t widest(const char *text)
{
    size_t most = 0, columns = 0;
    for (; *text; text++) {
        columns += ((unsigned char)*text & 0xc0) != 0x80 && *text != '\r' && *text != '\n';
        if (columns > most) most = columns;
        if (*text == '\n') columns = 0;
    }
    return most;
}

static void test_width(void **state)
{
    (void)state;
    assert_int_equal(widest(on_terminal(70, QUOTH_ON("TERM=dumb", "statements case.quoth"))), 70);
    assert_int_equal(widest(on_terminal(44, QUOTH_ON("TERM=dumb", "statements case.quoth"))), 44);
    assert_int_equal(widest(on_terminal(300, QUOTH_ON("TERM=dumb", "statements case.quoth"))), 120);
    assert_int_equal(widest(on_terminal(0, QUOTH_ON("TERM=dumb", "statements case.quoth"))), 100);
    assert_in_range(widest(on_terminal(60, QUOTH_ON("TERM=dumb", "documents case.quoth"))), 40, 60);
}

/* JSON and CSV on a terminal carry no control sequences either. */
static void test_formats(void **state)
{
    (void)state;
    const char *text = on_terminal(100, QUOTH_ON("TERM=xterm", "statements case.quoth --json"));
    assert_null(strchr(text, '\033'));
    HAS(text, "\\u001B[31mno accident");
    assert_null(strchr(on_terminal(100, QUOTH_ON("TERM=xterm", "statements case.quoth --csv")), '\033'));
}

static void test_progress(void **state)
{
    (void)state;
    write_file("pier.txt", "The harbour master said on Tuesday that the pier was unsafe. The ministry denied it.\n");
    const char *text = on_terminal(100, QUOTH_ON("TERM=xterm", "add p.quoth pier.txt --model " MODEL));
    HAS(text, "\r\033[K[");
    HAS(text, " %  ");
    HAS(text, "\r\033[Kquoth: 1 document added");
    text = on_terminal(100, QUOTH_ON("TERM=dumb", "add q.quoth pier.txt --model " MODEL));
    assert_null(strchr(text, '\033'));
    assert_null(strchr(text, '['));
    text = on_terminal(100, QUOTH_ON("TERM=xterm", "add r.quoth pier.txt --model " MODEL " 2>&1 | cat"));
    assert_null(strchr(text, '\033'));
}

static int set_up(void **state)
{
    (void)state;
    char path[64];
    make_folder();
    (void)snprintf(path, sizeof path, "%s/case.quoth", folder);
    make_case(path);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_colours), cmocka_unit_test(test_no_colours), cmocka_unit_test(test_width),
        cmocka_unit_test(test_formats), cmocka_unit_test(test_progress),
    };
    return cmocka_run_group_tests(tests, set_up, remove_folder);
}

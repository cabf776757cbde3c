#!/usr/bin/env python3
"""The habits of the house that a compiler does not check.

check_house.py [--library FILE.a] [ROOT]   checks the tree (and the library's symbols)
check_house.py --self-test                 shows that each fault is seen
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

LONG_FILE = 400  # lines; a longer one is a warning: a person should be able to read a file in one sitting

# Never, in any room: unbounded, locale-bound or unable to report an error.
BANNED = ["strcpy", "strcat", "stpcpy", "sprintf", "vsprintf", "gets", "strtok", "strtok_r", "atoi", "atol", "atoll", "atof",
          "system", "popen", "alloca", "tmpnam", "mktemp", "strncpy", "strncat", "scanf", "sscanf", "fscanf",
          "setlocale", "rand", "srand", "longjmp", "setjmp"]
# Not in the library: it never prints, ends the process or reads the environment.
BANNED_IN_LIBRARY = ["printf", "vprintf", "puts", "putchar", "perror", "psignal", "err", "errx", "warn", "warnx", "abort",
                     "exit", "_exit", "_Exit", "quick_exit", "atexit", "assert", "getenv", "secure_getenv", "setenv",
                     "putenv", "unsetenv", "isatty", "signal",
                     "sigaction"]
PRINTS = re.compile(r"\b(?:v?fprintf|fputs|fputc|putc|fwrite)\s*\([^;]*\b(?:stderr|stdout)\b")

# Words that quoth must never use of its own findings (what is printed of them is in string literals).
VERDICTS = re.compile(r"\b(?:independently|independent of|corroborat\w+|undisputed|best supported|debunked|proves)\b", re.I)
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|HACK|XXX)\b")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|root|Users|work|mnt)/\w")

TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def only_code(text):
    """The text with comments, strings and characters blanked, line numbers kept."""
    return TOKEN.sub(lambda m: '""' + "\n" * m.group().count("\n"), text)


def only_strings(text):
    """(line, literal) for each string literal."""
    for match in TOKEN.finditer(text):
        if match.group().startswith('"'):
            yield text.count("\n", 0, match.start()) + 1, match.group()


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def check_source(root, path):
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(root).as_posix()
    code = only_code(text)
    banned = BANNED + ([] if name.startswith("src/cli/") else BANNED_IN_LIBRARY)
    call = re.compile(r"(?<![\w.>])(" + "|".join(map(re.escape, banned)) + r")\s*\(")
    for match in call.finditer(code):
        yield f"{name}:{line_of(code, match.start())}: {match.group(1)}() is banned here"
    if not name.startswith("src/cli/"):
        for match in PRINTS.finditer(code):
            yield f"{name}:{line_of(code, match.start())}: the library does not print"
    for match in UNFINISHED.finditer(text):
        yield f"{name}:{line_of(text, match.start())}: unfinished: {match.group()}"
    for line, literal in only_strings(text):
        match = VERDICTS.search(literal)
        if match:
            yield f"{name}:{line}: \"{match.group()}\" is a verdict"


def check_table(root, path):
    """A lexicon table: comments, a header with a column `source`, no row twice; where a comment says "Sorted by byte",
    the first column is sorted and unique."""
    name = path.relative_to(root).as_posix()
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError:
        yield f"{name}:1: not UTF-8"
        return
    is_sorted = any(line.startswith("#") and "sorted by byte" in line.lower() for line in lines)
    header, last, seen = None, None, set()
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            if "source" not in header:
                yield f"{name}:{number}: no column named source"
                return
            continue
        if len(cells) != len(header):
            yield f"{name}:{number}: {len(cells)} columns, the header has {len(header)}"
            continue
        if not cells[header.index("source")].strip():
            yield f"{name}:{number}: no source"
        if any(cell != cell.strip() for cell in cells):
            yield f"{name}:{number}: a cell begins or ends with a space"
        row = tuple(cell for cell, column in zip(cells, header) if column not in ("source", "note"))
        if row in seen:
            yield f"{name}:{number}: {cells[0]!r} is there twice"
        seen.add(row)
        key = cells[0].encode()
        if is_sorted and last is not None and key <= last:
            yield f"{name}:{number}: {cells[0]!r} is {'there twice' if key == last else 'out of order'} (sort by byte)"
        last = key
    if header is None:
        yield f"{name}:1: no header"


def check_symbols(library):
    """No object of the library may be writable: state belongs to handles. Constants with addresses in them are not."""
    listing = subprocess.run(["nm", "-f", "sysv", str(library)], capture_output=True, text=True, check=True).stdout
    for line in listing.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != 7 or cells[3] != "OBJECT" and cells[2].upper() != "C":
            continue
        section = cells[6]
        if section.startswith((".data", ".bss", ".tdata", ".tbss", "*COM*")) and not section.startswith(".data.rel.ro"):
            yield f"{library.name}: {cells[0]} is a mutable global ({section})"


def check_paths(root, path):
    name = path.relative_to(root).as_posix()
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        if MACHINE_PATH.search(line):
            yield f"{name}:{number}: a path of one machine"


def check_manual(root):
    """The manual page names every option and command of the program."""
    manual = root / "docs/quoth.1"
    options, commands = root / "src/cli/options.c", root / "src/cli/commands.h"
    if not manual.is_file() or not options.is_file() or not commands.is_file():
        return
    text = manual.read_text(encoding="utf-8").replace("\\-", "-")
    for name in re.findall(r"\[QT_OPTION_\w+\] = \{\"([\w-]+)\"", options.read_text(encoding="utf-8")):
        if not re.search(rf"--{name}\b", text):
            yield f"docs/quoth.1:1: says nothing of --{name}"
    for name in re.findall(r"\bqt_command_(\w+)", commands.read_text(encoding="utf-8")):
        if f".TP\n.B {name}\n" not in text:
            yield f"docs/quoth.1:1: says nothing of the command {name}"


def files(root, patterns):
    found = {path for pattern in patterns for path in root.glob(pattern) if path.is_file()}
    return sorted(path for path in found if "build" not in path.relative_to(root).parts[:1])


def check(root, library=None):
    faults = []
    sources = files(root, ["src/**/*.[ch]", "include/*.h"])
    for path in sources:
        faults += check_source(root, path)
    for path in files(root, ["lexicon/*.tsv"]):
        faults += check_table(root, path)
    for path in sources + files(root, ["*.md", "docs/**/*", "tests/**/*.[ch]", "fuzz/*.c", "bench/*", "train/*.py", "train/*.md",
                                       "train/*.sh", "models/*.md", "examples/*.md", "CMakeLists.txt", "cmake/*"]):
        faults += check_paths(root, path)
    faults += check_manual(root)
    if library:
        faults += check_symbols(library)
    warnings = []
    for path in files(root, ["src/**/*.[ch]", "tests/**/*.[ch]"]):
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > LONG_FILE:
            warnings.append(f"{path.relative_to(root)}: {lines} lines; can it be two files?")
    return faults, warnings


def self_test():
    table = "# Words. Sorted by byte.\nword\tkind\tsource\na\tx\town\nb\tx\town\n"
    good = {"src/base/a.c": '/* strcpy( */ const char *f(void) { return "exit( system("; }\n', "lexicon/t.tsv": table,
            "src/cli/main.c": "int main(void) { printf(\"x\"); exit(1); }\n", "README.md": "under /usr/share/quoth\n",
            "docs/quoth.1": ".TP\n.B add\n.BI \\-\\-jobs N\n", "src/cli/commands.h": "qt_command_add;\n",
            "src/cli/options.c": "[QT_OPTION_JOBS] = {\"jobs\", \"N\"},\n",
            "src/base/b.c": "struct s { int (*exit)(int); }; int g(struct s *s) { return s->exit(1); }\n"}
    bad = {"a banned function": {"src/cli/x.c": "void f(char *a) { strcpy(a, a); }\n"},
           "a library that exits": {"src/text/x.c": "void f(void) { exit (1); }\n"},
           "a library that prints": {"src/text/x.c": "void f(void) { fprintf(stderr, \"x\"); }\n"},
           "a library that reads the environment": {"src/text/x.c": "void f(void) { getenv(\"HOME\"); }\n"},
           "unfinished work": {"src/text/x.c": "/* TODO */\n"},
           "a verdict": {"src/cli/x.c": "const char *a = \"corroborated by two\";\n"},
           "a row without source": {"lexicon/t.tsv": table + "c\tx\t\n"},
           "a row too short": {"lexicon/t.tsv": table + "c\town\n"},
           "a row out of order": {"lexicon/t.tsv": table + "aa\tx\town\n"},
           "a row twice": {"lexicon/t.tsv": table + "b\ty\town\n"},
           "a table without sources": {"lexicon/t.tsv": "word\tkind\na\tb\n"},
           "an option without manual": {"src/cli/options.c": "[QT_OPTION_X] = {\"x\", NULL},\n"},
           "a command without manual": {"src/cli/commands.h": "qt_command_add, qt_command_x;\n"},
           "a path of one machine": {"README.md": "see /" + "home/someone/quoth\n"}}
    failed = 0
    for name, change in [("a good tree", {})] + list(bad.items()):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for file, content in {**good, **change}.items():
                (root / file).parent.mkdir(parents=True, exist_ok=True)
                (root / file).write_text(content, encoding="utf-8")
            faults = check(root)[0]
        if bool(faults) != bool(change):
            failed += 1
            print(f"self-test: {name}: {faults or 'not seen'}")
    return failed + self_test_symbols()


def self_test_symbols():
    failed = 0
    for name, code, wanted in [("constants", "static const char *const a[] = {\"x\"}; const char *f(int i) { return a[i]; }", False),
                               ("a counter", "int f(void) { static int n; return ++n; }", True),
                               ("a global", "int state = 3;", True)]:
        with tempfile.TemporaryDirectory() as folder:
            source, library = pathlib.Path(folder, "a.c"), pathlib.Path(folder, "a.o")
            source.write_text(code + "\n", encoding="utf-8")
            subprocess.run(["cc", "-fPIC", "-c", str(source), "-o", str(library)], check=True)
            if bool(list(check_symbols(library))) != wanted:
                failed += 1
                print(f"self-test: symbols: {name}: {'not seen' if wanted else 'reported'}")
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=pathlib.Path)
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("root", nargs="?", type=pathlib.Path, default=pathlib.Path(__file__).parent.parent)
    arguments = parser.parse_args()
    if arguments.self_test:
        return 1 if self_test() else 0
    faults, warnings = check(arguments.root.resolve(), arguments.library)
    for warning in warnings:
        print("warning:", warning)
    print("\n".join(faults) if faults else "the house is in order")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

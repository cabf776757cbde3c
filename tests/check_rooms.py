#!/usr/bin/env python3
"""Which room includes which: data flows down ROOMS; a room may use those above it, never those below.

check_rooms.py [ROOT]      checks the tree; prints each fault as file:line: reason
check_rooms.py --self-test shows that each fault is seen
"""
import pathlib
import re
import sys
import tempfile

# In the order of ARCHITECTURE.md. A folder of src/ is a room; so are the files of src/ named in FILES.
ROOMS = ["base", "text", "nn", "syntax", "mentions", "statements", "coref", "annotate", "entities", "compare",
         "casefile", "collate", "ingest", "add", "export", "api", "serve", "cli"]
FILES = {"annotate": "annotate", "annotation_json": "annotate", "annotation_print": "annotate",
         "annotation_conllu": "annotate", "mention_json": "annotate", "json_cells": "annotate", "collate": "collate",
         "collate_settle": "collate", "collate_group": "collate", "collate_parts": "collate", "collate_decide": "collate",
         "add": "add", "merge": "add", "quoth": "api"}

# Libraries that only these rooms may use, by the header that brings them in.
LIBRARIES = {"sqlite3.h": {"casefile"}, "uchardet.h": {"ingest"}, "uchardet/uchardet.h": {"ingest"},
             "openssl/": {"base"}, "pthread.h": {"base", "cli"}, "getopt.h": {"cli"}}

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')


def room_of(path):
    """The room of a path relative to src/, or None."""
    parts = pathlib.PurePosixPath(path).parts
    return parts[0] if len(parts) > 1 and parts[0] in ROOMS else FILES.get(pathlib.PurePosixPath(path).stem)


def faults_of_include(root, file, room, target):
    """Faults of `#include "target"` in `file` (relative to src/)."""
    if target == "quoth.h":
        return [] if (root / "include/quoth.h").is_file() else ["include/quoth.h is missing"]
    if target.startswith("lexicon/"):
        table = root / target.replace(".inc", ".tsv")
        return [] if table.is_file() else [f"{target} has no table {table.relative_to(root)}"]
    if not (root / "src" / target).is_file():
        return [f"{target} does not exist; includes are relative to src/"]
    other = room_of(target)
    if other is None:
        return [f"{target} is in no room"]
    if ROOMS.index(other) > ROOMS.index(room):
        return [f"room {room} may not use {other}, which is below it ({target})"]
    return []


def faults_of_library(room, header):
    for name, allowed in LIBRARIES.items():
        if (header.startswith(name) if name.endswith("/") else header == name) and room not in allowed:
            return [f"room {room} may not use <{header}> (only {', '.join(sorted(allowed))})"]
    return []


def check(root):
    faults = []
    for path in sorted((root / "src").rglob("*.[ch]")):
        file = path.relative_to(root / "src").as_posix()
        room = room_of(file)
        if room is None:
            faults.append(f"src/{file}:1: is in no room")
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            if match:
                own, system = match.groups()
                found = faults_of_include(root, file, room, own) if own else faults_of_library(room, system)
                faults += [f"src/{file}:{number}: {fault}" for fault in found]
    return faults + faults_of_build(root)


def faults_of_build(root):
    """CMakeLists.txt must name the rooms in the same order, so that it reads as the arrow line does."""
    path = root / "CMakeLists.txt"
    named = re.findall(r"^quoth_room\((\w+)", path.read_text(encoding="utf-8"), re.M) if path.is_file() else []
    unknown = [name for name in named if name not in ROOMS]
    if unknown:
        return [f"CMakeLists.txt:1: unknown rooms: {', '.join(unknown)}"]
    if named != sorted(named, key=ROOMS.index):
        return ["CMakeLists.txt:1: the rooms are not in the order of data flow"]
    return []


def self_test():
    good = {"src/base/a.h": "", "src/text/b.h": '#include "base/a.h"\n', "src/casefile/c.c": "#include <sqlite3.h>\n",
            "include/quoth.h": "", "src/annotate.c": '#include "text/b.h"\n#include "quoth.h"\n#include <stdio.h>\n',
            "lexicon/t.tsv": "", "src/statements/d.c": '#include "lexicon/t.inc"\n',
            "CMakeLists.txt": "quoth_room(base)\nquoth_room(text)\n"}
    bad = {"a room below": {"src/base/x.c": '#include "text/b.h"\n'},
           "a file below": {"src/text/x.c": '#include "annotate.h"\n', "src/annotate.h": ""},
           "a header that is not there": {"src/text/x.c": '#include "base/none.h"\n'},
           "a table that is not there": {"src/text/x.c": '#include "lexicon/none.inc"\n'},
           "a file in no room": {"src/attic/x.c": ""},
           "SQL outside the case file": {"src/cli/x.c": "#include <sqlite3.h>\n"},
           "a room out of order": {"CMakeLists.txt": "quoth_room(text)\nquoth_room(base)\n"}}
    failed = 0
    for name, change in [("a good tree", {})] + list(bad.items()):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for file, content in {**good, **change}.items():
                (root / file).parent.mkdir(parents=True, exist_ok=True)
                (root / file).write_text(content, encoding="utf-8")
            seen = bool(check(root))
        if seen != bool(change):
            failed += 1
            print(f"self-test: {name}: {'a fault was reported' if seen else 'not seen'}")
    return failed


def main(arguments):
    if arguments == ["--self-test"]:
        return 1 if self_test() else 0
    root = pathlib.Path(arguments[0] if arguments else pathlib.Path(__file__).parent.parent).resolve()
    faults = check(root)
    print("\n".join(faults) if faults else "the rooms are in order")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

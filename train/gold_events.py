#!/usr/bin/env python3
"""The gold of entities across documents: its events, their stored texts, its files. docs/ANNOTATION.md (11) is the guideline.

usage: gold_events.py CORPORA [--show EVENT [--document N]]

Prints tests/gold/entities/events.tsv, or the articles of an event with numbered sentences. The rule, in its order:
  1. An event is a file of event-files; of articles with the same stored text the first counts. It qualifies with at least
     ARTICLES of them and MIN..MAX bytes in all, and without one whose statements are in the test part.
  2. Order: by the SHA-256 of "quoth gold entities", a blank and the event's file name cut to its number ("19-*.jsonl").
  3. Those of which no article is in the gold of statements are dealt in turn: test, dev, test, dev ...; all others are dev.
     The first TEST and DEV of each are taken. Larger numbers add events and move none.
"""
import argparse
import collections
import hashlib
import json
import os

import gold

FOLDER = os.path.join(gold.ROOT, "tests/gold/entities")
ARTICLES, MIN, MAX, TEST, DEV = 4, 8_000, 33_000, 5, 11
TYPES = ("person", "organization", "group", "publication", "place")
HEADER = ("id", "file", "part", "documents", "bytes")


def events(corpora):
    """{file: [(record, title, stored text)]} of event-files, each text once."""
    found, seen = collections.defaultdict(list), set()
    for file, number, _, _, title, text in gold.records(corpora, "event-files"):
        if (file, text) not in seen:
            seen.add((file, text))
            found[file].append((number, title, text))
    return found


def event_id(file):
    return "event-" + file.split("-")[0]


def chosen(found):
    """(file, part) of the events of the gold, in the order of the rule."""
    part = {r["sha256"]: r["part"] for r in gold.articles()}
    turn, left = 0, {"test": TEST, "dev": DEV}
    for file in sorted(found, key=lambda f: hashlib.sha256(f"quoth gold entities {f}".encode()).hexdigest()):
        size = sum(len(text.encode("utf-8")) for _, _, text in found[file])
        parts = {part[s] for s in (gold.sha256(text) for _, _, text in found[file]) if s in part}
        if len(found[file]) < ARTICLES or not MIN <= size <= MAX or "test" in parts:
            continue
        where = "dev" if parts or turn % 2 else "test"
        turn += not parts
        left[where] -= 1
        if left[where] >= 0:
            yield file, where


def rows(folder=FOLDER):
    return gold.articles(os.path.join(folder, "events.tsv"))


def path_of(row, folder=FOLDER):
    return os.path.join(folder, row["part"], row["id"] + ".json")


def dump(event, path):
    """One document, entity or unit a line."""
    lines = [f' "id": {json.dumps(event["id"])}']
    for key in ("documents", "entities", "units", "unclear"):
        each = ",\n  ".join(json.dumps(x, separators=(",", ":")) for x in event[key])
        lines.append(f' "{key}": [\n  {each}\n ]' if each else f' "{key}": []')
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write("{\n" + ",\n".join(lines) + "\n}\n")


def show(documents, only=None):
    for n, (_, _, text) in enumerate(documents, 1):
        if only in (None, n):
            print(f"== document {n}")
            for number, (b, e) in enumerate(gold.sentences(text), 1):
                print(f"[{number}] {text[b:e]}")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("corpora")
    p.add_argument("--show", metavar="EVENT")
    p.add_argument("--document", type=int)
    args = p.parse_args()
    found = events(args.corpora)
    if args.show:
        return show(next(d for f, d in found.items() if event_id(f) == args.show), args.document)
    print("# The events of the gold of entities, as train/gold_events.py chose them; its docstring is the rule.")
    print("\t".join(HEADER))
    for file, part in chosen(found):
        size = sum(len(text.encode("utf-8")) for _, _, text in found[file])
        print("\t".join(map(str, (event_id(file), file, part, len(found[file]), size))))


if __name__ == "__main__":
    main()

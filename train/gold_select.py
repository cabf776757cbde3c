#!/usr/bin/env python3
"""Chooses the articles of the gold: prints tests/gold/statements/articles.tsv.

usage: gold_select.py CORPORA

The rule, in the order in which it is applied:
  1. An article qualifies when its stored text has MIN..MAX bytes, with at least MARKS quotation marks or verbs of saying, and
     nothing of the same text came before it.
  2. Order: by the SHA-256 of "quoth gold", a blank and the SHA-256 of the stored text. Events (one file of event-files each)
     are ordered likewise, by their number. Nobody chooses.
  3. Events are dealt in their order: test, dev, dev, test, dev, dev ...; at most EVENT articles of one event, at most PUBLISHER
     of one publisher in each part, until a part has its number. Then no event is in two parts. What is left over is for train,
     but for the events whose entities are in the test part (tests/gold/entities/events.tsv).
  4. wikinews: the first 4 test, the next 8 dev, the next 110 train. polnear/train: 136 for train, at most 20 of one publisher.
  5. Twelve articles are annotated twice, the first in the order of 2: of test 3 of event-files and 1 of wikinews, of dev 5 and 3.
  6. drafted: what is left of event-files and wikinews with at most DRAFTED_MAX bytes, but for the events of the dev and test parts and those
     whose entities are annotated; then the first RAW of raw's pieces, of at most RAW_MAX bytes, that qualify by their marks.
  7. The project's examples are a part of their own; of two with the same bytes the first.
"""
import collections
import hashlib
import os
import re
import sys

import gold

MIN, MAX, MARKS, EVENT = 1000, 4500, 4, 2
PUBLISHER = {"test": 2, "dev": 3, "train": 3}
EVENTS = {"test": 10, "dev": 20, "train": 40}
WIKINEWS = {"test": 4, "dev": 8, "train": 110}
POLNEAR, POLNEAR_PUBLISHER = 136, 20
DRAFTED_MIN, DRAFTED_MAX, RAW, RAW_MAX = 800, 12000, 1000, 6000
TWICE = {("test", "event-files"): 3, ("test", "wikinews"): 1, ("dev", "event-files"): 5, ("dev", "wikinews"): 3}
NOT_ENGLISH = {"vigie-de-lisgard.txt"}  # of the examples; quoth lists it as not read
SAYS = re.compile(r"[\"“]|\b(?:said|says|told|according to|denied|announced|claimed|reported|warned|believes?)\b")
ENTITIES = os.path.join(gold.ROOT, "tests/gold/entities/events.tsv")
HEADER = ("id", "corpus", "file", "record", "sha256", "part", "double")


def order(key):
    return hashlib.sha256(f"quoth gold {key}".encode()).hexdigest()


def qualifying(corpora, corpus):
    seen = set()
    for file, number, publisher, _, _, text in gold.records(corpora, corpus):
        sha = gold.sha256(text)
        if MIN <= len(text.encode("utf-8")) <= MAX and len(SAYS.findall(text)) >= MARKS and sha not in seen:
            yield {"corpus": corpus, "file": file, "record": number, "sha256": sha, "publisher": publisher}
        seen.add(sha)


def chosen_events(corpora):
    events = collections.defaultdict(list)
    for a in qualifying(corpora, "event-files"):
        events[a["file"]].append(a)
    kept_unseen = {r["file"].split("-")[0] for r in gold.articles(ENTITIES) if r["part"] == "test"}
    deal = ["test", "dev", "dev"]
    count, publishers, turn = collections.Counter(), collections.Counter(), 0

    def take(articles, part):
        taken = 0
        for a in sorted(articles, key=lambda a: order(a["sha256"])):
            if taken == EVENT or count[part] == EVENTS[part] or publishers[part, a["publisher"]] == PUBLISHER[part]:
                continue
            publishers[part, a["publisher"]] += 1
            count[part] += 1
            taken += 1
            yield dict(a, part=part)

    for name in sorted(events, key=order):
        while deal and count[deal[turn % len(deal)]] == EVENTS[deal[turn % len(deal)]]:
            deal.remove(deal[turn % len(deal)])
        part = deal[turn % len(deal)] if deal else "train"
        turn += 1
        if part != "train" or name.split("-")[0] not in kept_unseen:
            yield from take(events[name], part)


def drafted(corpora, before):
    """What annotators correct the program's reading of; `before` has been chosen already."""
    used, held = {a["sha256"] for a in before}, {a["file"].split("-")[0] for a in before if a["part"] in ("dev", "test")}
    entities = {r["file"].split("-")[0] for r in gold.articles(ENTITIES)}
    for corpus, least, most, marks in (("event-files", DRAFTED_MIN, DRAFTED_MAX, 0), ("wikinews", DRAFTED_MIN, DRAFTED_MAX, 0),
                                       ("raw", 0, RAW_MAX, MARKS)):
        found = []
        for file, number, _, _, _, text in gold.records(corpora, corpus):
            sha, size = gold.sha256(text), len(text.encode("utf-8"))
            kept = corpus == "event-files" and file.split("-")[0] in held | entities
            if sha not in used and not kept and least <= size <= most and len(SAYS.findall(text)) >= marks:
                found.append({"corpus": corpus, "file": file, "record": number, "sha256": sha, "part": "drafted"})
            used.add(sha)
        yield from sorted(found, key=lambda a: order(a["sha256"]))[: RAW if corpus == "raw" else len(found)]


def chosen(corpora):
    rows = list(annotated(corpora))
    yield from rows
    yield from drafted(corpora, rows)
    for file, number, *_, text in gold.records(corpora, "examples"):
        if file not in NOT_ENGLISH:
            yield {"corpus": "examples", "file": file, "record": number, "sha256": gold.sha256(text), "part": "examples"}


def annotated(corpora):
    """The parts that are annotated from nothing."""
    yield from chosen_events(corpora)
    wikinews = iter(sorted(qualifying(corpora, "wikinews"), key=lambda a: order(a["sha256"])))
    for part, wanted in WIKINEWS.items():
        yield from (dict(next(wikinews), part=part) for _ in range(wanted))
    publishers = collections.Counter()
    for a in sorted(qualifying(corpora, "polnear"), key=lambda a: order(a["sha256"])):
        if publishers[a["publisher"]] < POLNEAR_PUBLISHER and sum(publishers.values()) < POLNEAR:
            publishers[a["publisher"]] += 1
            yield dict(a, part="train")


def name(a):
    if a["corpus"] == "examples":
        return a["file"].rsplit(".", 1)[0] + (f"-{a['record']}" if a["file"].endswith(".jsonl") else "")
    if a["corpus"] == "event-files":
        return f"event-{a['file'].split('-')[0]}-{a['record']}"
    return f"{a['corpus']}-{a['record']}"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    rows = sorted(chosen(sys.argv[1]), key=lambda a: (gold.PARTS.index(a["part"]), order(a["sha256"])))
    seen, left = set(), dict(TWICE)
    print("# The articles of the gold, as train/gold_select.py chose them; README.md says how.")
    print("\t".join(HEADER))
    for a in rows:
        if a["sha256"] in seen:  # an example that another outlet repeats
            continue
        seen.add(a["sha256"])
        kind = a["part"], a["corpus"]
        double = left.get(kind, 0) > 0
        left[kind] = left.get(kind, 0) - 1
        cells = dict(a, id=name(a), double="yes" if double else "no")
        print("\t".join(str(cells[k]) for k in HEADER))


if __name__ == "__main__":
    main()

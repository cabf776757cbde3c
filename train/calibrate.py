#!/usr/bin/env python3
"""Makes `confidence` say how often such a reading is right, measured on development sets.

usage: calibrate.py CORPORA [--program build/release/quoth] [--model models/quoth.safetensors] [--jobs N] [--write]

Runs the program with the model's present maps taken out, on polnear/dev and on the gold's dev part (tests/gold). A statement
is right when eval_statements.py links it to one of PolNeAR's, or eval_gold.py finds it in the gold. There are maps for statements
that stand in no other (with quoted words; without, by a cue of the lexicon; by another word), one for those within another and one
for narrated ones; for the last two PolNeAR has nothing. A map is
monotone and straight between a few knots: equal shares of the readings in order of their stated probability, with pools of adjacent
violators merged (Ayer et al. 1955; as calibration: Zadrozny & Elkan 2002). The tables printed are for every other document, by a map
fitted on the rest; the maps kept are fitted on all. --write puts them into the model file's metadata.
"""
import argparse
import json
import os
import shutil
import struct
import tempfile

import eval_gold
import gold
from eval_statements import PROGRAM, as_spans, counted, predicted, right, run
from polnear import read_folder

SHARES, LEAST = 8, 25  # shares of the readings, each of so many at least
KEYS = {name: f"confidence_{name}" for name in ("quoted", "listed", "unlisted", "within", "narrated")}
OLD = ("confidence",)
LEXICON = os.path.join(gold.ROOT, "lexicon", "cues.tsv")
with open(LEXICON, encoding="utf-8") as f:
    LISTED = {line.split("\t")[0].split(" ")[0] for line in f if not line.startswith("#")}


def fit(pairs):
    """[(stated, whether right)] -> [[stated, share right]], both rising."""
    pairs = sorted(pairs)
    pools, shares = [], max(2, min(SHARES, len(pairs) // LEAST))
    for i in range(shares):
        part = pairs[len(pairs) * i // shares:len(pairs) * (i + 1) // shares]
        if part:
            pools.append([len(part), sum(x for x, _ in part), sum(y for _, y in part)])
        while len(pools) > 1 and (pools[-2][2] * pools[-1][0] >= pools[-1][2] * pools[-2][0]
                                  or pools[-2][1] * pools[-1][0] >= pools[-1][1] * pools[-2][0]):
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last)]
    # One right and one wrong more (Laplace): no share of a sample is certainty.
    knots = [[round(x / n, 4), round((y + 1) / (n + 2), 4)] for n, x, y in pools]
    for a, b in zip(knots, knots[1:]):
        b[1] = max(a[1], b[1])
    if len(knots) < 2:
        raise SystemExit("too few readings to fit a map on")
    return knots


def level(pairs):
    """A map that says the same of every reading."""
    share = round((sum(y for _, y in pairs) + 1) / (len(pairs) + 2), 4)
    return [[0, share], [1, share]]


def apply(knots, stated):
    """As qt_calibrated does."""
    if stated <= knots[0][0]:
        return knots[0][1]
    for (x, y), (u, v) in zip(knots, knots[1:]):
        if stated <= u:
            return y + (stated - x) / (u - x) * (v - y)
    return knots[-1][1]


def table(pairs, knots):
    """Lines: readings by what they say once calibrated, and what they said before; then the errors of both."""
    rows = [(apply(knots, x), x, y) for x, y in pairs]
    yield "says            readings  said before   right"
    for tenth in range(10):
        part = [r for r in rows if min(9, int(10 * r[0])) == tenth]
        if part:
            n = len(part)
            yield (f"{10 * tenth:3}-{10 * tenth + 10:3} % {sum(r[0] for r in part) * 100 / n:5.1f}"
                   f" {n:8}  {sum(r[1] for r in part) * 100 / n:9.1f}  {sum(r[2] for r in part) * 100 / n:7.1f}")
    for name, column in (("before", 1), ("after", 0)):
        brier = sum((r[column] - r[2]) ** 2 for r in rows) / len(rows)
        error = 0
        for tenth in range(10):
            part = [r for r in rows if min(9, int(10 * r[column])) == tenth]
            error += abs(sum(r[column] - r[2] for r in part))
        yield f"{name:6} Brier score {brier:.4f}, expected calibration error {100 * error / len(rows):.1f} points"


def rewrite(model, out, maps):
    """Copies the model file with these maps, {class: knots}, in its metadata, and no others."""
    with open(model, "rb") as f:
        header = json.loads(f.read(struct.unpack("<Q", f.read(8))[0]))
        for key in OLD:
            header["__metadata__"].pop(key, None)
        for name, key in KEYS.items():
            header["__metadata__"].pop(key, None)
            if name in maps:
                header["__metadata__"][key] = json.dumps(maps[name])
        head = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
        head += b" " * (-len(head) % 8)
        with open(out, "wb") as g:
            g.write(struct.pack("<Q", len(head)) + head)
            shutil.copyfileobj(f, g)


def class_of(s):
    """As annotate.c's calibrate() has it; whether the lexicon has the cue shows in its lemma."""
    if s["voice"] == "narrated":
        return "narrated"
    if s["within"] is not None:
        return "within"
    return "quoted" if s["quoted"] else "listed" if s["cue"] and s["cue"]["lemma"] in LISTED else "unlisted"


def polnear_readings(folder, program, model, jobs):
    """[{class: [(stated, whether right)]}] a document of a PolNeAR-style folder."""
    documents = read_folder(folder)
    if not documents:
        raise SystemExit(f"{folder}: no .txt with .ann there")
    for (_, text, marked), annotation in zip(documents, run(program, [path for path, _, _ in documents], model, jobs)):
        hits = right(as_spans(marked), predicted(annotation, text))
        out = {name: [] for name in KEYS}
        for i, s in enumerate(counted(annotation)):
            out[class_of(s)].append((s["confidence"], i in hits))
        yield out


def gold_readings(corpora, program, model):
    """The same of the gold's dev part."""
    texts = gold.Texts(corpora)
    documents = [(document, texts.get(row)) for row, document, _ in gold.gold_files(["dev"])]
    for (document, (text, *_)), annotation in zip(documents, eval_gold.annotate([t for _, t in documents], program, model)):
        rows, out = eval_gold.rows_above(annotation, 0), {name: [] for name in KEYS}
        hits = {j for _, j in eval_gold.match(document, rows, text)}
        for j, (row, s) in enumerate(zip(rows, annotation["statements"], strict=True)):
            if not gold.touches(row["cue"] or row["content"], document["skip"]):
                out[class_of(s)].append((s["confidence"], j in hits))
        yield out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("corpora")
    p.add_argument("--program", default=PROGRAM)
    p.add_argument("--model", default="models/quoth.safetensors")
    p.add_argument("--jobs", type=int, default=1)
    p.add_argument("--write", action="store_true")
    args = p.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bare = os.path.join(folder, "model.safetensors")
        rewrite(args.model, bare, {})
        found = list(polnear_readings(os.path.join(args.corpora, "polnear/dev"), args.program, bare, args.jobs))
        found += gold_readings(args.corpora, args.program, bare)
    maps = {}
    for name in KEYS:
        half = [[r for part in found[k::2] for r in part.get(name, [])] for k in (0, 1)]
        if min(map(len, half)) < 2 * LEAST:
            maps[name] = level(half[0] + half[1])
            print(f"{name}: {len(half[0] + half[1])} readings, too few for more than one share: {json.dumps(maps[name])}")
            continue
        maps[name] = fit(half[0] + half[1])
        print(f"{name}: map {json.dumps(maps[name])}")
        print("\n".join(table(half[1], fit(half[0]))))
    if args.write:
        new = args.model + ".new"
        rewrite(args.model, new, maps)
        os.replace(new, args.model)


if __name__ == "__main__":
    main()

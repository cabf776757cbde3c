#!/usr/bin/env python3
"""Makes `confidence` say how often such a reading is right, measured on a PolNeAR-style folder.

usage: calibrate.py FOLDER [--program build/release/quoth] [--model models/quoth.safetensors] [--jobs N] [--write]

Runs the program with the model's present map taken out, on every document. A statement is right when eval_statements.py
links it to a gold one. The map is monotone and straight between a few knots: equal shares of the readings in order of
their stated probability, with pools of adjacent violators merged (Ayer et al. 1955; as calibration: Zadrozny & Elkan
2002). It is fitted on every other document and tested on the rest; the table printed is the rest's. --write puts it into
the model file's metadata as "confidence". Nested statements are not in this gold: for them the map is an assumption.
"""
import argparse
import json
import os
import shutil
import struct
import tempfile

from eval_statements import PROGRAM, as_spans, counted, predicted, right, run
from polnear import read_folder

SHARES, KEY = 8, "confidence"


def fit(pairs):
    """[(stated, whether right)] -> [[stated, share right]], both rising."""
    pairs = sorted(pairs)
    pools = []
    for i in range(SHARES):
        part = pairs[len(pairs) * i // SHARES:len(pairs) * (i + 1) // SHARES]
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


def rewrite(model, out, knots):
    """Copies the model file with this map in its metadata, or with none where `knots` is None."""
    with open(model, "rb") as f:
        header = json.loads(f.read(struct.unpack("<Q", f.read(8))[0]))
        header["__metadata__"].pop(KEY, None)
        if knots is not None:
            header["__metadata__"][KEY] = json.dumps(knots)
        head = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
        head += b" " * (-len(head) % 8)
        with open(out, "wb") as g:
            g.write(struct.pack("<Q", len(head)) + head)
            shutil.copyfileobj(f, g)


def readings(documents, annotations):
    """[(stated, whether right)] a document."""
    out = []
    for (_, text, gold), annotation in zip(documents, annotations):
        hits = right(as_spans(gold), predicted(annotation, text))
        out.append([(s["confidence"], i in hits) for i, s in enumerate(counted(annotation))])
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder")
    p.add_argument("--program", default=PROGRAM)
    p.add_argument("--model", default="models/quoth.safetensors")
    p.add_argument("--jobs", type=int, default=1)
    p.add_argument("--write", action="store_true")
    args = p.parse_args()
    documents = read_folder(args.folder)
    if not documents:
        raise SystemExit(f"{args.folder}: no .txt with .ann there")
    with tempfile.TemporaryDirectory() as folder:
        bare = os.path.join(folder, "model.safetensors")
        rewrite(args.model, bare, None)
        found = readings(documents, run(args.program, [path for path, _, _ in documents], bare, args.jobs))
    knots = fit([r for part in found[0::2] for r in part])
    print("map:", json.dumps(knots))
    print("\n".join(table([r for part in found[1::2] for r in part], knots)))
    if args.write:
        new = args.model + ".new"
        rewrite(args.model, new, knots)
        os.replace(new, args.model)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Scores the built program on a PolNeAR-style folder (.txt with brat .ann): what ships is what is measured.

usage: eval_statements.py FOLDER [--program build/release/quoth] [--model FILE] [--jobs N] [--json]

Printed, as precision / recall / F1:
  exact   begin and end equal. A discontinuous span counts piece by piece, and a span is cut at paragraph ends, as the
          published scores on this corpus are.
  begin   begin alone.
  linked  a predicted statement counts when its cue overlaps a gold cue and its source and its content each overlap that
          gold statement's with intersection over union >= 0.5 in bytes of text; where the gold names no source, neither
          may it. Each gold statement is matched once.
Predicted statements with `within` or voice `narrated` do not count, nor do gold ones without a cue when linking.
"""
import argparse
import json
import subprocess
import sys

from polnear import ROLES, read_folder

PROGRAM = "build/release/quoth"


def counted(annotation):
    """The statements that PolNeAR's gold has: outermost ones, of somebody."""
    return [s for s in annotation["statements"] if s["within"] is None and s["voice"] != "narrated"]


def predicted(annotation, text):
    """Counted statements of one annotated document as {role: [byte spans]}, cut at line ends."""
    raw, out = text.encode("utf-8"), []
    for s in counted(annotation):
        cue = s["cue"]
        cues = [] if cue is None else cue.get("pieces") or [cue]
        spans = {"source": s["sources"], "cue": cues, "content": s["content"]}
        out.append({k: [p for x in v for p in cut(raw, x["begin"], x["end"])] for k, v in spans.items()})
    return out


def as_spans(gold):
    return [{r.lower(): getattr(g, r.lower()) for r in ROLES} for g in gold]


def cut(raw, begin, end):
    at = begin
    for line in raw[begin:end].split(b"\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def ratio(hit, gold, guess):
    p, r = hit / max(1, guess), hit / max(1, gold)
    return {"precision": 100 * p, "recall": 100 * r, "f1": 200 * hit / max(1, gold + guess), "gold": gold, "predicted": guess}


def overlap(a, b):
    """Intersection over union of two lists of spans, in bytes; two empty ones agree."""
    a, b = ({i for x, y in s for i in range(x, y)} for s in (a, b))
    return len(a & b) / len(a | b) if a | b else 1.0


def touches(a, b):
    return any(x < v and u < y for x, y in a for u, v in b)


def same(gold, guess):
    if not touches(gold["cue"], guess["cue"]):
        return False
    source = not guess["source"] if not gold["source"] else overlap(gold["source"], guess["source"]) >= 0.5
    return source and overlap(gold["content"], guess["content"]) >= 0.5


def right(gold, guess):
    """Indices of the predicted statements that are linked to a gold one, each to one of its own."""
    free, found = list(range(len(guess))), set()
    for s in (s for s in gold if s["cue"]):
        match = next((i for i in free if same(s, guess[i])), None)
        if match is not None:
            free.remove(match)
            found.add(match)
    return found


def score(pairs):
    """pairs: [(gold statements, predicted statements)] a document, each {role: spans}."""
    counts = {(kind, role): [0, 0, 0] for kind in ("exact", "begin") for role in ("source", "cue", "content")}
    linked = [0, 0, 0]
    for gold, guess in pairs:
        for (kind, role), c in counts.items():
            pick = (lambda s: s) if kind == "exact" else (lambda s: s[0])
            g, p = ({pick(span) for s in side for span in s[role]} for side in (gold, guess))
            c[0] += len(g & p)
            c[1] += len(g)
            c[2] += len(p)
        linked[0] += len(right(gold, guess))
        linked[1] += sum(bool(s["cue"]) for s in gold)
        linked[2] += len(guess)
    out = {kind: {role: ratio(*counts[kind, role]) for role in ("source", "cue", "content")} for kind in ("exact", "begin")}
    out["linked"] = ratio(*linked)
    return out


def run(program, paths, model, jobs):
    command = [program, "annotate", "--json", "--jobs", str(jobs)] + (["--model", model] if model else []) + paths
    lines = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8").splitlines()
    if len(lines) != len(paths):
        sys.exit(f"{program} answered {len(lines)} of {len(paths)} documents")
    return [json.loads(line) for line in lines]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder")
    p.add_argument("--program", default=PROGRAM)
    p.add_argument("--model")
    p.add_argument("--jobs", type=int, default=1)
    p.add_argument("--json", action="store_true")
    args = p.parse_args()
    documents = read_folder(args.folder)
    if not documents:
        sys.exit(f"{args.folder}: no .txt with .ann there")
    annotations = run(args.program, [path for path, _, _ in documents], args.model, args.jobs)
    pairs = [(as_spans(gold), predicted(a, text)) for (_, text, gold), a in zip(documents, annotations)]
    scores = score(pairs)
    if args.json:
        print(json.dumps(scores))
        return
    print(f"{args.folder}: {len(documents)} documents")
    for kind in ("exact", "begin"):
        for role, s in scores[kind].items():
            print(f"{kind:6} {role:8} P {s['precision']:5.1f}  R {s['recall']:5.1f}  F1 {s['f1']:5.1f}  "
                  f"(gold {s['gold']}, predicted {s['predicted']})")
    s = scores["linked"]
    print(f"linked          P {s['precision']:5.1f}  R {s['recall']:5.1f}  F1 {s['f1']:5.1f}  "
          f"(gold {s['gold']}, predicted {s['predicted']})")


if __name__ == "__main__":
    main()

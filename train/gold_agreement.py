#!/usr/bin/env python3
"""How far two annotation passes over the same articles agree.

usage: gold_agreement.py [--corpora DIR] [--part dev|test|train|examples] [--list]

Statements are matched as eval_gold.py matches rows to gold (content IoU >= 0.5 and the same source; one to one). Printed: F1 of
statements (attributed, nested, narrated); over the matched ones, accuracy and Cohen's kappa (1960) of kind, voice, polarity and
certainty, accuracy of nesting, of the entities behind the sources, of for whom a denial denies and of the time; F1 of hedges (same
owner, overlapping). --list prints each disagreement.
"""
import argparse
import collections
import sys

import gold
from eval_gold import LABELS, match


def kappa(pairs):
    """Cohen's kappa of [(label, label)]; 1 where both always say the same."""
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    first, second = collections.Counter(a for a, _ in pairs), collections.Counter(b for _, b in pairs)
    chance = sum(first[k] * second[k] for k in first) / n ** 2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def who(document, statement, raw):
    """What is behind a statement's sources: each name's words; of what is described or the author, that it is."""
    entities = (document["entities"][e] for x in statement["sources"] for e in x["entities"])
    return {frozenset(raw[slice(*e["span"])].decode("utf-8").lower().split()) if e["form"] == "name" else e["form"] for e in entities}


def same_people(a, b):
    """Names may be given at other places or more fully: one's words are among the other's."""
    alike = (lambda x, y: x == y if isinstance(x, str) or isinstance(y, str) else x <= y or y <= x)
    return len(a) == len(b) and all(any(alike(x, y) for y in b) for x in a)


class Agreement:
    def __init__(self):
        self.found = {k: [0, 0, 0] for k in ("attributed", "nested", "narrated")}
        self.labels = collections.defaultdict(list)
        self.hedges = [0, 0, 0]
        self.apart = []

    def add(self, a, b, text):
        mine, its, raw = a["statements"], b["statements"], text.encode("utf-8")
        pairs = match(a, its, text)
        kinds = {"attributed": gold.attributed, "narrated": lambda s: not gold.attributed(s), "nested": lambda s: s["within"] is not None}
        for key, wanted in kinds.items():
            for at, n in enumerate((sum(wanted(mine[i]) and wanted(its[j]) for i, j in pairs), sum(map(wanted, mine)),
                                    sum(map(wanted, its)))):
                self.found[key][at] += n
        partner = dict(pairs)
        for i, j in pairs:
            s, t = mine[i], its[j]
            for key in LABELS:
                self.labels[key].append((s[key], t[key]))
            if s["kind"] == t["kind"] == "denial":
                self.labels["for"].append((s["for"], t["for"]))
            outer = -1 if s["within"] is None else partner.get(s["within"], -2)
            self.labels["within"].append((outer, -1 if t["within"] is None else t["within"]))
            if s["sources"]:
                self.labels["entity"].append((True, same_people(who(a, s, raw), who(b, t, raw))))
            if s["when"] or t["when"]:
                self.labels["when"].append(((s["when"] or {}).get("value"), (t["when"] or {}).get("value")))
            self.hedges[0] += sum(any(h["owner"] == o["owner"] and gold.touches([h["span"]], [o["span"]]) for o in t["hedges"])
                                  for h in s["hedges"])
            self.hedges[1] += len(s["hedges"])
            self.hedges[2] += len(t["hedges"])
            self.apart += [(a["id"], f"{k}: {s[k]} / {t[k]}", s) for k in LABELS if s[k] != t[k]]
        self.apart += [(a["id"], "first alone", s) for i, s in enumerate(mine) if i not in partner]
        self.apart += [(a["id"], "second alone", s) for j, s in enumerate(its) if j not in partner.values()]

    def report(self):
        f1 = (lambda c: 200 * c[0] / max(1, c[1] + c[2]))
        for key, c in self.found.items():
            print(f"  {key:11} F1 {f1(c):5.1f}  (first {c[1]}, second {c[2]}, both {c[0]})")
        for key, pairs in self.labels.items():
            same = sum(a == b for a, b in pairs)
            print(f"  {key:11} {100 * same / len(pairs):5.1f} % of {len(pairs)}"
                  + (f"  kappa {kappa(pairs):.2f}" if key in LABELS + ("for",) else ""))
        print(f"  {'hedges':11} F1 {f1(self.hedges):5.1f}  (first {self.hedges[1]}, second {self.hedges[2]})")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--corpora")
    p.add_argument("--part", choices=gold.PARTS)
    p.add_argument("--list", action="store_true")
    args = p.parse_args()
    texts, agreement, raw = gold.Texts(args.corpora), Agreement(), {}
    for row, first, second in gold.gold_files([args.part] if args.part else None):
        if second is None:
            continue
        found = texts.get(row)
        if found is None:
            sys.exit(f"{row['id']}: its text is not here (--corpora)")
        raw[row["id"]] = found[0].encode("utf-8")
        agreement.add(first, second, found[0])
    if not raw:
        sys.exit("no article has two passes")
    print(f"{len(raw)} articles, two passes")
    agreement.report()
    if args.list:
        for name, what, s in agreement.apart:
            words = (lambda spans: " | ".join(raw[name][b:e].decode("utf-8") for b, e in spans))
            print(f"{name} {what}: [{words(gold.source_spans(s))}] [{words(s['cue'])}] [{words(s['content'])[:140]}]")


if __name__ == "__main__":
    main()

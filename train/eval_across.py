#!/usr/bin/env python3
"""Scores the built program's entities against the gold across documents: pairwise precision and recall.

usage: eval_across.py EVENTS [--part dev|test] [--program build/release/quoth] [--entities DIR] [--together] [--errors] [--json]

EVENTS is the folder of the event files. For each event a case file is made (`quoth add`) and `quoth entities CASE --json` read:
an entity a line, of which `id`, `type` and `spans` ([{"document": SHA-256, "begin", "end"}]) are used. --entities reads
DIR/event-19.jsonl instead and runs nothing. --together puts all events of the part into one case file (DIR/together.jsonl), where
far more people have names in common, and counts the pairs across events too.

  a mention   a span of the program is that of the gold span it overlaps best, where their intersection over union is at least
              0.5 or one holds the other and both end together ("Dr. Orlec", "Orlec"). Other spans are nobody's, and not scored.
  linked      two units (a document, who it names) are linked when one entity of the program has a mention of both: one wrong
              mention is enough to be wrong.
  across      pairs of units in different documents. Right: the gold has them as one entity.
  within      pairs of mentions in one document. Right: they are of one unit.
  found       units with a mention in the program's entities; one that is not found is linked to nothing, and lowers recall.
Pairs that the gold leaves unclear do not count. `people`, `organizations` (groups and publications too) and `places` are pairs of
one such kind; `named` are people and organizations and pairs of the two, the number that counts; `status` those of `named` with
somebody whom a text gives a criminal status. Sums are over all pairs of all events.
"""
import argparse
import collections
import glob
import itertools
import json
import os
import subprocess
import sys
import tempfile

import gold
import gold_events

BODIES = ("organization", "group", "publication")
KINDS = ("named", "people", "organizations", "places", "status")


def kinds_of(a, b):
    """The rows of the report that a pair of two gold entities counts in."""
    types = {a["type"], b["type"]}
    if "place" not in types:
        yield "named"
        if a["status"] or b["status"]:
            yield "status"
    if types == {"person"}:
        yield "people"
    elif types <= set(BODIES):
        yield "organizations"
    elif types == {"place"}:
        yield "places"


def same_mention(a, b):
    """How well two spans name the same mention: 0 for not at all."""
    both = min(a[1], b[1]) - max(a[0], b[0])
    if both <= 0:
        return 0.0
    iou = both / (max(a[1], b[1]) - min(a[0], b[0]))
    return iou if iou >= 0.5 or a[1] == b[1] else 0.0


def attach(spans, predicted):
    """For each gold span the entities of the program that have it; `predicted` is [(begin, end, entity)]."""
    out = [set() for _ in spans]
    order = sorted(range(len(spans)), key=lambda i: spans[i])
    at = 0
    for begin, end, who in sorted(predicted):
        while at < len(order) and spans[order[at]][1] <= begin:
            at += 1
        best, where, i = 0.0, None, at
        while i < len(order) and spans[order[i]][0] < end:
            fit = same_mention(spans[order[i]], (begin, end))
            best, where = max((best, where), (fit, order[i]), key=lambda x: x[0])
            i += 1
        if where is not None and best:
            out[where].add(who)
    return out


class Score:
    def __init__(self):
        self.counts = {level: {k: collections.Counter() for k in KINDS} for level in ("across", "within")}
        self.units, self.found, self.errors = 0, 0, []

    def pair(self, level, a, b, same, linked, error=None):
        for kind in kinds_of(a, b):
            self.counts[level][kind].update(gold=same, linked=linked, right=same and linked)
        if error and same != linked:
            self.errors.append((level, "missed" if same else "wrong", *error))

    def add(self, event, entities):
        """One event: its gold, and the program's entities."""
        predicted = collections.defaultdict(list)
        for e in entities:
            for s in e["spans"]:
                predicted[s["document"]].append((s["begin"], s["end"], e["id"]))
        unclear = {tuple(p) for p in event["unclear"]}
        who, units = event["entities"], event["units"]
        linked = [set() for _ in units]
        for d, document in enumerate(event["documents"]):
            here = [(i, s) for i, u in enumerate(units) if u["document"] == d for s in u["spans"]]
            mentions = attach([s for _, s in here], predicted[document["sha256"]])
            for (i, _), ids in zip(here, mentions):
                linked[i] |= ids
            for (x, (i, s)), (y, (j, t)) in itertools.combinations(enumerate(here), 2):
                a, b = units[i]["entity"], units[j]["entity"]
                if tuple(sorted((a, b))) not in unclear:
                    self.pair("within", who[a], who[b], i == j, bool(mentions[x] & mentions[y]), (event["id"], (d, s), (d, t)))
        self.units += len(units)
        self.found += sum(bool(ids) for ids in linked)
        for (i, u), (j, v) in itertools.combinations(enumerate(units), 2):
            a, b = u["entity"], v["entity"]
            if u["document"] != v["document"] and tuple(sorted((a, b))) not in unclear:
                self.pair("across", who[a], who[b], a == b, bool(linked[i] & linked[j]),
                          (event["id"], (u["document"], u["spans"][0]), (v["document"], v["spans"][0])))

    def result(self):
        percent = (lambda part, whole: 100 * part / whole if whole else None)
        out = {"units": self.units, "found": percent(self.found, self.units)}
        for level, kinds in self.counts.items():
            out[level] = {k: {**{x: c[x] for x in ("gold", "linked", "right")}, "precision": percent(c["right"], c["linked"]),
                              "recall": percent(c["right"], c["gold"])} for k, c in kinds.items()}
        return out


# ------------------------------------------------------------------------------------------------------------ program

def joined(events):
    """Several events as one, in which entities with the same key are one."""
    out = {"id": "together", "documents": [], "entities": [], "units": [], "unclear": []}
    for event in events:
        first, keys = len(out["documents"]), [e["same"] for e in out["entities"]]
        place = []
        for e in event["entities"]:
            if e["same"] not in keys:
                keys.append(e["same"])
                out["entities"].append(dict(e))
            place.append(keys.index(e["same"]))
            out["entities"][place[-1]]["status"] |= e["status"]
        out["documents"] += event["documents"]
        out["units"] += [dict(u, document=first + u["document"], entity=place[u["entity"]]) for u in event["units"]]
        out["unclear"] += [sorted(place[i] for i in pair) for pair in event["unclear"]]
    return out


def entities_of(paths, program):
    """What `quoth entities --json` says of a case file made of event files."""
    with tempfile.TemporaryDirectory() as folder:
        case = os.path.join(folder, "event.case.quoth")
        run([program, "add", case, *paths])
        return lines_of(run([program, "entities", case, "--json"]))


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode:
        sys.exit(f"{' '.join(command[:2])}: exit {done.returncode}\n{done.stderr.decode('utf-8', 'replace')}")
    return done.stdout.decode("utf-8")


def lines_of(text):
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def event_path(folder, row):
    found = glob.glob(os.path.join(folder, row["file"]))
    if len(found) != 1:
        sys.exit(f"{row['file']}: {len(found)} such files in {folder}")
    return found[0]


def show(result):
    number = (lambda x: "    –" if x is None else f"{x:5.1f}")
    print(f"units {result['units']}, found {number(result['found']).strip()} %")
    for level in ("across", "within"):
        print(f"{level:24}precision  recall    gold  linked   right")
        for kind, c in result[level].items():
            print(f"  {kind:22}{number(c['precision']):>9}{number(c['recall']):>8}{c['gold']:8}{c['linked']:8}{c['right']:8}")


def show_errors(score, texts):
    for level, what, event, (d, a), (e, b) in score.errors:
        words = [texts[event][n].encode("utf-8")[s[0]:s[1]].decode("utf-8") for n, s in ((d, a), (e, b))]
        print(f"{event} {level} {what}: {d + 1} {words[0]!r}, {e + 1} {words[1]!r}")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("events")
    p.add_argument("--part", choices=("dev", "test"), default="dev")
    p.add_argument("--program", default=os.path.join(gold.ROOT, "build/release/quoth"))
    p.add_argument("--entities", metavar="DIR")
    p.add_argument("--together", action="store_true", help="one case file for all events of the part")
    p.add_argument("--errors", action="store_true", help="of dev only: nobody looks at what went wrong in test")
    p.add_argument("--json", action="store_true")
    args = p.parse_args()
    if args.errors and args.part == "test":
        p.error("errors are shown of dev only")
    rows = [r for r in gold_events.rows() if r["part"] == args.part]
    events = [(gold.load(gold_events.path_of(r)), [r]) for r in rows]
    if args.together:
        events = [(joined([e for e, _ in events]), rows)]
    score = Score()
    for event, files in events:
        if args.entities:
            with open(os.path.join(args.entities, event["id"] + ".jsonl"), encoding="utf-8") as f:
                entities = lines_of(f.read())
        else:
            entities = entities_of([event_path(args.events, r) for r in files], args.program)
        score.add(event, entities)
    print(json.dumps(score.result())) if args.json else show(score.result())
    if args.errors:
        found = gold_events.events(os.path.dirname(os.path.abspath(args.events)))
        show_errors(score, {e["id"]: [t for r in files for _, _, t in found[r["file"]]] for e, files in events})


if __name__ == "__main__":
    main()

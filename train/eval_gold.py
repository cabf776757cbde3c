#!/usr/bin/env python3
"""Scores the built program against the project's own gold: what ships is what is measured.

usage: eval_gold.py --part dev|test|train|examples [--corpora DIR] [--program build/release/quoth] [--model FILE]
                    [--min-confidence P] [--annotations FILE.jsonl] [--errors] [--json]

Spans are compared by the bytes of their letters and digits: quotation marks, commas and blanks at an edge do not count.
  found       a predicted row and a gold statement are the same when content IoU >= 0.5 (where the gold has no content: the row
              has none either, or one that touches its cue, and the cues overlap) and the sources agree: IoU >= 0.5, or one is the
              other cut at a comma (an apposition less), or both are none. A floating quotation's source is right at any mention of its speaker that the gold gives. One row to one
              statement, best content first. Narrated statements are scored apart; rows in skipped text do not count.
  strict      the same with sources equal.
  kind, voice, polarity, certainty, within   accuracy over the statements found.
  denies_for  accuracy over the denials found that are read as denials and whose `for` the gold gives; null is wrong.
  channel     precision and recall of its type over the statements found.
  hedges      of the gold hedges of statements found (or of one found around theirs): placed (overlaps, and the right owner), placed or flagged.
  wrong       rows whose source the text does not make the source of that: no gold statement that the row's cue or half of its
              content meets has this source or another mention of it. `nobody` are those that meet no gold statement at all.
              In percent of the rows that name a source, at the program's default threshold and at --min-confidence.
"""
import argparse
import json
import re
import subprocess
import sys
import unicodedata

import gold

LABELS = ("kind", "voice", "polarity", "certainty")


def row_of(s):
    """A statement as `annotate --json` prints it, in the shape of the gold's."""
    span = (lambda x: [x["begin"], x["end"]])
    cue = [] if s["cue"] is None else [span(c) for c in s["cue"].get("pieces") or [s["cue"]]]
    return {"cue": cue, "content": [span(c) for c in s["content"]], "within": s["within"],
            "sources": [{"span": span(x), "name": x["name"], "resolved": x["resolved"]} for x in s["sources"]],
            "hedges": [{"span": span(h), "owner": h["by"]} for h in s["hedges"]], "flagged": s["unplaced_hedge"],
            "denies_for": s.get("denies_for"),
            "channel": s["channel"]["type"] if s.get("channel") else None, "confidence": s["confidence"], **{k: s[k] for k in LABELS}}


def annotate(texts, program, model):
    """Annotations of [(stored text, title, publisher, published)], in their order."""
    lines = [json.dumps({"title": t[1], "text": t[0], "publisher": t[2], "published": t[3]}) for t in texts]
    command = [program, "annotate", "--json"] + (["--model", model] if model else [])
    out = subprocess.run(command, input="\n".join(lines).encode() + b"\n", stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line) for line in out.decode("utf-8").splitlines()]


def mentions_of(s, document):
    """Spans that name who is behind this statement's sources: as sources anywhere, and where the text gives the name."""
    entities = {e for x in s["sources"] for e in x["entities"]}
    named = [document["entities"][e]["span"] for e in sorted(entities) if document["entities"][e]["span"]]
    return named + [x["span"] for o in document["statements"] for x in o["sources"] if entities & set(x["entities"])]


def cut_at_comma(a, b, text):
    """Whether one source is the other without what follows its first comma: an apposition or a relative clause less."""
    if len(a) != 1 or len(b) != 1 or a[0][0] != b[0][0]:
        return False
    short, long = sorted(a + b, key=lambda span: span[1])
    return text[short[1]:long[1]].lstrip()[:1] == b"," or text[:short[1]].endswith(b",")


def joined(spans, text):
    """Parts of one list ("Orlec", "the union") as the one span that the gold gives it."""
    out = []
    for b, e in sorted(spans):
        if out and re.fullmatch(rb"[\s,]*(and|&|as well as)?[\s,]*", text[out[-1][1]:b]):
            out[-1] = [out[-1][0], e]
        else:
            out.append([b, e])
    return out


def same_source(g, row, document, words, text, strict=False):
    mine, its = gold.source_spans(g), joined(gold.source_spans(row), text)
    if not mine or not its:
        return not mine and not its
    enough = (lambda a, b: gold.overlap(a, b, words) >= (1 if strict else 0.5) or not strict and cut_at_comma(a, b, text))
    return enough(mine, its) or not g["cue"] and any(enough([m], its) for m in mentions_of(g, document))


def content_overlap(g, row, words):
    if g["content"]:
        return gold.overlap(g["content"], row["content"], words)
    met = gold.touches(g["cue"], row["cue"]) and (not row["content"] or gold.touches(g["cue"], row["content"]))
    return 1.0 if met else 0.0


def match(document, rows, text, strict=False):
    """[(gold index, row index)], best content overlap first; a cue in common decides between equals."""
    pairs, words, raw = [], gold.word_bytes(text), text.encode("utf-8")
    for i, g in enumerate(document["statements"]):
        for j, r in enumerate(rows):
            if gold.attributed(g) != gold.attributed(r):
                continue
            o = content_overlap(g, r, words)
            if o >= 0.5 and (not gold.attributed(g) or same_source(g, r, document, words, raw, strict)):
                pairs.append((-o, not gold.touches(g["cue"], r["cue"]), i, j))
    out, mine, its = [], set(), set()
    for _, _, i, j in sorted(pairs):
        if i not in mine and j not in its:
            out.append((i, j))
            mine.add(i)
            its.add(j)
    return out


def misattributed(row, document, words, names, raw):
    """None where the text makes this source say something like this, else "source" or "nobody"."""
    met = [g for g in document["statements"] if gold.touches(g["cue"], row["cue"])
           or g["content"] and gold.overlap(g["content"], row["content"], words) >= 0.5]
    if not met:
        return "nobody"
    its = gold.source_spans(row)
    for g in met:
        named = mentions_of(g, document) or gold.source_spans(g)
        if all(gold.touches(named, [span]) for span in its) and resolved_right(row, g, names, raw):
            return None
    return "source"


def part_of_one(g, row, x, raw):
    """Whether the gold has a list as one entity ("Orlec and several other members") and the name of this part is its own, be it
    in full."""
    entities = {e for y in g["sources"] for e in y["entities"]}
    own = words_of(raw[slice(*x["span"])].decode("utf-8"))
    return len(entities) == 1 and len(row["sources"]) > 1 and bool(own & words_of(x["name"]))


def resolved_right(row, g, names, raw):
    """A name that the program gives a source by itself has to be that of the entity: one name's words among the other's."""
    its = [names[e] for x in g["sources"] for e in x["entities"]]
    for x in row["sources"]:
        if x["resolved"] != "machine" or not x["name"] or part_of_one(g, row, x, raw):
            continue
        words = words_of(x["name"])
        if not any(n and (words <= n or n <= words) for n in its):
            return False
    return True


def words_of(text):
    text = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return set(text.replace("’s", "").replace("'s", "").strip(" ,.").split()) - {"the", "a", "an"}


def naming(g, row, document, raw):
    """Of a statement whose source was found: "right", "wrong" or "unresolved", by the name that the row gives its source; of
    several sources, the worst. None where neither gives one."""
    wanted = [document["entities"][e]["span"] for x in g["sources"] for e in x["entities"]
              if document["entities"][e].get("span")]
    verdicts = {naming_one(g, row, x, wanted, raw) for x in row["sources"]}
    if not wanted and verdicts == {"unresolved"}:
        return None
    return next(v for v in ("wrong", "unresolved", "right") if v in verdicts)


def naming_one(g, row, x, wanted, raw):
    if x["resolved"] == "unresolved" or not x["name"]:
        return "unresolved"
    its, own = words_of(x["name"]), words_of(raw[slice(*x["span"])].decode("utf-8"))
    names = [words_of(raw[b:e].decode("utf-8")) for b, e in wanted]
    printed = x["resolved"] == "printed" and (not wanted or gold.touches(wanted, gold.source_spans(row)))
    if printed or part_of_one(g, row, x, raw) or any(its <= n or n <= its for n in names if n):
        return "right"
    return "unresolved" if x["resolved"] == "printed" and its == own else "wrong"  # its own words name nobody else


class Score:
    def __init__(self):
        self.hit = {k: [0, 0, 0] for k in ("found", "strict", "narrated", "nested")}
        self.label = {k: [0, 0] for k in LABELS + ("within", "denies_for", "placed", "placed or flagged")}
        self.channel = [0, 0, 0]
        self.named = {"right": 0, "wrong": 0, "unresolved": 0}
        self.wrong = {"rows": 0, "source": 0, "nobody": 0}
        self.errors = []

    def add(self, document, rows, text):
        raw, words, statements = text.encode("utf-8"), gold.word_bytes(text), document["statements"]
        names = [words_of(raw[slice(*e["span"])].decode("utf-8")) if e.get("span") else set() for e in document["entities"]]
        rows = [r for r in rows if not gold.touches(r["cue"] or r["content"], document["skip"])]
        loose, strict = (match(document, rows, text, s) for s in (False, True))
        for key, pairs in (("found", loose), ("strict", strict)):
            self.count(key, [p for p in pairs if gold.attributed(statements[p[0]])], statements, rows, gold.attributed)
        self.count("narrated", [p for p in loose if not gold.attributed(statements[p[0]])], statements, rows,
                   lambda s: not gold.attributed(s))
        nested = (lambda s: s["within"] is not None)
        self.count("nested", [(i, j) for i, j in loose if nested(statements[i]) and nested(rows[j])], statements, rows, nested)
        self.labels(document["id"], [(i, j) for i, j in loose if gold.attributed(statements[i])], statements, rows, dict(loose))
        for i, j in loose:
            verdict = naming(statements[i], rows[j], document, raw) if statements[i]["sources"] and rows[j]["sources"] else None
            if verdict:
                self.named[verdict] += 1
                if verdict != "right":
                    self.errors.append((document["id"], f"name {verdict}: "
                                        f"{[x['name'] for x in rows[j]['sources']]}", statements[i]))
        for r in (r for r in rows if gold.attributed(r) and r["sources"]):
            verdict = misattributed(r, document, words, names, raw)
            self.wrong["rows"] += 1
            if verdict:
                self.wrong[verdict] += 1
                self.errors.append((document["id"], verdict, r))
        found, got = {i for i, _ in loose}, {j for _, j in loose}
        self.errors += [(document["id"], "missed", g) for i, g in enumerate(statements) if i not in found]
        self.errors += [(document["id"], "unmatched", r) for j, r in enumerate(rows) if j not in got]

    def count(self, key, pairs, statements, rows, counts):
        for at, n in enumerate((len(pairs), sum(map(counts, statements)), sum(map(counts, rows)))):
            self.hit[key][at] += n

    def labels(self, name, pairs, statements, rows, partner):
        for i, j in pairs:
            g, r = statements[i], rows[j]
            for k in LABELS:
                self.label[k][0] += g[k] == r[k]
                self.label[k][1] += 1
                if g[k] != r[k]:
                    self.errors.append((name, f"{k} {r[k]}, gold {g[k]}", g))
            if g.get("for") and r["kind"] == "denial":
                self.label["denies_for"][0] += g["for"] == r["denies_for"]
                self.label["denies_for"][1] += 1
            mine, its = (g.get("channel") or {}).get("type"), r["channel"]
            for at, n in enumerate((mine is not None and mine == its, mine is not None, its is not None)):
                self.channel[at] += n
            outer = None if g["within"] is None else partner.get(g["within"], -1)
            self.label["within"][0] += outer == r["within_row"]
            self.label["within"][1] += 1
        for g in statements:
            j = self.row_around(g, statements, partner)
            for h in g["hedges"] if j is not None else []:
                r = rows[j]
                met = [x for x in r["hedges"] if gold.touches([h["span"]], [x["span"]])]
                placed = any(x["owner"] == h["owner"] for x in met)
                for k, good in (("placed", placed), ("placed or flagged", bool(met) or r["flagged"])):
                    self.label[k][0] += good
                    self.label[k][1] += 1

    @staticmethod
    def row_around(g, statements, partner):
        """The row of the statement, or of the nearest one around it that was found: its hedges must be there."""
        at = next(i for i, s in enumerate(statements) if s is g)
        while at is not None and at not in partner:
            at = statements[at]["within"]
        return partner.get(at)

    def result(self):
        def ratio(hit, wanted, guessed):
            return {"precision": 100 * hit / max(1, guessed), "recall": 100 * hit / max(1, wanted),
                    "f1": 200 * hit / max(1, wanted + guessed), "gold": wanted, "predicted": guessed}
        out = {k: ratio(*v) for k, v in self.hit.items()}
        out.update({k: {"percent": 100 * a / max(1, b), "of": b} for k, (a, b) in self.label.items()})
        out["channel"] = ratio(*self.channel)
        named = sum(self.named.values())
        out["named"] = {"of": named} | {k: 100 * v / max(1, named) for k, v in self.named.items()}
        rows = self.wrong["rows"]
        out["wrong"] = {"percent": 100 * (self.wrong["source"] + self.wrong["nobody"]) / max(1, rows), "of": rows,
                        "source": self.wrong["source"], "nobody": self.wrong["nobody"]}
        return out


def rows_above(annotation, confidence):
    """The rows at or above a confidence; within_row counts among the rows that stay."""
    all_rows = [row_of(s) for s in annotation["statements"]]
    keep = [i for i, r in enumerate(all_rows) if r["confidence"] is None or r["confidence"] >= confidence]
    for i in keep:
        w = all_rows[i]["within"]
        all_rows[i]["within_row"] = w if w is None else keep.index(w) if w in keep else -1
    return [all_rows[i] for i in keep]


def report(result, title):
    print(title)
    for key in ("found", "strict", "nested", "narrated", "channel"):
        s = result[key]
        print(f"  {key:18} P {s['precision']:5.1f}  R {s['recall']:5.1f}  F1 {s['f1']:5.1f}  "
              f"(gold {s['gold']}, predicted {s['predicted']})")
    for key in LABELS + ("within", "denies_for", "placed", "placed or flagged"):
        print(f"  {key:18} {result[key]['percent']:5.1f} % of {result[key]['of']}")
    n = result["named"]
    print(f"  {'source named':18} right {n['right']:.1f}  wrong {n['wrong']:.1f}  unresolved {n['unresolved']:.1f} % of {n['of']}")
    w = result["wrong"]
    print(f"  {'wrong':18} {w['percent']:5.1f} % of {w['of']} rows with a source ({w['source']} another's, {w['nobody']} nobody's)")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--part", choices=gold.PARTS, default="dev")
    p.add_argument("--corpora")
    p.add_argument("--program", default="build/release/quoth")
    p.add_argument("--model")
    p.add_argument("--min-confidence", type=float, help="score a second time with the rows at or above this alone")
    p.add_argument("--annotations", help="output of annotate --json on the same texts, instead of running the program")
    p.add_argument("--errors", action="store_true", help="list what was missed and what was wrong")
    p.add_argument("--json", action="store_true")
    args = p.parse_args()
    texts = gold.Texts(args.corpora)
    documents = [(row, document, texts.get(row)) for row, document, _ in gold.gold_files([args.part])]
    if not documents or any(t is None for _, _, t in documents):
        sys.exit(f"no gold for {args.part}, or a text is not here (--corpora)")
    if args.annotations:
        with open(args.annotations, encoding="utf-8") as f:
            lines = [json.loads(line) for line in f]
        by_hash = {a["document"]["sha256"]: a for a in lines}
        annotations = [by_hash.get(row["sha256"]) for row, _, _ in documents]
    else:
        annotations = annotate([t for _, _, t in documents], args.program, args.model)
    out = {}
    for confidence in [0.0] + ([args.min_confidence] if args.min_confidence is not None else []):
        score = Score()
        for (row, document, (text, *_)), annotation in zip(documents, annotations, strict=True):
            if annotation is None or annotation["text"] != text:
                sys.exit(f"{row['id']}: the program's text is not the gold's")
            score.add(document, rows_above(annotation, confidence), text)
        name = f"min-confidence {confidence}" if confidence else "default"
        out[name] = score.result()
        if not args.json:
            report(out[name], f"{args.part}, {len(documents)} articles, {name}")
        if args.errors and not confidence:
            show_errors(score.errors, {row["id"]: t[0].encode("utf-8") for row, _, t in documents})
    if args.json:
        print(json.dumps(out))


def show_errors(errors, raw):
    for name, what, s in errors:
        words = (lambda spans: " | ".join(raw[name][b:e].decode("utf-8", "replace") for b, e in spans))
        print(f"{name} {what}: [{words(gold.source_spans(s))}] [{words(s['cue'])}] [{words(s['content'])[:160]}]")


if __name__ == "__main__":
    main()

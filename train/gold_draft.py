#!/usr/bin/env python3
"""Drafts: the program reads an article, an annotator says of each row whether it is right, mends it, and adds what it missed.

usage: gold_draft.py show ID... --corpora DIR --out FOLDER [--program build/release/quoth] [--model FILE]
       gold_draft.py compile FOLDER/ID.fix... --corpora DIR [--out DIR]

`show` writes FOLDER/ID.txt for the annotator (numbered sentences, below each the rows that the program has there) and
FOLDER/ID.json (the rows). `compile` reads what the annotator wrote beside it, ID.fix, into the stand-off file of the part
`drafted`. docs/ANNOTATION.md, section 12, has the notation. That part is of attributed statements alone: hedges, times,
channels and who the sources are stay empty.
"""
import argparse
import json
import os
import re
import sys

import gold
from eval_gold import annotate, row_of
from gold_check import faults
from gold_compile import CERTAINTY, POLARITY
from gold_snippets import Article, Refused, quotations, voice

FIELD = re.compile(r"(source|cue|content)\s*:\s*(.*\S)$")
HEAD = re.compile(r"(?:(r\d+)|@(\d+))\s+(\S+)\s+(\S+)\s+(\S+)$")
NOTHING = re.compile(r"(r\d+)\s+x$")


# --------------------------------------------------------------------------------------------------------------- drafts

def drafted(text, annotation):
    """The attributed rows of an annotation, each with the number of the sentence where its cue (or content) begins."""
    article, out = Article(text), []
    begins = [article.bytes[b] for b, _ in article.sentences]
    for s in annotation["statements"]:
        row = row_of(s)
        at = (row["cue"] or row["content"])[0][0] if gold.attributed(row) and (row["cue"] or row["content"]) else None
        if at is not None:
            out.append({"cue": row["cue"], "source": gold.source_spans(row), "content": row["content"],
                        "sentence": max(1, sum(b <= at for b in begins))})
    return out


def shortened(raw, spans, words):
    """The words of the spans; of a long one the first and the last few."""
    out = []
    for b, e in spans:
        w = raw[b:e].decode("utf-8").split()
        out.append(" ".join(w if len(w) <= 2 * words + 2 else w[:words] + ["[...]"] + w[-words:]))
    return " ++ ".join(out) or "–"


def shown(row, found, rows):
    """What the annotator reads."""
    text, _, publisher, published = found
    article, raw = Article(text), text.encode("utf-8")
    out = [f"== {row['id']}  ({publisher or 'publisher unknown'}, {published or 'no date'})"]
    for number, (b, e) in enumerate(article.sentences, 1):
        out.append(f"[{number}] " + " ".join(text[b:e].split()))
        out += [f"    r{k}  S: {shortened(raw, r['source'], 12)}  |  CUE: {shortened(raw, r['cue'], 8)}"
                f"  |  CONTENT: {shortened(raw, r['content'], 7)}" for k, r in enumerate(rows, 1) if r["sentence"] == number]
    return "\n".join(out) + "\n"


# ---------------------------------------------------------------------------------------------------------- corrections

class Corrections:
    """What an annotator says of the rows of a draft."""

    def __init__(self, article, rows):
        self.article, self.rows, self.said, self.statements = article, rows, {}, []

    def row(self, name):
        number = int(name[1:])
        if not 1 <= number <= len(self.rows):
            raise Refused(f"there is no row {name}")
        if name in self.said:
            raise Refused(f"{name} is there already")
        self.said[name] = True
        return self.rows[number - 1]

    def head(self, m):
        name, sentence, kind, polarity, certainty = m.groups()
        if kind not in gold.KINDS or polarity not in POLARITY or certainty not in CERTAINTY:
            raise Refused("a statement begins: rN (or @SENTENCE) KIND POLARITY CERTAINTY")
        row = self.row(name) if name else {"cue": [], "source": [], "content": [], "sentence": int(sentence)}
        self.scope, self.mended = self.article.scope(row["sentence"], row["sentence"]), set()
        self.statements.append({"kind": kind, "polarity": POLARITY[polarity], "certainty": CERTAINTY[certainty],
                                **{k: row[k] for k in ("cue", "source", "content")}})

    def field(self, key, value):
        """The first line of a field takes the place of what the row has, more lines are more pieces."""
        if not self.statements:
            raise Refused("a field before the first statement")
        now = self.statements[-1]
        if key not in self.mended:
            now[key] = []
            self.mended.add(key)
        if value != "none":
            now[key] = sorted(now[key] + [self.article.find(value, self.scope)])

    def read(self, lines):
        refused = []
        for number, line in enumerate(map(str.strip, lines), 1):
            try:
                if m := FIELD.match(line):
                    self.field(*m.groups())
                elif m := NOTHING.match(line):
                    self.row(m[1])
                elif m := HEAD.match(line):
                    self.head(m)
                elif line and not line.startswith("#"):
                    raise Refused(f"neither a row, a statement nor a field: {line!r}")
            except Refused as e:
                refused.append(f"line {number}: {e}")
        left = [f"r{k}" for k in range(1, len(self.rows) + 1) if f"r{k}" not in self.said]
        if left and not refused:
            refused.append(f"nothing is said of {' '.join(left)}")
        if refused:
            raise Refused("\n".join(refused))


def quoted_in(raw, content):
    """Quoted words; where a single mark may open a quotation, nobody has said, and it does not."""
    try:
        return quotations(raw, content)
    except Refused:
        return []


def within(s, statements):
    """The statement with the shortest content around this one's cue."""
    own, size = s["cue"] or s["content"], (lambda o: sum(e - b for b, e in o["content"]))
    around = [o for o in statements if o is not s and gold.inside(own, o["content"])]
    return next(i for i, o in enumerate(statements) if o is min(around, key=size)) if around else None


def without_overlap(content, spans):
    """The content less the words of cue and source."""
    out = []
    for b, e in content:
        for x, y in sorted(spans):
            if b < y and x < e:
                if b < x:
                    out.append([b, x])
                b = y
        if b < e:
            out.append([b, e])
    return out


def trimmed(raw, spans):
    for b, e in spans:
        piece = raw[b:e]
        b, e = b + len(piece) - len(piece.lstrip()), e - len(piece) + len(piece.rstrip())
        if b < e:
            yield [b, e]


def compile_corrections(lines, text, row, rows):
    raw, words = text.encode("utf-8"), gold.word_bytes(text)
    corrections = Corrections(Article(text), rows)
    corrections.read(lines)
    statements = []
    for s in corrections.statements:
        sources = s.pop("source")
        s["content"] = list(trimmed(raw, without_overlap(s["content"], s["cue"] + sources)))
        s["content"] = [c for c in s["content"] if gold.covered([c], words)]
        quoted = [q for q in quoted_in(raw, s["content"]) if q[0] < q[1]]
        statements.append({"kind": s["kind"], "voice": voice(words, s["content"], quoted), "polarity": s["polarity"],
                           "certainty": s["certainty"], "cue": sorted(s["cue"]), "content": s["content"], "quoted": quoted,
                           "sources": [{"span": span, "entities": []} for span in sources], "hedges": [], "for": None,
                           "when": None, "channel": None, "within": None, "carries": [], "head": None})
    unique = {json.dumps([s["cue"], s["content"], s["sources"]]): s for s in statements if s["cue"] or s["quoted"]}
    statements = sorted(unique.values(), key=lambda s: (s["cue"] or s["content"])[0])
    for s in statements:
        s["within"] = within(s, statements)
    document = {"id": row["id"], "sha256": row["sha256"], "size": len(raw), "pass": "draft", "skip": [], "entities": [],
                "statements": statements}
    problems = faults(document, text)
    if problems:
        raise Refused("\n".join(problems))
    return document


# --------------------------------------------------------------------------------------------------------------- program

def show(args, rows, texts):
    os.makedirs(args.out, exist_ok=True)
    chosen = [rows[name] for name in args.what]
    for row, annotation in zip(chosen, annotate([texts.get(r) for r in chosen], args.program, args.model), strict=True):
        draft = drafted(texts.get(row)[0], annotation)
        with open(os.path.join(args.out, row["id"] + ".json"), "w", encoding="utf-8") as f:
            json.dump(draft, f)
        with open(os.path.join(args.out, row["id"] + ".txt"), "w", encoding="utf-8") as f:
            f.write(shown(row, texts.get(row), draft))


def compile_all(args, rows, texts):
    failed, folder = 0, args.out or gold.FOLDER
    documents = gold.drafted(folder)
    for path in args.what:
        row = rows[os.path.basename(path).rsplit(".", 1)[0]]
        try:
            with open(path, encoding="utf-8") as f:
                lines = f.read().splitlines()
            document = compile_corrections(lines, texts.get(row)[0], row, gold.load(path.rsplit(".", 1)[0] + ".json"))
        except Refused as e:
            failed = 1
            print(f"{path}:\n{e}", file=sys.stderr)
            continue
        documents[row["id"]] = document
        print(f"{path}: {len(document['statements'])} statements")
    gold.dump_drafted(documents, folder)
    return failed


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("job", choices=("show", "compile"))
    p.add_argument("what", nargs="+")
    p.add_argument("--corpora")
    p.add_argument("--out")
    p.add_argument("--program", default="build/release/quoth")
    p.add_argument("--model")
    args = p.parse_args()
    rows, texts = {r["id"]: r for r in gold.articles()}, gold.Texts(args.corpora)
    names = [os.path.basename(w).rsplit(".", 1)[0] if args.job == "compile" else w for w in args.what]
    missing = [n for n in names if n not in rows or texts.get(rows[n]) is None]
    if missing:
        sys.exit(f"{missing[0]}: no such article, or its text is not here (--corpora)")
    if args.job == "show" and not args.out:
        sys.exit("show needs --out FOLDER")
    sys.exit(compile_all(args, rows, texts) if args.job == "compile" else show(args, rows, texts))


if __name__ == "__main__":
    main()

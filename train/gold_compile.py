#!/usr/bin/env python3
"""Compiles an annotator's notes into a stand-off gold file. docs/ANNOTATION.md has the notation.

usage: gold_compile.py NOTES.txt... [--corpora DIR] [--out DIR] [--second]

NOTES.txt is named after its article's id (event-02-1.txt). Snippets are looked up in the article's stored text; one that is not
there word for word, or is there twice, is refused with its line. Nothing is written unless the whole file is good.
"""
import argparse
import os
import re
import sys

import gold
from gold_check import faults
from gold_snippets import SCOPE, Article, Refused, quotations, voice

POLARITY = {"+": "positive", "-": "negative", "u": "underspecified"}
CERTAINTY = {**{c: c for c in gold.CERTAINTIES}, "u": "underspecified"}
HEAD = re.compile(r"@(\d+)(?:-(\d+))?\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)(?:\s+for=(\S+))?$")


class Notes:
    def __init__(self, article):
        self.article, self.who, self.entities, self.labels, self.statements, self.skip = article, {}, [], {}, [], []

    def entity(self, form, span):
        """One entity a naming span; the reporter who writes is one, without a span."""
        entry = {"form": form, "span": span}
        if entry not in self.entities:
            self.entities.append(entry)
        return self.entities.index(entry)

    def read_who(self, rest):
        alias, _, value = (x.strip() for x in rest.partition("="))
        if not alias or " " in alias or alias in self.who or alias in ("self", "unresolved"):
            raise Refused(f"no good alias, or there already: {alias!r}")
        if value == "author":
            self.who[alias] = self.entity("author", None)
            return
        form = "described" if value.startswith("described ") else "name"
        value = value.removeprefix("described ").strip()
        if not SCOPE.match(value):
            raise Refused("say in which sentence: who ALIAS = @N Name")
        self.who[alias] = self.entity(form, self.article.find(value, (0, len(self.article.text))))

    def read_head(self, m):
        first, last, label, kind, polarity, certainty, whom = m.groups()
        if label in self.labels:
            raise Refused(f"label {label!r} is there already")
        kind, _, carries = kind.partition(":")
        narrated = kind == "narrated"
        if narrated == (not carries) or not narrated and kind not in gold.KINDS:
            raise Refused(f"no such kind: {m[4]!r}")
        if polarity not in POLARITY or certainty not in CERTAINTY:
            raise Refused(f"polarity is one of + - u, certainty one of {' '.join(CERTAINTY)}")
        self.labels[label] = len(self.statements)
        self.scope = self.article.scope(int(first), int(last or first))
        self.now = {"kind": "statement" if narrated else kind, "voice": "narrated" if narrated else None,
                    "polarity": POLARITY[polarity], "certainty": CERTAINTY[certainty], "cue": [], "sources": [], "content": [],
                    "quoted": None, "hedges": [], "for": whom, "when": None, "channel": None, "within": None,
                    "carries": carries.split(",") if narrated else [], "head": None}
        self.statements.append(self.now)

    def source(self, value):
        snippet, arrow, everyone = (x.strip() for x in value.rpartition("=>"))
        if not arrow:
            raise Refused("a source says who it is: SNIPPET => ALIAS[, ALIAS] | self | self NAME | unresolved")
        span = self.article.find(snippet, self.scope)
        self.now["sources"].append({"span": span, "entities": sorted({self.one_of(who.strip(), span) for who in everyone.split(",")}
                                                                     - {None})})

    def one_of(self, who, span):
        """The entity of one name behind the arrow; None for `unresolved`."""
        if who == "unresolved":
            return None
        if who == "self":
            return self.entity("described", span)
        if who.startswith("self "):
            at = [self.article.bytes.index(x) for x in span]
            return self.entity("name", self.article.span(*self.article.one(who[5:].strip(), *at)))
        if who not in self.who:
            raise Refused(f"nobody is {who!r}: a line `who {who} = @N Name` comes first")
        return self.who[who]

    def field(self, key, value):
        find = (lambda v: self.article.find(v, self.scope))
        key, _, sort = key.partition(" ")
        if key in ("cue", "content"):
            self.now[key].append(find(value))
        elif key == "source":
            self.source(value)
        elif key == "quoted":
            self.now["quoted"] = (self.now["quoted"] or []) + ([] if value == "none" else [find(value)])
        elif key == "voice":
            self.now["voice"] = value
        elif key == "hedge":
            self.now["hedges"].append({"span": find(value), "owner": sort})
        elif key == "when":
            snippet, _, time = (x.strip() for x in value.rpartition(" = "))
            if not snippet:
                raise Refused("a time says its value: when: SNIPPET = 2031-05-06 (or = ? where it cannot be told)")
            self.now["when"] = {"span": find(snippet), "value": None if time == "?" else time}
        elif key == "channel":
            self.now["channel"] = {"type": sort, "span": find(value)}
        elif key == "head":
            self.now["head"] = find(value)
        elif key == "within":
            self.now["within"] = value
        else:
            raise Refused(f"no such field: {key!r}")

    def read(self, lines):
        self.now, where, refused = None, [], []
        for number, line in enumerate(lines, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            try:
                if line.startswith("who "):
                    self.read_who(line[4:])
                elif line.startswith("skip "):
                    self.skip.append(self.article.find(line[5:].strip() + " *", None))
                elif line.startswith("@"):
                    m = HEAD.match(line)
                    if not m:
                        raise Refused("a statement begins: @SENTENCE LABEL KIND POLARITY CERTAINTY [for=own|third]")
                    self.read_head(m)
                    where.append(number)
                else:
                    key, colon, value = line.partition(":")
                    if self.now is None or not colon or not value.strip():
                        raise Refused("neither a field nor the head of a statement")
                    self.field(key.strip(), value.strip())
            except Refused as e:
                refused.append(f"line {number}: {e}")
        if refused:
            raise Refused("\n".join(refused))
        return where

    def finish(self):
        """Spans stand in order; quotations, voice and nesting are read off the text where the notes do not say."""
        text, words = self.article.text, gold.word_bytes(self.article.text)
        for s in self.statements:
            s["sources"].sort(key=lambda x: x["span"])
            s["hedges"].sort(key=lambda h: h["span"])
            s["cue"].sort()
            s["content"].sort()
            s["quoted"] = quotations(text.encode("utf-8"), s["content"]) if s["quoted"] is None else sorted(s["quoted"])
            s["voice"] = s["voice"] or voice(words, s["content"], s["quoted"])
        outer = [self.outer(s) for s in self.statements]
        order = sorted(range(len(outer)), key=lambda i: (self.statements[i]["cue"] or self.statements[i]["content"])[:1])
        for s, o in zip(self.statements, outer):
            s["within"] = None if o is None else order.index(o)
        return [self.statements[i] for i in order]

    def outer(self, s):
        """The statement that this one stands within: the one named, else that with the shortest content around its cue."""
        if s["within"] == "none" or s["voice"] == "narrated":
            return None
        if s["within"] is not None:
            if s["within"] not in self.labels:
                raise Refused(f"within: there is no statement {s['within']!r}")
            return self.labels[s["within"]]
        own = s["cue"] or s["content"]
        size = (lambda i: sum(e - b for b, e in self.statements[i]["content"]))
        around = [i for i, o in enumerate(self.statements) if o is not s and gold.inside(own, o["content"])]
        return min(around, key=size, default=None)


def compile_notes(lines, text, row, annotation_pass=1):
    notes = Notes(Article(text))
    where = notes.read(lines)
    document = {"id": row["id"], "sha256": row["sha256"], "size": len(text.encode("utf-8")), "pass": annotation_pass}
    document.update(skip=sorted(notes.skip), entities=notes.entities, statements=notes.finish())
    problems = faults(document, text)
    if problems:
        raise Refused("\n".join(problems) + f"\n(statements begin in lines {where}; in the file they stand in the order of the text)")
    return document


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("notes", nargs="+")
    p.add_argument("--corpora")
    p.add_argument("--out", default=gold.FOLDER)
    p.add_argument("--second", action="store_true", help="the second of two passes")
    args = p.parse_args()
    rows, texts, failed = {r["id"]: r for r in gold.articles()}, gold.Texts(args.corpora), 0
    for path in args.notes:
        row = rows.get(os.path.basename(path).rsplit(".", 1)[0])
        if row is None or texts.get(row) is None:
            sys.exit(f"{path}: " + ("its text is not here (--corpora)" if row else "no article of this id in articles.tsv"))
        try:
            with open(path, encoding="utf-8") as f:
                document = compile_notes(f.read().splitlines(), texts.get(row)[0], row, 2 if args.second else 1)
        except Refused as e:
            failed = 1
            print(f"{path}:\n{e}", file=sys.stderr)
            continue
        target = gold.path_of(row, args.second, args.out)
        gold.dump(document, target)
        print(f"{path}: {len(document['statements'])} statements -> {os.path.relpath(target)}")
    sys.exit(failed)


if __name__ == "__main__":
    main()

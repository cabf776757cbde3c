#!/usr/bin/env python3
"""Scores tokens and proposed sentence ends against a CoNLL-U file (UD English EWT's dev set).

    eval_tokens.py --dump build/release/train/text-dump CORPUS.conllu[.gz] [--errors N] [--documents REGEX]

The raw text of each document is put together again from its sentences: a space between two of a paragraph unless the
last token says SpaceAfter=No, an empty line between paragraphs. A token (word; multiword tokens count as their words)
or sentence counts when both its ends agree. Precision, recall and F1 over all documents."""
import argparse
import collections
import gzip
import json
import re
import subprocess
import sys


def read_sentences(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    meta, rows = {}, []
    with opened as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line and rows:
                yield meta, rows
                meta, rows = {}, []
            elif line.startswith("# "):
                key, _, value = line[2:].partition(" = ")
                meta[key.split(" ")[0] if key.startswith(("newdoc", "newpar")) else key] = value
            elif line:
                rows.append(line.split("\t"))
    if rows:
        yield meta, rows


def word_spans(text, rows):
    """Character spans of the words; None for one that does not stand in the text as such."""
    at, spans, inside = 0, [], None
    for row in rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            begin = text.index(row[1], at)
            inside = (int(row[0].split("-")[1]), begin + len(row[1]))
            at = begin
            continue
        begin = text.find(row[1], at)
        limit = inside[1] if inside else len(text)
        if begin < 0 or begin + len(row[1]) > limit:
            spans.append(None)
        else:
            spans.append((begin, begin + len(row[1])))
            at = begin + len(row[1])
        if inside and int(row[0]) == inside[0]:
            at, inside = inside[1], None
    return spans


def documents(path, wanted):
    text, tokens, sentences, name = "", [], [], ""
    glue = ""
    for meta, rows in read_sentences(path):
        if "newdoc" in meta:
            if text and re.search(wanted, name):
                yield text, tokens, sentences
            text, tokens, sentences, glue, name = "", [], [], "", meta["newdoc"]
        elif "newpar" in meta:
            glue = "\n\n"
        text += glue
        base = len(text)
        text += meta["text"]
        spans = [(b + base, e + base) for b, e in filter(None, word_spans(meta["text"], rows))]
        tokens += spans
        sentences.append((spans[0][0], spans[-1][1]))
        glue = "" if "SpaceAfter=No" in rows[-1][9] else " "
    if text and re.search(wanted, name):
        yield text, tokens, sentences


def to_characters(text, spans):
    at, offsets = 0, {0: 0}
    for i, c in enumerate(text):
        at += len(c.encode())
        offsets[at] = i + 1
    return [(offsets[b], offsets[e]) for b, e in spans]


def score(name, gold, found, hits):
    p, r = hits / max(found, 1), hits / max(gold, 1)
    print(f"{name}: P {100 * p:.2f} R {100 * r:.2f} F1 {200 * p * r / max(p + r, 1e-9):.2f} ({gold} gold, {found} found)")


def clusters(gold, found):
    """The stretches where the two disagree, as (gold spans, found spans)."""
    only_gold, only_found = sorted(set(gold) - set(found)), sorted(set(found) - set(gold))
    marked = sorted([(s, 0) for s in only_gold] + [(s, 1) for s in only_found])
    while marked:
        end, both = marked[0][0][1], ([], [])
        while marked and marked[0][0][0] < end:
            span, side = marked.pop(0)
            both[side].append(span)
            end = max(end, span[1])
        yield both


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus")
    parser.add_argument("--dump", default="build/release/train/text-dump")
    parser.add_argument("--errors", type=int, default=0, help="print the N commonest token errors, and N sentence errors")
    parser.add_argument("--documents", default="", help="only documents whose name matches")
    options = parser.parse_args()
    docs = list(documents(options.corpus, options.documents))
    lines = "".join(json.dumps(text) + "\n" for text, _, _ in docs)
    out = subprocess.run([options.dump], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    counts, errors, ends = collections.Counter(), collections.Counter(), []
    for (text, tokens, sentences), line in zip(docs, out.splitlines(), strict=True):
        read = json.loads(line)
        for name, gold in (("tokens", tokens), ("sentences", sentences)):
            found = to_characters(text, read[name])
            counts[name, "gold"] += len(gold)
            counts[name, "found"] += len(found)
            counts[name, "hits"] += len(set(gold) & set(found))
            if name == "tokens":
                for g, f in clusters(gold, found):
                    errors["|".join(text[b:e] for b, e in g) + "  found  " + "|".join(text[b:e] for b, e in f)] += 1
            else:
                want, have = {e for _, e in gold}, {e for _, e in found}
                ends += [("missed", text[max(0, e - 40):e] + " // " + text[e:e + 30]) for e in want - have]
                ends += [("invented", text[max(0, e - 40):e] + " // " + text[e:e + 30]) for e in have - want]
    for name in ("tokens", "sentences"):
        score(name, counts[name, "gold"], counts[name, "found"], counts[name, "hits"])
    for what, n in errors.most_common(options.errors):
        print(n, repr(what))
    for kind, where in ends[:options.errors]:
        print(kind, repr(where))
    return 0


if __name__ == "__main__":
    sys.exit(main())

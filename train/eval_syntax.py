#!/usr/bin/env python3
"""Scores the built program's words, sentences, tags, lemmas and trees against a treebank in CoNLL-U.

usage: eval_syntax.py GOLD.conllu[.gz] [--program build/release/quoth] [--model FILE] [--from text|tokens]
                      [--system FILE.conllu] [--documents REGEX] [--errors N] [--json]

Printed, as precision / recall / F1, as the CoNLL 2018 shared task's evaluation defines them (Zeman et al. 2018, section 4):
  words, sentences  begin and end equal, counted in characters without white space
  upos, xpos, lemma the words that are there in both and agree, of all gold and of all found words
  uas               likewise, with the same head
  las               and the same relation, up to its colon
  las full          and the same relation with its subtype
  lemma given tags  the lemma, of the words whose UPOS and XPOS agree (no F1: a share)
--from tokens gives the program the gold's words and sentences (--input conllu), --from text their raw text as JSON Lines;
without it both are scored. --system scores a file that some parser has written instead. --errors N prints the commonest
errors too. Multiword tokens count as their words; in English each word has characters of its own.
"""
import argparse
import collections
import json
import re
import subprocess
import sys

from conllu import DEPREL, FORM, HEAD, ID, LEMMA, UPOS, XPOS, documents_of, read_documents, without_annotation

PROGRAM = "build/release/quoth"
METRICS = ["words", "sentences", "upos", "xpos", "lemma", "uas", "las", "las full"]


def characters(document):
    """The surface without white space."""
    return "".join("".join(row[FORM].split()) for sentence in document.sentences for row in sentence.tokens)


def place(document, surface):
    """(words, sentences): each word as {"span", "head" (span, "0" for a root, else None), "row"}, each sentence as a span, in
    characters of `surface`. What the document leaves out of it (a reference mark) is skipped."""
    words, sentences, at = [], [], 0
    for sentence in document.sentences:
        spans = {"0": "0"}
        for row in sentence.words:
            form = "".join(row[FORM].split())
            begin = surface.find(form, at)
            if begin < 0:
                raise ValueError(f"{document.name}: {row[FORM]!r} is not in the text behind {surface[max(0, at - 20):at]!r}")
            at = begin + len(form)
            spans[row[ID]] = (begin, at)
        words += [{"span": spans[row[ID]], "head": spans.get(row[HEAD]), "row": row} for row in sentence.words]
        sentences.append((spans[sentence.words[0][ID]][0], at))
    return words, sentences


def agree(gold, found):
    """Which metrics a pair of words with the same span scores in."""
    g, f = gold["row"], found["row"]
    yield "words"
    for name, column in (("upos", UPOS), ("xpos", XPOS)):
        if g[column] == f[column]:
            yield name
    if g[LEMMA] in ("_", f[LEMMA]):
        yield "lemma"
    if gold["head"] == found["head"]:
        yield "uas"
        if g[DEPREL].split(":")[0] == f[DEPREL].split(":")[0]:
            yield "las"
        if g[DEPREL] == f[DEPREL]:
            yield "las full"


def clusters(gold, found):
    """The stretches where two lists of spans disagree, as (gold spans, found spans)."""
    marked = sorted([(s, 0) for s in set(gold) - set(found)] + [(s, 1) for s in set(found) - set(gold)])
    end, both = -1, None
    for span, side in marked:
        if span[0] >= end:
            if both:
                yield both
            both = ([], [])
        both[side].append(span)
        end = max(end, span[1])
    if both:
        yield both


def errors_of(surface, gold, found, ends):
    """(metric, what) for each error of one document. `ends` are the sentences' ends, gold and found."""
    spans = [w["span"] for w in gold], [w["span"] for w in found]
    for g, f in clusters(*spans):
        yield "words", " ".join(surface[b:e] for b, e in g) + "  found  " + " ".join(surface[b:e] for b, e in f)
    for kind, only in (("missed", ends[0] - ends[1]), ("invented", ends[1] - ends[0])):
        for end in sorted(only):
            yield "sentences", f"{kind}: {surface[max(0, end - 30):end]} // {surface[end:end + 20]}"
    by_span = {w["span"]: w["row"] for w in found}
    for word in gold:
        g, f = word["row"], by_span.get(word["span"])
        if f:
            pairs = (("upos", UPOS), ("xpos", XPOS), ("las full", DEPREL))
            yield from ((name, f"{g[c]}  found  {f[c]}") for name, c in pairs if g[c] != f[c])
            if g[LEMMA] not in ("_", f[LEMMA]):
                yield "lemma", f"{g[FORM]} {g[UPOS]} {g[XPOS]}: {g[LEMMA]}  found  {f[LEMMA]}"


def compare(gold, system, counts, errors):
    surface = characters(gold)
    (words, sentences), (found, found_sentences) = place(gold, surface), place(system, surface)
    for name in METRICS:
        counts[name, "gold"] += len(sentences if name == "sentences" else words)
        counts[name, "found"] += len(found_sentences if name == "sentences" else found)
    counts["sentences", "hits"] += len(set(sentences) & set(found_sentences))
    by_span = {word["span"]: word for word in found}
    for word in words:
        scored = set(agree(word, by_span[word["span"]])) if word["span"] in by_span else set()
        for name in scored:
            counts[name, "hits"] += 1
        if {"upos", "xpos"} <= scored:
            counts["lemma given tags", "gold"] += 1
            counts["lemma given tags", "hits"] += "lemma" in scored
    ends = {e for _, e in sentences}, {e for _, e in found_sentences}
    errors.update(errors_of(surface, words, found, ends))


def score(gold, system):
    """({metric: {"precision", "recall", "f1", "gold", "found"}}, Counter of (metric, error)) of two lists of documents."""
    if len(gold) != len(system):
        raise ValueError(f"{len(gold)} documents were given, {len(system)} came back")
    counts, errors = collections.Counter(), collections.Counter()
    for g, s in zip(gold, system):
        compare(g, s, counts, errors)
    out = {}
    for name in METRICS:
        n, found, hits = (counts[name, k] for k in ("gold", "found", "hits"))
        out[name] = {"precision": 100 * hits / max(1, found), "recall": 100 * hits / max(1, n),
                     "f1": 200 * hits / max(1, n + found), "gold": n, "found": found}
    n = counts["lemma given tags", "gold"]
    out["lemma given tags"] = {"accuracy": 100 * counts["lemma given tags", "hits"] / max(1, n), "gold": n}
    return out, errors


def annotate(options, source, gold):
    """The documents as the program reads them, from raw text or from gold words."""
    command = [options.program, "annotate", "--format", "conllu", *(["--model", options.model] if options.model else [])]
    if source == "tokens":
        command += ["--input", "conllu"]
        lines = without_annotation(gold)
    else:
        lines = (json.dumps({"text": d.text(), "name": d.name}) for d in gold)
    given = "".join(line + "\n" for line in lines).encode("utf-8")
    out = subprocess.run([*command, "-"], input=given, stdout=subprocess.PIPE, check=True).stdout
    return documents_of(out.decode("utf-8").split("\n"))


def report(title, scores, errors, n):
    print(title)
    for name, s in scores.items():
        if "f1" in s:
            print(f"  {name:16} {s['precision']:6.2f} {s['recall']:6.2f} {s['f1']:6.2f}   {s['gold']} gold, {s['found']} found")
        else:
            print(f"  {name:16} {s['accuracy']:6.2f}                 {s['gold']} words")
    for metric in METRICS if n else ():
        for what, times in collections.Counter({w: t for (m, w), t in errors.items() if m == metric}).most_common(n):
            print(f"  {metric}: {times} x {what}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold")
    parser.add_argument("--program", default=PROGRAM)
    parser.add_argument("--model")
    parser.add_argument("--from", dest="source", choices=["text", "tokens"])
    parser.add_argument("--system", help="score this CoNLL-U file instead of running the program")
    parser.add_argument("--documents", default="", help="only documents whose name matches")
    parser.add_argument("--errors", type=int, default=0, help="print the N commonest errors of each kind")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    gold = [d for d in read_documents(options.gold) if re.search(options.documents, d.name)]
    runs = {}
    if options.system:
        runs[options.system] = read_documents(options.system)
    for source in () if options.system else [options.source] if options.source else ("tokens", "text"):
        runs[f"from gold {source}" if source == "tokens" else "from raw text"] = annotate(options, source, gold)
    scored = {title: score(gold, system) for title, system in runs.items()}
    if options.json:
        print(json.dumps({title: scores for title, (scores, _) in scored.items()}))
    else:
        for title, (scores, errors) in scored.items():
            report(title, scores, errors, options.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())

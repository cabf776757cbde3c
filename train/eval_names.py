#!/usr/bin/env python3
"""Scores the built program's names, given a corpus's words, as CoNLL-2003 defines it: precision, recall and F1 of names whose
words and type are both right (Tjong Kim Sang & De Meulder 2003; what conlleval prints).

    eval_names.py conll03|uner|gum CORPORA [--program build/release/quoth] [--model FILE] [--paragraph N] [--errors N] [--json]

conll03  conll03/valid.txt: PER, ORG, LOC, and MISC for every other type
uner     uner-ewt/dev.iob2 on ud-ewt/dev.conllu: PER, ORG, LOC; names of other types count on neither side
gum      ud-gum/dev.conllu, the free genres: the seven types, by the mapping of names.md; what it leaves open counts on
         neither side
"""
import argparse
import collections
import json
import os
import subprocess
import sys

import name_types
from conllu import FORM, MISC, Document, Sentence, documents_of, read_documents, without_annotation

CONLL = {"person": "PER", "organization": "ORG", "place": "LOC"}
CLOSED = {*CONLL, *CONLL.values()}  # types that name_types.UNKNOWN rules out
KEY = "NER"  # in MISC: NER=B-person


def newswire(path, paragraph):
    """(document, [tags]) of CoNLL-2003: its first two lines stand alone, the rest in paragraphs of so many sentences."""
    for number, blocks in enumerate(name_types.conll_blocks(path), 1):
        sentences, tags = [], []
        for i, rows in enumerate(blocks):
            forms = [row[0] for row in rows]
            after = name_types.spaces(forms)
            cells = [[str(n), form, *"_" * 7, "_" if space else "SpaceAfter=No"]
                     for n, (form, space) in enumerate(zip(forms, after, strict=True), 1)]
            comments = {"sent_id": f"{number}-{i + 1}",
                        "text": "".join(form + " " * space for form, space in zip(forms, after, strict=True)).strip()}
            if i == 0:
                comments["newdoc"] = str(number)
            if i < 2 or (i - 2) % paragraph == 0:
                comments["newpar"] = ""
            sentences.append(Sentence(comments, cells))
            tags += [row[3] for row in rows]
        yield Document(str(number), sentences), tags


def treebank(path, named):
    """(document, [tags]) of a CoNLL-U file; `named` are the same documents as name_types reads them."""
    tags = {sentence.id: [word.tag for word in sentence.words] for document in named for sentence in document.sentences}
    for document in read_documents(path):
        if all(sentence.comments["sent_id"] in tags for sentence in document.sentences):
            yield document, [tag for sentence in document.sentences for tag in tags[sentence.comments["sent_id"]]]


def read(corpus, root, paragraph):
    """[(document, [tags])], the types that count, and the name in gold of each of ours."""
    if corpus == "conll03":
        kinds = ("PER", "ORG", "LOC", "MISC")
        return list(newswire(os.path.join(root, "conll03/valid.txt"), paragraph)), kinds, lambda t: CONLL.get(t, "MISC")
    if corpus == "uner":
        named = name_types.read_uner(os.path.join(root, "uner-ewt/dev.iob2"))
        documents = treebank(os.path.join(root, "ud-ewt/dev.conllu"), named)
        return [(d, rename(tags)) for d, tags in documents], ("PER", "ORG", "LOC"), CONLL.get
    path = os.path.join(root, "ud-gum/dev.conllu")
    return list(treebank(path, name_types.read_gum(path))), name_types.TYPES, lambda t: t


def rename(tags):
    return [tag[:2] + CONLL[tag[2:]] if tag[2:] in CONLL else tag for tag in tags]


def annotate(options, documents):
    """[[tags]] as the program finds them."""
    command = [options.program, "annotate", "--input", "conllu", "--format", "conllu"]
    command += ["--model", options.model] if options.model else []
    given = "".join(line + "\n" for line in without_annotation(documents)).encode()
    out = subprocess.run([*command, "-"], input=given, stdout=subprocess.PIPE, check=True).stdout.decode()
    found = documents_of(out.split("\n"))
    for gold, one in zip(documents, found, strict=True):
        mine, theirs = ([row[FORM] for s in d.sentences for row in s.words] for d in (one, gold))
        if mine != theirs:
            raise ValueError(f"document {gold.name}: other words came back than were given")
    return [[tag_of(row) for s in d.sentences for row in s.words] for d in found]


def tag_of(row):
    return next((cell.partition("=")[2] for cell in row[MISC].split("|") if cell.startswith(KEY + "=")), "O")


def count(gold, found, kinds, rename_type, scores, errors, words):
    """Adds one document's names to scores[type]["gold", "found", "hits"], its errors as lines."""
    mine = {(b, e, rename_type(t)) for b, e, t in name_types.mentions_of(found)}
    unknown = {i for i, tag in enumerate(gold) if tag == name_types.UNKNOWN}
    mine = {m for m in mine if m[2] in kinds and (m[2] in CLOSED or not unknown & set(range(m[0], m[1])))}
    theirs = {m for m in name_types.mentions_of(gold) if m[2] in kinds}
    for b, e, kind in theirs:
        scores[kind]["gold"] += 1
        scores[kind]["hits"] += (b, e, kind) in mine
    for _, _, kind in mine:
        scores[kind]["found"] += 1
    for b, e, kind in theirs ^ mine:
        side = "missed" if (b, e, kind) in theirs else "invented"
        errors.append(f"{side} {kind}: {' '.join(words[max(0, b - 4):b])} [{' '.join(words[b:e])}] {' '.join(words[e:e + 4])}")


def measures(score):
    hits, gold, found = score["hits"], score["gold"], score["found"]
    return {"precision": 100 * hits / max(1, found), "recall": 100 * hits / max(1, gold),
            "f1": 200 * hits / max(1, gold + found), "gold": gold, "found": found}


def evaluate(documents, found, kinds, rename_type):
    """({type or "all": measures}, errors) over all documents."""
    scores, errors = collections.defaultdict(collections.Counter), []
    for (document, gold), tags in zip(documents, found, strict=True):
        words = [row[FORM] for sentence in document.sentences for row in sentence.words]
        count(gold, tags, kinds, rename_type, scores, errors, words)
    out = {kind: measures(scores[kind]) for kind in kinds}
    out["all"] = measures(sum(scores.values(), collections.Counter()))
    return out, errors


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", choices=("conll03", "uner", "gum"))
    parser.add_argument("corpora", help="the folder that has it")
    parser.add_argument("--program", default="build/release/quoth")
    parser.add_argument("--model")
    parser.add_argument("--paragraph", type=int, default=1, help="conll03: how many sentences make a paragraph")
    parser.add_argument("--errors", type=int, default=0, help="print N errors")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    documents, kinds, rename_type = read(options.corpus, options.corpora, options.paragraph)
    scores, errors = evaluate(documents, annotate(options, [d for d, _ in documents]), kinds, rename_type)
    if options.json:
        print(json.dumps(scores))
        return 0
    print(f"{options.corpus}: names given the words, precision / recall / F1")
    for kind, s in scores.items():
        print(f"  {kind:13} {s['precision']:6.2f} {s['recall']:6.2f} {s['f1']:6.2f}   {s['gold']} gold, {s['found']} found")
    print("\n".join(errors[:options.errors]), end="\n" if options.errors else "")
    return 0


if __name__ == "__main__":
    sys.exit(main())

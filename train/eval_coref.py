#!/usr/bin/env python3
"""Scores coreference of the built program on UD English GUM, given the words: predicted mentions, singletons left out.

usage: eval_coref.py FILE.conllu [--program build/release/quoth] [--model FILE]

MUC, B-cubed, CEAF-phi4 and their mean (the CoNLL score) by the reference scorer's definitions (chains.py). GUM takes the 's of a
possessive into the mention, quoth does not: a mention gets it where the treebank has it. GUM has no relative pronouns.
"""
import argparse
import json
import subprocess
import sys
import tempfile

import chains
import conllu


def found(annotation, tokens, words):
    """Chains of the program as spans of words."""
    begins = {b: i for i, (b, *_) in enumerate(tokens)}
    ends = {e: i + 1 for i, (_, e, *_) in enumerate(tokens)}
    groups = {}
    for m in annotation["mentions"]:
        span = m.get("phrase") or [m["begin"], m["end"]]
        relative = span[0] in begins and m["form"] == "pronoun" and words[begins[span[0]]][conllu.XPOS] in ("WP", "WDT", "WP$")
        if m["referent"] is None or relative or span[0] not in begins or span[1] not in ends:
            continue
        first, last = begins[span[0]], ends[span[1]]
        if last < len(words) and words[last][conllu.XPOS] == "POS":
            last += 1
        groups.setdefault(m["referent"], []).append((first, last))
    return [list(dict.fromkeys(g)) for g in groups.values()]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("treebank")
    p.add_argument("--program", default="build/release/quoth")
    p.add_argument("--model")
    args = p.parse_args()
    documents = conllu.read_documents(args.treebank)
    with tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf-8") as f:
        f.writelines(line + "\n" for line in conllu.without_annotation(documents))
        f.flush()
        model = ["--model", args.model] if args.model else []
        printed = subprocess.run([args.program, "annotate", "--input", "conllu", "--json", *model, f.name], stdout=subprocess.PIPE, check=True).stdout
    scorer = chains.Scorer()
    for document, line in zip(documents, printed.splitlines(), strict=True):
        annotation = json.loads(line)
        words = [row for s in document.sentences for row in s.words]
        if len(annotation["tokens"]) != len(words):
            sys.exit(f"{document.name}: {len(annotation['tokens'])} words, the treebank has {len(words)}")
        scorer.add(chains.chains_of(document), found(annotation, annotation["tokens"], words))
    scores = scorer.scores()
    for name in ("mentions", "MUC", "B3", "CEAFe"):
        print(f"  {name:9} P {scores[name][0]:5.1f}  R {scores[name][1]:5.1f}  F1 {scores[name][2]:5.1f}")
    print(f"  CoNLL     {scores['CoNLL']:.1f}, {len(documents)} documents")


if __name__ == "__main__":
    main()

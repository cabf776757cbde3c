#!/usr/bin/env python3
"""eval_names.py on cases small enough to count by hand, with a program that stands in for quoth."""
import os
import stat
import sys
import tempfile
import unittest
from types import SimpleNamespace

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "train"))
import eval_names  # noqa: E402
from conllu import documents_of  # noqa: E402

CONLL = "-DOCSTART- -X- -X- O\n\nDana NNP x B-PER\nOrlec NNP x I-PER\nleft VBD x O\nLisgard NNP x B-LOC\n. . x O\n\nTavrian JJ x B-MISC\nboats NNS x O\n"


def scored(gold, found, kinds, rename=lambda t: t):
    lines = [f"{i + 1}\tw{i}" + "\t_" * 8 for i in range(len(gold))]
    (document,) = documents_of([*lines, ""])
    return eval_names.evaluate([(document, gold)], [found], kinds, rename)


class Scores(unittest.TestCase):
    def test_a_name_counts_with_both_ends_and_its_type(self):
        kinds = ("PER", "LOC")
        gold = ["B-PER", "I-PER", "O", "B-LOC", "O"]
        scores, errors = scored(gold, gold, kinds)
        self.assertEqual([scores["all"]["f1"], len(errors)], [100, 0])
        scores, errors = scored(gold, ["B-PER", "O", "O", "B-LOC", "B-LOC"], kinds)
        self.assertEqual([round(scores[k]["f1"], 1) for k in ("PER", "LOC", "all")], [0, 66.7, 40])
        self.assertEqual(len(errors), 3)
        scores, _ = scored(gold, ["B-PER", "I-PER", "O", "B-PER", "O"], kinds)
        self.assertEqual([scores["all"]["precision"], scores["LOC"]["recall"]], [50, 0])

    def test_a_name_may_begin_with_an_inside_tag(self):
        scores, _ = scored(["I-LOC", "I-PER"], ["B-LOC", "B-PER"], ("PER", "LOC"))
        self.assertEqual(scores["all"]["f1"], 100)

    def test_our_types_are_renamed_and_what_does_not_count_is_left_out(self):
        found = ["B-group", "B-event", "B-place"]
        scores, _ = scored(["B-MISC", "B-MISC", "B-LOC"], found, ("PER", "ORG", "LOC", "MISC"), lambda t: eval_names.CONLL.get(t, "MISC"))
        self.assertEqual(scores["all"]["f1"], 100)
        scores, _ = scored(["?", "?", "B-LOC"], found, ("PER", "ORG", "LOC"), eval_names.CONLL.get)
        self.assertEqual([scores["all"]["f1"], scores["all"]["found"]], [100, 1])

    def test_words_that_the_corpus_leaves_open_count_on_neither_side(self):
        scores, _ = scored(["?", "?", "B-event"], ["B-event", "O", "B-event"], ("event", "place"))
        self.assertEqual([scores["all"]["f1"], scores["all"]["found"]], [100, 1])

    def test_the_program_is_given_words_and_read_back(self):
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, "conll03"))
            with open(os.path.join(folder, "conll03/valid.txt"), "w", encoding="utf-8") as f:
                f.write(CONLL)
            program = os.path.join(folder, "program")
            with open(program, "w", encoding="utf-8") as f:
                f.write("#!/bin/sh\nawk -F'\\t' 'BEGIN{OFS=FS} $2==\"Dana\"{$10=\"NER=B-person\"} $2==\"Orlec\"{$10=\"NER=I-person\"}"
                        " $2==\"Tavrian\"{$10=\"NER=B-group|SpaceAfter=No\"} 1'\n")
            os.chmod(program, stat.S_IRWXU)
            documents, kinds, rename = eval_names.read("conll03", folder, 1)
            self.assertEqual(documents[0][0].sentences[0].comments["text"], "Dana Orlec left Lisgard.")
            found = eval_names.annotate(SimpleNamespace(program=program, model=None), [d for d, _ in documents])
            scores, errors = eval_names.evaluate(documents, found, kinds, rename)
            self.assertEqual([round(scores[k]["f1"]) for k in (*kinds, "all")], [100, 0, 0, 100, 80])
            self.assertEqual(errors, ["missed LOC: Dana Orlec left [Lisgard] . Tavrian boats"])


if __name__ == "__main__":
    unittest.main()

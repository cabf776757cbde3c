#!/usr/bin/env python3
"""eval_entities.py on cases small enough to reckon by hand."""
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "train"))
import eval_entities  # noqa: E402


def mention(text, kind="HUM"):
    return {"tokens_str": text, "mention_type": kind, "coref_chain": "not looked at"}


class Scores(unittest.TestCase):
    def test_b_cubed(self):
        self.assertEqual(eval_entities.self_test(), 0)
        self.assertEqual(eval_entities.b_cubed([], []), (0.0, 0.0, 0.0))

    def test_a_document_is_grouped_by_heads_alone(self):
        rows = eval_entities.profiles_of("d", [mention("Anna Orlec"), mention("Orlec"), mention("she"), mention("the actress"),
                                               mention("the mayor of Lisgard"), mention("mayor"), mention("she")])
        self.assertEqual([[m["tokens_str"] for m in group] for group, _ in rows],
                         [["Anna Orlec", "Orlec"], ["she"], ["the actress"], ["the mayor of Lisgard", "mayor"], ["she"]])
        self.assertEqual([row["anonymous"] for _, row in rows], [False, True, True, False, True])
        self.assertEqual(rows[0][1]["names"], ["Anna Orlec", "Orlec"])

    def test_types(self):
        self.assertEqual(eval_entities.type_of([mention("Anna Orlec")]), "person")
        self.assertEqual(eval_entities.type_of([mention("LHB")]), "organization")
        self.assertEqual(eval_entities.type_of([mention("Lisgard", "LOC")]), "place")


if __name__ == "__main__":
    unittest.main()

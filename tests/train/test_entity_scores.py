#!/usr/bin/env python3
"""eval_entities.py on cases small enough to reckon by hand."""
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "train"))
import eval_entities  # noqa: E402


class Scores(unittest.TestCase):
    def test_b_cubed(self):
        self.assertEqual(eval_entities.self_test(), 0)
        self.assertEqual(eval_entities.b_cubed([], []), (0.0, 0.0, 0.0))

    def test_named(self):
        named = [eval_entities.is_named({"tokens_str": text}) for text in ("Anna Orlec", "the Quay", "The mayor", "I", "mayor")]
        self.assertEqual(named, [True, True, False, False, False])

    def test_running_text(self):
        words = [(0, 0, "Zoë"), (0, 1, "'s"), (0, 2, "boat"), (0, 3, "("), (0, 4, "red"), (0, 5, ")"), (1, 0, "It"), (1, 1, ".")]
        text, begins = eval_entities.text_of(words)
        self.assertEqual(text, "Zoë's boat (red)\nIt.")
        self.assertEqual([begins[s, n] for s, n, _ in words], [0, 4, 7, 12, 13, 16, 18, 20])

    def test_who_has_a_head(self):
        # "Mayor Anna Orlec rows", the name under "rows", the title under the name
        tokens = [[0, 5, "NN", 2], [6, 10, "NNP", 2], [11, 16, "NNP", 3], [17, 21, "VBZ", -1]]
        name = {"form": "name", "begin": 6, "end": 16, "phrase": [0, 16], "referent": 4, "roles": [], "appositions": [],
                "titles": [{"begin": 0, "end": 5}]}
        nobody = dict(name, begin=17, end=21, phrase=None, referent=None)
        self.assertEqual(eval_entities.referents({"tokens": tokens, "mentions": [nobody, name]}), {2: 4, 0: 4})

    def test_chains_are_joined_across(self):
        rows = [{"chain": c, "entity": e} for c, e in (("a", 1), ("a", None), ("b", 1), ("c", None))]
        found = eval_entities.joined(rows, lambda row: row["chain"], lambda row: row["entity"])
        self.assertEqual([found.index(c) for c in found], [0, 0, 0, 3])


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/env python3
"""MUC, B-cubed and CEAF-phi4 against cases counted by hand."""
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../train"))
import chains  # noqa: E402


def scores(key, response):
    scorer = chains.Scorer()
    scorer.add([list(c) for c in key], [list(c) for c in response])
    return scorer.scores()


class Chains(unittest.TestCase):
    def near(self, got, wanted):
        self.assertEqual([round(x, 1) for x in got], wanted)

    def test_the_same(self):
        for name, got in scores(["abc", "de"], ["de", "cab"]).items():
            self.assertEqual(got if name == "CoNLL" else got[2], 100.0)

    def test_nothing_found(self):
        self.assertEqual(scores(["abc"], [])["CoNLL"], 0.0)

    def test_muc(self):
        # key abcde: one link of four lost; fg kept. Vilain et al. 1995 count 5 links in the key, 4 found; response 2+1+1... all right.
        self.near(scores(["abcde", "fg"], ["abc", "de", "fg"])["MUC"], [100.0, 80.0, 88.9])
        # one chain too much: 6 links in the response, 5 of them right
        self.near(scores(["abcde", "fg"], ["abcdefg"])["MUC"], [83.3, 100.0, 90.9])

    def test_b_cubed(self):
        # Bagga & Baldwin 1998: 5, 2 and 5 mentions; the response joins the second and the third
        got = scores(["abcde", "fg", "hijkl"], ["abcde", "fghijkl"])["B3"]
        self.near(got, [76.2, 100.0, 86.5])  # (5 + 2 * 2 / 7 + 5 * 5 / 7) / 12
        got = scores(["abcde", "fg", "hijkl"], ["abcdehijkl", "fg"])["B3"]
        self.near(got, [58.3, 100.0, 73.7])  # (10 * 1 / 2 + 2) / 12

    def test_ceaf(self):
        # phi4(abc, ab) = 4/5, phi4(abc, cd) = 2/5, phi4(de, cd) = 1/2: best 4/5 + 1/2, of two chains either side
        self.near(scores(["abc", "de"], ["ab", "cd"])["CEAFe"], [65.0, 65.0, 65.0])

    def test_ceaf_prefers_the_best_whole(self):
        # greedy would take ab-abc first; the best total pairs them otherwise
        weights = [[0.9, 0.8], [0.85, 0.1]]
        self.assertEqual(sorted(chains.assignment(weights)), [(0, 1), (1, 0)])

    def test_single_mentions_do_not_count(self):
        self.assertEqual(scores(["ab", "c"], ["ab", "d"])["CoNLL"], 100.0)


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/env python3
"""The scorer scores: eval_statements.py on cases small enough to count by hand. No corpus, no program, no PyTorch."""
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "train"))
from eval_statements import predicted, same, score  # noqa: E402
from polnear import read_annotations, read_folder  # noqa: E402

TEXT = "The mill will reopen, Dana Orlec said.\nRudi Kamm denied it.\n"


def statement(source, cue, content):
    return {"source": source, "cue": cue, "content": content}


GOLD = [statement([(22, 32)], [(33, 37)], [(0, 20)]), statement([(39, 48)], [(49, 55)], [(56, 58)])]


class Scores(unittest.TestCase):
    def f1(self, guess):
        s = score([(GOLD, guess)])
        return [round(s["exact"][r]["f1"], 1) for r in ("source", "cue", "content")] + [round(s["linked"]["f1"], 1)]

    def test_gold_itself_scores_full(self):
        self.assertEqual(self.f1(GOLD), [100, 100, 100, 100])

    def test_nothing_scores_nothing(self):
        self.assertEqual(self.f1([]), [0, 0, 0, 0])

    def test_a_span_one_byte_off_is_not_exact_but_begins_there_and_links(self):
        guess = [statement([(22, 32)], [(33, 37)], [(0, 19)]), GOLD[1]]
        self.assertEqual(self.f1(guess), [100, 100, 50, 100])
        self.assertEqual(score([(GOLD, guess)])["begin"]["content"]["f1"], 100)

    def test_swapped_sources_keep_spans_and_lose_links(self):
        guess = [statement(GOLD[1]["source"], GOLD[0]["cue"], GOLD[0]["content"]),
                 statement(GOLD[0]["source"], GOLD[1]["cue"], GOLD[1]["content"])]
        self.assertEqual(self.f1(guess), [100, 100, 100, 0])

    def test_each_piece_counts(self):
        gold = [statement([(0, 3)], [(4, 8)], [(10, 20), (30, 40)])]
        guess = [statement([(0, 3)], [(4, 8)], [(10, 20)])]
        content = score([(gold, guess)])["exact"]["content"]
        self.assertEqual((content["gold"], content["predicted"], round(content["recall"])), (2, 1, 50))

    def test_linking_wants_half_of_the_bytes_and_no_source_where_the_gold_has_none(self):
        gold = statement([], [(4, 8)], [(10, 20)])
        self.assertTrue(same(gold, statement([], [(4, 8)], [(10, 15)])))
        self.assertFalse(same(gold, statement([], [(4, 8)], [(10, 14)])))
        self.assertFalse(same(gold, statement([(0, 3)], [(4, 8)], [(10, 20)])))
        self.assertFalse(same(gold, statement([], [(8, 9)], [(10, 20)])))

    def test_one_prediction_matches_one_gold_statement(self):
        gold = [GOLD[0], statement([(22, 32)], [(33, 37)], [(0, 20)])]
        self.assertEqual(score([(gold, [GOLD[0]])])["linked"]["gold"], 2)
        self.assertEqual(round(score([(gold, [GOLD[0]])])["linked"]["recall"]), 50)


class Reading(unittest.TestCase):
    def test_nested_and_narrated_statements_do_not_count_and_spans_are_cut_at_line_ends(self):
        span = lambda b, e: {"begin": b, "end": e}
        row = {"within": None, "voice": "indirect", "sources": [span(22, 32)], "cue": span(33, 37), "content": [span(0, 48)]}
        rows = [row, dict(row, within=0), dict(row, voice="narrated"), dict(row, cue=None)]
        out = predicted({"statements": rows}, TEXT)
        self.assertEqual(len(out), 2)
        self.assertEqual(out[0]["content"], [(0, 38), (39, 48)])
        self.assertEqual(out[1]["cue"], [])

    def test_code_points_become_bytes(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "a.ann")
            with open(path, "w", encoding="utf-8") as f:
                f.write("T1\tSource 0 4\tZoë X\nT2\tCue 5 9\tsaid\nT3\tContent 10 13;14 17\tyes\n"
                        "T4\tAttribution 5 9\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n")
            with open(path[:-4] + ".txt", "w", encoding="utf-8") as f:
                f.write("Zoë  said yes\nyes.")
            (_, text, gold), = read_folder(folder)
            self.assertEqual(gold[0].source, [(0, 5)])
            self.assertEqual(gold[0].content, [(11, 14), (15, 18)])
            self.assertEqual(read_annotations(path, text)[0].cue, [(6, 10)])


if __name__ == "__main__":
    unittest.main()

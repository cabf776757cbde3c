#!/usr/bin/env python3
"""train/calibrate.py: the fit, the map, and the model file's metadata."""
import json
import os
import struct
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "train"))
import calibrate  # noqa: E402


class Calibrate(unittest.TestCase):
    def test_the_map_rises_and_says_what_was_right(self):
        sure = [(0.99 + i / 1e5, i % 10 > 0) for i in range(400)]      # says 99 %, right nine times in ten
        unsure = [(0.5 + i / 1e4, i % 10 < 3) for i in range(400)]     # says 50 %, right three times in ten
        knots = calibrate.fit(sure + unsure)
        self.assertTrue(2 <= len(knots) <= 16)
        for (x, y), (u, v) in zip(knots, knots[1:]):
            self.assertLess(x, u)
            self.assertLessEqual(y, v)
        self.assertAlmostEqual(calibrate.apply(knots, 0.992), 0.9, delta=0.02)
        self.assertAlmostEqual(calibrate.apply(knots, 0.52), 0.3, delta=0.02)
        self.assertEqual(calibrate.apply(knots, 0), knots[0][1])
        self.assertEqual(calibrate.apply(knots, 1), knots[-1][1])

    def test_shares_that_fall_are_merged(self):
        pairs = [(0.1 + i / 1000, i % 2 == 0) for i in range(400)] + [(0.6 + i / 1000, i % 4 == 0) for i in range(400)]
        pairs += [(1, True)] * 100
        knots = calibrate.fit(pairs)
        self.assertEqual([y for _, y in knots], sorted(y for _, y in knots))
        self.assertAlmostEqual(calibrate.apply(knots, 0.4), 0.38, delta=0.1)

    def test_classes(self):
        row = {"voice": "indirect", "within": None, "quoted": [], "cue": {"lemma": "say"}}
        self.assertEqual([calibrate.class_of(row | x) for x in ({}, {"cue": {"lemma": "hum"}}, {"quoted": [{}]}, {"within": 1},
                                                                {"voice": "narrated"}, {"cue": None, "quoted": [{}]})],
                         ["listed", "unlisted", "quoted", "within", "narrated", "quoted"])

    def test_the_file_keeps_its_weights(self):
        header = {"__metadata__": {"format": "f", "vocab": "é"}, "a": {"dtype": "I8", "shape": [3], "data_offsets": [0, 3]}}
        head = json.dumps(header).encode()
        with tempfile.TemporaryDirectory() as folder:
            old, new, bare = (os.path.join(folder, name) for name in ("old", "new", "bare"))
            with open(old, "wb") as f:
                f.write(struct.pack("<Q", len(head)) + head + b"\1\2\3")
            calibrate.rewrite(old, new, {"listed": [[0, 0.1], [1, 0.9]]})
            calibrate.rewrite(new, bare, {})
            for path, told in ((new, "[[0, 0.1], [1, 0.9]]"), (bare, None)):
                with open(path, "rb") as f:
                    read = json.loads(f.read(struct.unpack("<Q", f.read(8))[0]))
                    self.assertEqual(f.read(), b"\1\2\3")
                self.assertEqual(read["__metadata__"].pop("confidence_listed", None), told)
                self.assertEqual(read, header)


if __name__ == "__main__":
    unittest.main()

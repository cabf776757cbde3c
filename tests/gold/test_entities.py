#!/usr/bin/env python3
"""The gold of entities across documents and its tools: notes to stand-off, refusals, scores counted by hand. Standard library only."""
import copy
import json
import os
import sys
import tempfile
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
sys.path.insert(0, os.path.join(ROOT, "train"))
import gold  # noqa: E402
import gold_events  # noqa: E402
from eval_across import Score, attach, joined, lines_of, same_mention  # noqa: E402
from gold_entities import check, compile_notes, faults, same  # noqa: E402
from gold_snippets import Refused  # noqa: E402

TEXTS = ("Zoë Orlec of the Marn Gazette met Rudi Kamm. Orlec left the Kamm Mill. Kaldovia objected.\n",
         "Rudi Kamm and his brother Odo Kamm spoke. Mr. Kamm (Odo) laughed. Kamm, the elder, did not. Orlec wrote it.\n")
NOTES = """
# who is who
person Zoë Orlec | Orlec
person! Rudi Kamm | Kamm
person Odo Kamm | Odo | Mr. {{Kamm}} (Odo
publication Marn Gazette
none Kamm Mill
place Kaldovia @1
unclear Rudi Kamm | Odo Kamm
"""


def compiled(notes=NOTES):
    return compile_notes(notes.splitlines(), "event-1", TEXTS)[0]


def words(event, document, entity):
    raw = TEXTS[document].encode("utf-8")
    return [raw[b:e].decode("utf-8") for u in event["units"] if (u["document"], u["entity"]) == (document, entity) for b, e in u["spans"]]


class Compiles(unittest.TestCase):
    def test_longer_names_masks_contexts_and_places_tell_mentions_apart(self):
        event = compiled()
        self.assertEqual(event["entities"][1], {"type": "person", "status": True, "same": same("Rudi Kamm")})
        self.assertEqual(words(event, 0, 0), ["Zoë Orlec", "Orlec"])
        self.assertEqual(words(event, 0, 1), ["Rudi Kamm"])
        self.assertEqual(words(event, 1, 1), ["Rudi Kamm", "Kamm"])
        self.assertEqual(words(event, 1, 2), ["Odo Kamm", "Kamm", "Odo"])
        self.assertEqual(words(event, 1, 0), ["Orlec"])
        self.assertEqual(event["unclear"], [[1, 2]])
        self.assertNotIn("Kamm", json.dumps(event))

    def refused(self, old, new, why):
        self.assertIn(old, NOTES)
        with self.assertRaisesRegex(Refused, why):
            compiled(NOTES.replace(old, new, 1))

    def test_what_is_not_there_or_not_decided_is_refused(self):
        self.refused("| Orlec", "| Orlek", "line 3: not there word for word: 'Orlek'")
        self.refused("Kaldovia @1", "Kaldovia @2", "not there word for word: 'Kaldovia' in 2")
        self.refused("Kaldovia @1", "Kaldovia @7", "no document 7")
        self.refused("Rudi Kamm | Kamm", "Rudi Kamm | Kamm @2:2", "lines 4 and 5 both want 'Mr. .*' in document 2")
        self.refused("Odo Kamm | Odo |", "Odo Kamm | Rudi |", "line 5: 'Rudi' stands nowhere on its own")
        self.refused("publication", "newspaper", "neither a type")
        self.refused("unclear Rudi Kamm", "unclear Kamm", "nobody's first name is 'Kamm'")
        self.refused("person Odo Kamm", "person Rudi Kamm", "is there already")


class Checks(unittest.TestCase):
    def spoilt(self, change, why):
        event = compiled()
        change(event)
        self.assertIn(why, "\n".join(faults(event, TEXTS)))

    def test_faults_are_seen(self):
        self.assertEqual(faults(compiled(), TEXTS), [])
        self.spoilt(lambda e: e.update(note="x"), "keys ['note']")
        self.spoilt(lambda e: e["entities"][0].update(type="Orlec"), "entity 0")
        self.spoilt(lambda e: e["entities"][0].update(name="Orlec"), "entity 0")
        self.spoilt(lambda e: e["entities"].append({"type": "person", "status": False, "same": same("Orla")}), "entity 5: nowhere")
        self.spoilt(lambda e: e["entities"][0].update(same=same("Odo Kamm")), "two entities are the same")
        self.spoilt(lambda e: e["units"].append(copy.deepcopy(e["units"][0])), "two units")
        self.spoilt(lambda e: e["units"][0].update(spans=[[0, 4]], document=7), "unit 0")
        self.spoilt(lambda e: e["units"][0].update(spans=[[0, 3]]), "cuts a character")
        self.spoilt(lambda e: e["units"][0].update(spans=[[0, 5]]), "blank")
        self.spoilt(lambda e: e["units"][0].update(spans=[[0, 900]]), "not in the text")
        self.spoilt(lambda e: e["units"][0].update(spans=[[0, 10], [5, 10]]), "overlap")
        self.spoilt(lambda e: e.update(unclear=[[2, 1]]), "unclear")
        self.spoilt(lambda e: e["documents"].reverse(), "not these texts")

    def test_the_gold_that_is_here_is_in_order(self):
        self.assertEqual(check(gold_events.FOLDER), [])

    def test_a_file_that_nobody_listed_and_one_that_is_missing_are_faults(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "events.tsv"), "w", encoding="utf-8") as f:
                f.write("id\tfile\tpart\tdocuments\tbytes\nevent-2\t02-*.jsonl\tdev\t2\t200\n")
            gold_events.dump(compiled(), os.path.join(folder, "dev", "event-1.json"))
            self.assertEqual([p.rsplit(": ", 1)[1] for p in check(folder)],
                             ["no such event in events.tsv, or in another part", "not there"])

    def test_parts_are_apart_and_large_enough(self):
        rows = gold_events.rows()
        parts = {p: [r for r in rows if r["part"] == p] for p in ("dev", "test")}
        self.assertGreaterEqual(len(parts["dev"]), 8)
        self.assertGreaterEqual(len(parts["test"]), 4)
        read = {r["sha256"]: r["part"] for r in gold.articles()}
        for part, events in parts.items():
            for r in events:
                seen = {read[d["sha256"]] for d in gold.load(gold_events.path_of(r))["documents"] if d["sha256"] in read}
                self.assertFalse(seen & {"test"} if part == "dev" else seen, r["id"])


def as_entities(event):
    """The gold as the program would print it."""
    return [{"id": i, "spans": [{"document": event["documents"][u["document"]]["sha256"], "begin": b, "end": e}
                                for u in event["units"] if u["entity"] == i for b, e in u["spans"]]} for i in range(len(event["entities"]))]


class Scores(unittest.TestCase):
    def score(self, change=lambda entities: None, unclear=True):
        event = compiled()
        event["unclear"] = event["unclear"] if unclear else []
        entities = as_entities(event)
        change(entities)
        score = Score()
        score.add(event, lines_of("\n".join(json.dumps(e) for e in entities) + "\n"))
        return score.result()

    def counts(self, result, level, kind):
        return tuple(result[level][kind][k] for k in ("gold", "linked", "right"))

    def test_the_gold_itself_is_right(self):
        r = self.score()
        self.assertEqual((r["units"], r["found"]), (7, 100))
        # Across: Orlec and Rudi Kamm are in both documents. Within: Orlec twice in the first, Rudi twice and Odo three times in the second.
        self.assertEqual(self.counts(r, "across", "people"), (2, 2, 2))
        self.assertEqual(self.counts(r, "across", "status"), (1, 1, 1))
        self.assertEqual(self.counts(r, "within", "people"), (5, 5, 5))
        self.assertEqual((r["across"]["named"]["precision"], r["across"]["named"]["recall"]), (100, 100))
        self.assertIsNone(r["across"]["places"]["precision"])

    def merged(self, entities):
        entities[1]["spans"] += entities.pop(2)["spans"]

    def test_brothers_made_one_are_wrong_across_and_within_unless_unclear(self):
        r = self.score(self.merged, unclear=False)
        # Across: also Rudi of document 1 with Odo of document 2. Within: also the 2 x 3 pairs of the brothers' mentions.
        self.assertEqual(self.counts(r, "across", "people"), (2, 3, 2))
        self.assertEqual(self.counts(r, "across", "status"), (1, 2, 1))
        self.assertEqual(self.counts(r, "within", "people"), (5, 11, 5))
        self.assertAlmostEqual(r["across"]["named"]["precision"], 100 * 2 / 3)
        r = self.score(self.merged)
        self.assertEqual((self.counts(r, "across", "people"), self.counts(r, "within", "people")), ((2, 2, 2), (5, 5, 5)))

    def test_one_wrong_mention_is_enough(self):
        def change(entities):
            entities[1]["spans"].append(entities[2]["spans"].pop(1))
        r = self.score(change, unclear=False)
        self.assertEqual(self.counts(r, "across", "people"), (2, 3, 2))
        # Within: of Odo's three pairs one is left; the wrong mention is with Rudi's two.
        self.assertEqual(self.counts(r, "within", "people"), (5, 5, 3))

    def test_an_entity_for_each_document_is_precise_and_recalls_nothing(self):
        def change(entities):
            for e in list(entities):
                for s in e["spans"]:
                    s["who"] = f"{e['id']} {s['document']}"
            spans = [s for e in entities for s in e["spans"]]
            entities[:] = [{"id": w, "spans": [s for s in spans if s["who"] == w]} for w in sorted({s["who"] for s in spans})]
        r = self.score(change)
        self.assertEqual(self.counts(r, "across", "named"), (2, 0, 0))
        self.assertEqual(self.counts(r, "within", "named"), (5, 5, 5))

    def test_what_is_not_found_is_missed(self):
        r = self.score(lambda entities: entities.pop(0))
        self.assertEqual(self.counts(r, "across", "people"), (2, 1, 1))
        self.assertAlmostEqual(r["found"], 100 * 5 / 7)

    def test_a_person_made_one_with_a_newspaper_is_wrong_though_of_two_kinds(self):
        def change(entities):
            entities[0]["spans"] += entities.pop(3)["spans"]
        r = self.score(change)
        self.assertEqual(self.counts(r, "across", "named"), (2, 3, 2))
        self.assertEqual(self.counts(r, "across", "people"), (2, 2, 2))

    def test_places_are_apart(self):
        def change(entities):
            entities[4]["spans"] += entities.pop(0)["spans"]
        r = self.score(change)
        self.assertEqual(self.counts(r, "across", "named"), (2, 2, 2))
        self.assertEqual(self.counts(r, "across", "places"), (0, 0, 0))

    def test_events_together_have_what_they_share_as_one(self):
        other = compile_notes(["person=Rudi Rudi Kamm | Kamm", "person=Odo Odo", "unclear Rudi Kamm | Odo"], "event-2", TEXTS[1:])[0]
        one = compiled(NOTES.replace("person! Rudi", "person!=Rudi Rudi"))
        event = joined([one, other])
        self.assertEqual((len(event["documents"]), len(event["entities"]), len(event["units"])), (3, 6, 9))
        self.assertEqual([u["entity"] for u in event["units"] if u["document"] == 2], [1, 5])  # another Odo, or another key
        self.assertEqual((event["entities"][1]["status"], event["unclear"]), (True, [[1, 2], [1, 5]]))
        score = Score()
        score.add(event, [])
        self.assertEqual(score.result()["across"]["people"]["gold"], 4)  # Orlec once, Rudi thrice

    def test_mentions(self):
        self.assertEqual(same_mention((10, 20), (10, 20)), 1)
        self.assertAlmostEqual(same_mention((10, 20), (4, 20)), 10 / 16)
        self.assertAlmostEqual(same_mention((16, 20), (4, 20)), 4 / 16)  # a title and a first name more
        self.assertAlmostEqual(same_mention((10, 20), (10, 16)), 0.6)  # the last name less
        self.assertEqual(same_mention((10, 20), (10, 14)), 0)
        self.assertEqual(same_mention((10, 20), (20, 30)), 0)
        self.assertEqual(attach([(30, 34), (0, 4), (10, 20)], [(5, 20, "a"), (28, 34, "b"), (0, 9, "c"), (4, 10, "d")]),
                         [{"b"}, set(), {"a"}])
        self.assertEqual(attach([(0, 9), (10, 20)], [(0, 20, "a"), (0, 9, "b"), (12, 20, "b")]), [{"b"}, {"a", "b"}])


if __name__ == "__main__":
    unittest.main()

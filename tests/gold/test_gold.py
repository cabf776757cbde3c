#!/usr/bin/env python3
"""The gold and its tools: notation to stand-off, the checker's refusals, scores counted by hand. Standard library only."""
import copy
import os
import sys
import tempfile
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
sys.path.insert(0, os.path.join(ROOT, "train"))
import gold  # noqa: E402
from eval_gold import Score, match  # noqa: E402
from gold_agreement import Agreement, kappa  # noqa: E402
from gold_check import check, faults, words_in  # noqa: E402
from gold_compile import compile_notes  # noqa: E402
from gold_draft import compile_corrections, shown  # noqa: E402
from gold_snippets import Refused  # noqa: E402

TEXT = ("Mill to close\n\nZoë Orlec said on Monday that the mill “might close”. Rudi Kamm, its owner, denied the claim. "
        "“It will not close,” he said. “Not this year.” Police allegedly searched it on 3 May 2031.\n")
NOTES = """
who ORLEC = @2 Zoë Orlec
who KAMM = @3 Rudi Kamm
@2 a statement + possible
source: Zoë Orlec => ORLEC
cue: said
content: that the mill “might close”
hedge speaker: might
when: on Monday = 2031-05-05
@3 b denial - certain for=own
source: Rudi Kamm, its owner, => KAMM
cue: denied
content: the claim
@3 c statement u u
cue: claim
@4 d denial - certain for=own
source: he => KAMM
cue: said
content: “It [...] close,”
content: @5 *
@6 n narrated:act + underspecified
content: Police [...] it
head: searched
hedge narrator: allegedly
"""


def row():
    return {"id": "mill", "sha256": gold.sha256(TEXT), "part": "examples", "corpus": "examples"}


def compiled(notes=NOTES):
    return compile_notes(notes.splitlines(), TEXT, row())


def words(spans):
    raw = TEXT.encode("utf-8")
    return [raw[b:e].decode("utf-8") for b, e in spans]


class Compiles(unittest.TestCase):
    def test_snippets_become_bytes_in_the_order_of_the_text(self):
        s = compiled()["statements"]
        self.assertEqual([words(x["cue"]) for x in s], [["said"], ["denied"], ["claim"], ["said"], []])
        self.assertEqual(words(s[3]["content"]), ["“It will not close,”", "“Not this year.”"])
        self.assertEqual(words(gold.source_spans(s[0])), ["Zoë Orlec"])

    def test_quotations_voice_and_nesting_are_read_off_the_text(self):
        s = compiled()["statements"]
        self.assertEqual([x["voice"] for x in s], ["mixed", "indirect", "indirect", "direct", "narrated"])
        self.assertEqual(words(s[0]["quoted"]), ["might close"])
        self.assertEqual([x["within"] for x in s], [None, None, 1, None, None])

    def test_the_file_holds_no_word_of_the_text(self):
        self.assertEqual(list(words_in(compiled())), [])
        self.assertEqual(list(words_in({"statements": [{"kind": "statement", "note": "the mill"}]})), ["the mill"])

    def refused(self, old, new, why):
        self.assertIn(old, NOTES)
        with self.assertRaisesRegex(Refused, why):
            compiled(NOTES.replace(old, new, 1))

    def test_what_is_not_verbatim_ambiguous_or_unknown_is_refused(self):
        self.refused("that the mill", "that a mill", "line 7: not there word for word")
        self.refused("cue: denied", "cue: said", "it is in sentence 2, 4")
        self.refused("content: “It [...] close,”", "content: @2-4 said", "there 2 times")
        self.refused("=> ORLEC", "=> NOBODY", "nobody is")
        self.refused("denial -", "rebuttal -", "no such kind")
        self.refused("for=own", "", "for whom it denies")
        self.refused("hedge speaker", "hedge mayor", "no such owner")
        self.refused("2031-05-05", "Monday", "no TIMEX3 value")
        self.refused("head: searched", "head: @2 said", "its head stands in its content")
        self.refused("content: the claim", "content: denied the claim", "overlaps the content")

    def test_count_and_context_tell_equal_words_apart(self):
        s = compiled(NOTES.replace("content: “It [...] close,”", "content: @2-4 close #1")
                     .replace("content: @5 *", "content: @2-4 not {{close}}"))["statements"]
        at = TEXT.encode("utf-8").index("close,".encode())
        self.assertIn([at, at + 5], s[3]["content"])

    def test_a_snippet_is_whole_words(self):
        with self.assertRaisesRegex(Refused, "not there"):
            compiled(NOTES.replace("cue: denied", "cue: denie"))

    def test_a_single_quotation_mark_has_to_be_explained(self):
        text = "He said it was ‘over’ now.\n"
        notes = ["@1 a statement + certain", "source: He => unresolved", "cue: said", "content: it was ‘over’ now"]
        with self.assertRaisesRegex(Refused, "single quotation mark"):
            compile_notes(notes, text, row())
        self.assertEqual(compile_notes(notes + ["quoted: over"], text, row())["statements"][0]["voice"], "mixed")


class Checks(unittest.TestCase):
    def spoilt(self, change, why):
        document = compiled()
        change(document)
        self.assertIn(why, "\n".join(faults(document, TEXT)))

    def test_faults_are_seen(self):
        self.assertEqual(faults(compiled(), TEXT), [])
        self.spoilt(lambda d: d.update(size=7), "not in the text")
        self.spoilt(lambda d: d["statements"][0]["sources"][0].update(span=[15, 18]), "cuts a character")
        self.spoilt(lambda d: d["statements"][0]["cue"].append([25, 29]), "out of order")
        self.spoilt(lambda d: d["statements"][1].update(within=2), "within itself")
        self.spoilt(lambda d: d["statements"][1].update(within=0), "outside the content")
        self.spoilt(lambda d: d["statements"][0].update(kind="rumour"), "no such kind")
        self.spoilt(lambda d: d["statements"][0]["sources"][0].update(entities=[9]), "an entity that is not there")
        self.spoilt(lambda d: d["statements"].append(copy.deepcopy(d["statements"][0])), "there twice")
        self.spoilt(lambda d: d["entities"].append({"form": "name", "span": [0, 4]}), "nobody's source")

    def test_the_gold_that_is_here_is_in_order(self):
        self.assertEqual(check(gold.FOLDER), [])

    def test_the_notes_on_the_examples_compile_to_what_is_here(self):
        texts, seen = gold.Texts(), 0
        for row in (r for r in gold.articles() if r["part"] == "examples"):
            with open(os.path.join(gold.FOLDER, "notes", row["id"] + ".txt"), encoding="utf-8") as f:
                document = compile_notes(f.read().splitlines(), texts.get(row)[0], row)
            self.assertEqual(document, gold.load(gold.path_of(row)), row["id"])
            seen += 1
        self.assertEqual(seen, 13)

    def test_a_file_that_nobody_listed_is_a_fault(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "articles.tsv"), "w", encoding="utf-8") as f:
                f.write("id\tcorpus\tfile\trecord\tsha256\tpart\tdouble\n")
            gold.dump(compiled(), os.path.join(folder, "dev", "mill.json"))
            self.assertIn("no such article", check(folder)[0])

    def test_parts_are_kept_apart_and_large_enough(self):
        rows = gold.articles()
        parts = {p: [r for r in rows if r["part"] == p] for p in gold.PARTS}
        events = {p: {r["file"] for r in parts[p] if r["corpus"] == "event-files"} for p in gold.PARTS}
        self.assertFalse(events["dev"] & events["test"] or events["dev"] & events["train"] or events["test"] & events["train"])
        self.assertFalse(events["drafted"] & (events["dev"] | events["test"]))
        self.assertGreaterEqual(len(parts["dev"]) + len(parts["test"]), 40)
        self.assertGreaterEqual(3 * len(parts["test"]), len(parts["dev"]) + len(parts["test"]))
        self.assertGreaterEqual(len(parts["train"]), 60)
        self.assertEqual(sum(r["double"] == "yes" for r in rows), 12)
        self.assertEqual(len({r["sha256"] for r in rows}), len(rows))


def draft():
    """Rows as the program might have them: Orlec's right, Kamm's with the narrator's words, a search that nobody tells of."""
    at = (lambda w: [TEXT.encode("utf-8").index(w.encode("utf-8")), TEXT.encode("utf-8").index(w.encode("utf-8")) + len(w.encode("utf-8"))])
    return [{"cue": [at("said")], "source": [at("Zoë Orlec")], "content": [at("that the mill “might close”")], "sentence": 2},
            {"cue": [at("denied")], "source": [at("Rudi Kamm")], "content": [at("the claim")], "sentence": 3},
            {"cue": [at("searched")], "source": [at("Police")], "content": [at("it on 3 May 2031")], "sentence": 6}]


FIX = """
r1 statement + possible
r2 denial - certain
source: Rudi Kamm, its owner,
r3 x
@3 statement u u
cue: claim
"""


class Drafts(unittest.TestCase):
    def test_corrections_become_statements(self):
        d = compile_corrections(FIX.splitlines(), TEXT, row(), draft())
        self.assertEqual(faults(d, TEXT), [])
        self.assertEqual([s["kind"] for s in d["statements"]], ["statement", "denial", "statement"])
        self.assertEqual(words(s["span"] for s in d["statements"][1]["sources"]), ["Rudi Kamm, its owner,"])
        self.assertEqual(words(d["statements"][2]["cue"]), ["claim"])
        self.assertEqual([s["within"] for s in d["statements"]], [None, None, 1])
        self.assertEqual(d["statements"][0]["voice"], "mixed")

    def test_every_row_has_to_be_answered(self):
        for fix, what in ((FIX.replace("r3 x\n", ""), "nothing is said of r3"), (FIX + "r4 x\n", "no row r4"),
                          (FIX + "r3 x\n", "there already"), (FIX.replace("denial -", "denial ?"), "KIND POLARITY"),
                          (FIX.replace("cue: claim", "cue: boast"), "not there word for word"), ("source: Kamm\n", "before the first")):
            with self.assertRaisesRegex(Refused, what):
                compile_corrections(fix.splitlines(), TEXT, row(), draft())

    def test_what_the_annotator_reads_shows_rows_below_their_sentence(self):
        lines = shown(row(), (TEXT, None, None, None), draft()).splitlines()
        at = lines.index(next(x for x in lines if x.startswith("[3]")))
        self.assertIn("r2  S: Rudi Kamm  |  CUE: denied  |  CONTENT: the claim", lines[at + 1])

    def test_the_file_of_drafts_reads_back(self):
        d = compile_corrections(FIX.splitlines(), TEXT, row(), draft())
        with tempfile.TemporaryDirectory() as folder:
            gold.dump_drafted({"mill": d}, folder)
            self.assertEqual(gold.drafted(folder), {"mill": d})
            with open(os.path.join(folder, gold.DRAFTED), encoding="utf-8") as f:
                self.assertNotIn("Orlec", f.read())


def as_rows(document):
    """The gold as the program would have printed it."""
    rows = copy.deepcopy(document["statements"])
    for r in rows:
        r.update(confidence=1.0, flagged=False, within_row=r["within"], denies_for=r["for"])
        r["channel"] = r["channel"] and r["channel"]["type"]
        r["sources"] = [{"span": x["span"], "name": None, "resolved": "unresolved"} for x in r["sources"]]
    return rows


class Scores(unittest.TestCase):
    def score(self, change=lambda rows: None):
        document = compiled()
        rows = as_rows(document)
        change(rows)
        score = Score()
        score.add(document, rows, TEXT)
        return score.result()

    def test_the_gold_itself_is_right(self):
        s = self.score()
        for key in ("found", "strict", "nested", "narrated"):
            self.assertEqual(s[key]["f1"], 100)
        for key in ("kind", "polarity", "certainty", "within", "placed"):
            self.assertEqual(s[key]["percent"], 100)
        self.assertEqual(s["wrong"]["percent"], 0)
        if s["channel"]["gold"]:
            self.assertEqual(s["channel"]["f1"], 100)
        if s["denies_for"]["of"]:
            self.assertEqual(s["denies_for"]["percent"], 100)

    def test_a_denial_for_another_and_a_channel_left_out_are_wrong(self):
        def change(rows):
            for r in rows:
                r.update(denies_for=None, channel=None)
        s = self.score(change)
        self.assertEqual((s["denies_for"]["percent"], s["channel"]["recall"]), (0, 0))

    def test_another_source_is_wrong_and_not_found(self):
        s = self.score(lambda rows: rows[0].update(sources=[{"span": rows[1]["sources"][0]["span"], "name": None,
                                                            "resolved": "unresolved"}]))
        self.assertEqual((s["found"]["gold"], round(s["found"]["recall"])), (4, 75))
        self.assertEqual((s["wrong"]["of"], s["wrong"]["source"], s["wrong"]["nobody"]), (3, 1, 0))

    def test_a_row_that_is_no_statement_is_nobodys(self):
        def change(rows):
            rows.append(dict(copy.deepcopy(rows[0]), cue=[[0, 4]], content=[[5, 13]]))
        self.assertEqual(self.score(change)["wrong"]["nobody"], 1)

    def test_a_wrong_name_is_wrong_though_the_span_is_right(self):
        def named(name):
            return lambda rows: rows[3]["sources"][0].update(name=name, resolved="machine")
        self.assertEqual(self.score(named("Zoë Orlec"))["wrong"]["source"], 1)
        self.assertEqual(self.score(named("Rudi Kamm"))["wrong"]["source"], 0)

    def test_a_source_may_lack_its_apposition_but_not_strictly(self):
        s = self.score(lambda rows: rows[1]["sources"][0].update(span=[rows[1]["sources"][0]["span"][0],
                                                                      rows[1]["sources"][0]["span"][0] + len("Rudi Kamm")]))
        self.assertEqual((s["found"]["recall"], s["strict"]["recall"]), (100, 75))
        s = self.score(lambda rows: rows[1]["sources"][0].update(span=[rows[1]["sources"][0]["span"][0],
                                                                      rows[1]["sources"][0]["span"][0] + len("Rudi")]))
        self.assertEqual(s["found"]["recall"], 75)

    def test_half_of_the_content_is_enough_less_is_not(self):
        short = (lambda n: lambda rows: rows[1].update(content=[[rows[1]["content"][0][0], rows[1]["content"][0][0] + n]]))
        self.assertEqual(self.score(short(7))["found"]["recall"], 100)
        self.assertEqual(self.score(short(3))["found"]["recall"], 75)

    def test_a_hedge_is_placed_flagged_or_lost(self):
        s = self.score(lambda rows: rows[0].update(hedges=[]))
        self.assertEqual((s["placed"]["percent"], s["placed or flagged"]["percent"]), (50, 50))
        s = self.score(lambda rows: rows[0].update(hedges=[], flagged=True))
        self.assertEqual((s["placed"]["percent"], s["placed or flagged"]["percent"]), (50, 100))
        s = self.score(lambda rows: rows[0]["hedges"][0].update(owner="narrator"))
        self.assertEqual((s["placed"]["percent"], s["placed or flagged"]["percent"]), (50, 100))

    def test_a_hedge_of_an_inner_statement_may_stand_with_the_outer_row(self):
        document = compiled()
        inner = document["statements"][2]
        inner["hedges"] = [{"span": inner["cue"][0], "owner": "narrator"}]
        rows = as_rows(document)
        rows[1]["hedges"] = rows[2]["hedges"]
        score = Score()
        score.add(document, rows[:2] + rows[3:], TEXT)
        self.assertEqual(score.label["placed"], [3, 3])

    def test_every_source_of_a_row_has_to_be_right(self):
        def both(rows):
            rows[1]["sources"] = rows[1]["sources"] + rows[0]["sources"]
        self.assertEqual(self.score(both)["wrong"]["source"], 1)

    def test_nobody_is_not_somebody(self):
        document = compiled()
        rows = as_rows(document)
        rows[2]["sources"] = copy.deepcopy(rows[1]["sources"])
        self.assertNotIn(2, {i for i, _ in match(document, rows, TEXT)})


class Agrees(unittest.TestCase):
    def test_kappa(self):
        self.assertAlmostEqual(kappa([(1, 1)] * 20 + [(1, 2)] * 5 + [(2, 1)] * 10 + [(2, 2)] * 15), 0.4)  # Cohen's own kind of table

    def test_two_passes(self):
        first, second, a = compiled(), compiled(), Agreement()
        second["statements"][0]["kind"] = "warning"
        second["statements"][1]["sources"] = second["statements"][0]["sources"]
        a.add(first, second, TEXT)
        self.assertEqual(a.found["attributed"], [3, 4, 4])
        self.assertEqual(sum(x == y for x, y in a.labels["kind"]), len(a.labels["kind"]) - 1)
        self.assertEqual(a.hedges, [2, 2, 2])

    def test_a_name_given_elsewhere_is_the_same_name(self):
        first, second, other = compiled(), compiled(), compiled()
        second["entities"][1]["span"][0] += len("Rudi ")
        other["entities"][1]["span"] = other["entities"][0]["span"]
        for document, same in ((second, 3), (other, 1)):
            a = Agreement()
            a.add(first, document, TEXT)
            self.assertEqual(sum(x == y for x, y in a.labels["entity"]), same)


class Sentences(unittest.TestCase):
    def test_numbers_do_not_move(self):
        self.assertEqual([TEXT[b:e] for b, e in gold.sentences(TEXT)][1:3],
                         ["Zoë Orlec said on Monday that the mill “might close”.", "Rudi Kamm, its owner, denied the claim."])

    def test_titles_and_initials_do_not_end_one(self):
        self.assertEqual(len(gold.sentences("Mr. Kamm met Dr. J. Orlec in St. Marn. It rained.")), 2)


if __name__ == "__main__":
    unittest.main()

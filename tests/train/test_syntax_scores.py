#!/usr/bin/env python3
"""The scorer scores: eval_syntax.py on sentences small enough to count by hand. No corpus, no program."""
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "train"))
from conllu import documents_of, without_annotation  # noqa: E402
from eval_syntax import METRICS, characters, place, score  # noqa: E402

# Eleven words, two sentences, one document; "didn't" is a multiword token.
GOLD = """# newdoc id = a
# sent_id = a-1
# text = Dana Orlec didn't sell the mill.
1 Dana Dana PROPN NNP _ 5 nsubj _ _
2 Orlec Orlec PROPN NNP _ 1 flat _ _
3-4 didn't _ _ _ _ _ _ _ _
3 did do AUX VBD _ 5 aux _ _
4 n't not PART RB _ 5 advmod _ _
5 sell sell VERB VB _ 0 root _ _
5.1 _ _ _ _ _ _ _ _ _
6 the the DET DT _ 7 det _ _
7 mill mill NOUN NN _ 5 obj _ SpaceAfter=No
8 . . PUNCT . _ 5 punct _ _

# sent_id = a-2
# newpar id = a-p2
# text = It still runs
1 It it PRON PRP _ 3 nsubj _ _
2 still still ADV RB _ 3 advmod _ _
3 runs run VERB VBZ _ 0 root _ _
"""


def read(text):
    return documents_of(line if line.startswith("#") else line.replace(" ", "\t") for line in text.split("\n"))


def numbers(gold, system, name):
    s = score(read(gold), read(system))[0][name]
    return round(s["precision"], 1), round(s["recall"], 1)


def share(hits, of):
    return round(100 * hits / of, 1)


class Scores(unittest.TestCase):
    def changed(self, *pairs):
        system = GOLD
        for old, new in pairs:
            self.assertIn(old, system)
            system = system.replace(old, new)
        return system

    def test_gold_itself_scores_full(self):
        scores, errors = score(read(GOLD), read(GOLD))
        self.assertEqual([(scores[m]["f1"], scores[m]["gold"]) for m in METRICS],
                         [(100, 2 if m == "sentences" else 11) for m in METRICS])
        self.assertEqual(scores["lemma given tags"], {"accuracy": 100, "gold": 11})
        self.assertFalse(errors)

    def test_words_alone_lose_what_was_not_annotated(self):
        bare = "\n".join(without_annotation(read(GOLD))).replace("\t", " ")
        self.assertEqual([numbers(GOLD, bare, m)[1] for m in METRICS], [100, 100, 0, 0, 0, 0, 0, 0])

    def test_one_wrong_head_costs_uas_and_las(self):
        system = self.changed(("_ 7 det", "_ 5 det"))
        self.assertEqual([numbers(GOLD, system, m) for m in ("uas", "las")], [(share(10, 11),) * 2] * 2)

    def test_a_subtype_costs_the_full_label_only(self):
        system = self.changed(("_ 5 obj", "_ 5 obj:lvc"), ("_ 3 advmod", "_ 3 obl"))
        self.assertEqual([numbers(GOLD, system, m)[0] for m in ("uas", "las", "las full")],
                         [100, share(10, 11), share(9, 11)])

    def test_tags_and_lemmas_and_lemmas_given_tags(self):
        system = self.changed(("Orlec Orlec PROPN NNP", "Orlec orlec NOUN NNP"), ("runs run", "runs runs"))
        scores = score(read(GOLD), read(system))[0]
        self.assertEqual([round(scores[m]["f1"], 1) for m in ("upos", "xpos", "lemma")],
                         [share(10, 11), 100, share(9, 11)])
        self.assertEqual(scores["lemma given tags"], {"accuracy": 90, "gold": 10})

    def test_a_word_in_two_counts_as_two_found_and_its_dependents_lose_their_head(self):
        # "mill" read as "mi ll": the nine words around it stay, "the" has no head that the gold knows.
        system = self.changed(("7 mill mill NOUN NN _ 5 obj _ SpaceAfter=No\n8 .",
                               "7 mi mi NOUN NN _ 5 obj _ _\n8 ll ll X FW _ 7 dep _ _\n9 ."))
        self.assertEqual(numbers(GOLD, system, "words"), (share(10, 12), share(10, 11)))
        self.assertEqual(numbers(GOLD, system, "uas"), (share(9, 12), share(9, 11)))

    def test_multiword_tokens_count_as_words_whether_or_not_the_system_says_so(self):
        without = self.changed(("3-4 didn't _ _ _ _ _ _ _ _\n", ""))
        whole = without.replace("3 did do AUX VBD _ 5 aux _ _\n4 n't not PART RB _ 5 advmod _ _\n",
                                "3 didn't do AUX VBD _ 5 aux _ _\n")
        self.assertEqual(numbers(GOLD, without, "las"), (100, 100))
        self.assertEqual(numbers(GOLD, whole, "words"), (share(9, 10), share(9, 11)))

    def test_joined_sentences_are_one_and_neither_of_the_gold(self):
        joined = self.changed(("\n\n# sent_id = a-2\n# newpar id = a-p2\n# text = It still runs", ""))
        joined = joined.replace("1 It it PRON PRP _ 3", "9 It it PRON PRP _ 11").replace("2 still still ADV RB _ 3",
                 "10 still still ADV RB _ 11").replace("3 runs run VERB VBZ _ 0 root", "11 runs run VERB VBZ _ 5 parataxis")
        self.assertEqual(numbers(GOLD, joined, "sentences"), (0, 0))
        self.assertEqual(numbers(GOLD, joined, "uas"), (share(10, 11),) * 2)

    def test_what_the_system_leaves_out_moves_nothing_behind_it(self):
        system = self.changed(("6 the the DET DT _ 7 det _ _\n", ""))
        self.assertEqual(numbers(GOLD, system, "words"), (100, share(10, 11)))
        self.assertEqual(numbers(GOLD, system, "las"), (100, share(10, 11)))

    def test_words_of_another_text_are_refused(self):
        with self.assertRaises(ValueError):
            score(read(GOLD), read(self.changed(("8 . .", "8 ! !"))))
        with self.assertRaises(ValueError):
            score(read(GOLD), [])

    def test_errors_say_what_stood_there(self):
        errors = score(read(GOLD), read(self.changed(("runs run", "runs runs"))))[1]
        self.assertEqual(dict(errors), {("lemma", "runs VERB VBZ: run  found  runs"): 1})


class Reading(unittest.TestCase):
    def test_raw_text_keeps_paragraphs_and_spaces(self):
        document, = read(GOLD)
        self.assertEqual(document.text(), "Dana Orlec didn't sell the mill.\n\nIt still runs")
        document, = read(GOLD.replace("# newpar id = a-p2\n", ""))
        self.assertEqual(document.text(), "Dana Orlec didn't sell the mill. It still runs")
        document, = read(GOLD.replace("# newpar id = a-p2\n", "").replace(". _ 5 punct _ _", ". _ 5 punct _ SpaceAfter=No"))
        self.assertEqual(document.text(), "Dana Orlec didn't sell the mill.It still runs")

    def test_words_of_a_multiword_token_have_characters_of_their_own(self):
        document, = read(GOLD)
        surface = characters(document)
        self.assertEqual(surface, "DanaOrlecdidn'tsellthemill.Itstillruns")
        words, sentences = place(document, surface)
        self.assertEqual([surface[b:e] for b, e in (w["span"] for w in words[2:5])], ["did", "n't", "sell"])
        self.assertEqual(sentences, [(0, 27), (27, 38)])

    def test_what_a_parser_is_given_has_nothing_to_copy(self):
        given = "\n".join(without_annotation(read(GOLD)))
        self.assertIn("3-4\tdidn't\t_", given)
        self.assertIn("7\tmill\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No", given)
        self.assertNotIn("NOUN", given)
        self.assertNotIn("nsubj", given)


if __name__ == "__main__":
    unittest.main()

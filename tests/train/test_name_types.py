#!/usr/bin/env python3
"""The corpora's readers and the written mapping of names, on invented text. No corpus, no program, no PyTorch."""
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "train"))
from name_types import gum_words, mentions_of, open_type, read_conll03, read_gum, read_uner, spaces  # noqa: E402

CONLL = """-DOCSTART- -X- -X- O

Kaldovian NNP B-NP B-ORG
Rail NNP I-NP I-ORG
said VBD B-VP O
French JJ B-NP B-MISC
envoy NN I-NP O
Dana NNP I-NP B-PER
Orlec NNP I-NP I-PER
saw VBD B-VP O
" " O O
Salt NNP B-NP B-MISC
Roads NNPS I-NP I-MISC
" " O O
in IN B-PP O
Lisgard NNP B-NP B-LOC
. . O O

-DOCSTART- -X- -X- O

Tavrin NNP B-NP B-LOC
"""

UNER = """# newdoc id = note-1
# sent_id = note-1-0001
# text = The Dutchman isn't in Lisgard.
1\tThe\tO\t-\tx
2\tDutchman\tB-OTH\t-\tx
3\tis\tO\t-\tx
4\tn't\tO\t-\tx
5\tin\tO\t-\tx
6\tLisgard\tB-LOC\t-\tx
7\t.\tO\t-\tx
"""

GUM = """# newdoc id = GUM_news_mill
# sent_id = GUM_news_mill-1
1\tMayor\tMayor\tPROPN\tNNP\t_\t4\tnsubj\t_\tEntity=(1-person-new-nnnnn-cf1-1,2,3-sgl
2\tDana\tDana\tPROPN\tNNP\t_\t1\tflat\t_\t_
3\tOrlec\tOrlec\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
4\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
5\tthe\tthe\tDET\tDT\t_\t6\tdet\t_\tEntity=(2-place-new-nnnnn-cf1-2,4-sgl
6\tBay\tBay\tPROPN\tNNP\t_\t4\tobj\t_\t_
7\tof\tof\tADP\tIN\t_\t8\tcase\t_\t_
8-9\tLisgard's\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
8\tLisgard\tLisgard\tPROPN\tNNP\t_\t6\tnmod\t_\tEntity=(3-place-new-nnnnn-cf1-1-sgl)2)
9\t's\t's\tPART\tPOS\t_\t8\tcase\t_\t_
10\tDutch\tDutch\tADJ\tJJ\t_\t11\tamod\t_\tEntity=(4-object-new-nnnnn-cf1-2-sgl
11\tboats\tboat\tNOUN\tNNS\t_\t4\tdep\t_\tEntity=4)
12\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newdoc id = GUM_fiction_mill
# sent_id = GUM_fiction_mill-1
1\tDana\tDana\tPROPN\tNNP\t_\t0\troot\t_\tEntity=(1-person-new-nnnnn-cf1-1-sgl)
"""


def read(reader, text):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "part.txt")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return list(reader(path))


def names(sentence):
    return [(" ".join(w.form for w in sentence.words[b:e]), kind) for b, e, kind in mentions_of([w.tag for w in sentence.words])]


class Mapping(unittest.TestCase):
    def test_peoples_are_groups(self):
        for words in ("Russian", "DUTCH", "Bosnian Serbs", "post-Soviet", "British-based", "S. KOREAN", "Roman Catholic"):
            self.assertEqual(open_type(words.split()), "group", words)

    def test_the_last_word_tells_events_and_a_number_may_follow(self):
        for words in ("Tavrin Cup", "World War Two", "Kaldovian Open", "Battle of Lisgard", "Lisgard Games 1996"):
            self.assertEqual(open_type(words.split()), "event", words)

    def test_quoted_names_are_publications_and_the_rest_is_other(self):
        self.assertEqual(open_type(["Salt", "Roads"], quoted=True), "publication")
        self.assertEqual(open_type(["Tavrin", "Cup"], quoted=True), "event")
        self.assertEqual(open_type(["Salt", "Roads"]), "other")
        self.assertEqual(open_type(["Kaldovia-led"]), "other")


class Readers(unittest.TestCase):
    def test_conll03(self):
        documents = read(read_conll03, CONLL)
        self.assertEqual([len(d.sentences) for d in documents], [1, 1])
        first = documents[0].sentences[0]
        self.assertEqual(first.id, "part-0001-0001")
        self.assertEqual(names(first), [("Kaldovian Rail", "organization"), ("French", "group"), ("Dana Orlec", "person"),
                                        ("Salt Roads", "publication"), ("Lisgard", "place")])

    def test_uner_says_nothing_of_open_types_but_demonyms(self):
        (document,) = read(read_uner, UNER)
        words = document.sentences[0].words
        self.assertEqual(document.sentences[0].id, "note-1-0001")
        self.assertEqual([w.tag for w in words], ["?", "B-group", "?", "?", "?", "B-place", "?"])
        self.assertEqual([w.space_after for w in words], [True, True, False, True, True, False, True])

    def test_gum_takes_names_without_titles_and_only_some_genres(self):
        (document,) = read(read_gum, GUM)
        sentence = document.sentences[0]
        self.assertEqual(names(sentence), [("Dana Orlec", "person"), ("Bay of Lisgard", "place"), ("Dutch", "group")])
        self.assertFalse(sentence.words[7].space_after)

    def test_gum_drops_what_is_owned_or_only_counted(self):
        row = ["1", "Nation", "nation", "PROPN", "NNP", "_", "0", "root", "_", "Entity=1)"]
        our = ["1", "our", "we", "PRON", "PRP$", "_", "2", "det", "_", "Entity=(1-place-new-nnnnn-cf1-2-sgl"]
        self.assertEqual([w.tag for w in gum_words([our, row])], ["O", "O"])
        figure = ["1", "Figure", "figure", "PROPN", "NNP", "_", "0", "root", "_", "Entity=(1-object-new-nnnnn-cf1-1,2-sgl"]
        number = ["2", "1", "1", "NUM", "CD", "_", "1", "dep", "_", "Entity=1)"]
        self.assertEqual([w.tag for w in gum_words([figure, number])], ["O", "O"])

    def test_spaces_as_printed(self):
        forms = ["He", "said", ":", '"', "No", "(", "not", "yet", ")", '"', "."]
        text = "".join(f + " " * s for f, s in zip(forms, spaces(forms)))
        self.assertEqual(text.strip(), 'He said: "No (not yet)".')


if __name__ == "__main__":
    unittest.main()

"""Tagged corpora as windows of quoth's reader: sentence begins, tags, heads and names of tokens that the corpus gives.

UD English EWT with the names of Universal NER, the free genres of UD English GUM with its named entities, CoNLL-2003.
Each document goes through `quoth-windows` with its own tokens, sentences and paragraphs, so that training sees what the
program would.
"""
import dataclasses
import os
import random

import conllu
import name_types
from polnear import window_dicts

IGNORE = -100
OPEN = -2  # a name's tag: O, or any tag of name_types.OPEN_TYPES
ROOT = -1  # a head

NAME_TAGS = ["O"] + [f"{b}-{t}" for t in name_types.TYPES for b in "BI"]
OPEN_TAGS = [0] + [i for i, tag in enumerate(NAME_TAGS) if tag[2:] in name_types.OPEN_TYPES]


@dataclasses.dataclass
class Word:
    form: str
    space: bool
    sentence: bool          # begins one
    paragraph: bool         # begins one
    upos: str = None
    xpos: str = None
    head: int = None        # index in the document, ROOT, or None
    deprel: str = None
    name: str = None        # BIO tag, name_types.UNKNOWN, or None


@dataclasses.dataclass
class Labels:
    upos: list
    xpos: list
    deprel: list


@dataclasses.dataclass
class Window:
    pieces: list
    shapes: list
    quotes: list
    first: list
    scored: tuple
    sentences: list  # [tokens] the sentence of each position
    begins: list     # [tokens] 0, 1 or IGNORE; so are all below
    upos: list
    xpos: list
    heads: list      # positions in the window, or ROOT
    deprel: list
    names: list      # index in NAME_TAGS, or OPEN


# ---------------------------------------------------------------------------------------------------------- documents

def projected(named, rows):
    """Tags of `named` (words of name_types) on other tokens of the same sentence; None where its letters differ."""
    if named is None or "".join(w.form for w in named) != "".join(row[conllu.FORM] for row in rows).replace(" ", ""):
        return None
    tag_at = [(w.tag, i == 0) for w in named for i in range(len(w.form))]
    out, at = [], 0
    for row in rows:
        tag, begins = tag_at[at]
        out.append("I" + tag[1:] if tag[0] == "B" and not begins else tag)
        at += len(row[conllu.FORM].replace(" ", ""))
    return out


def treebank(path, names, wanted=lambda name: True):
    """Documents of a CoNLL-U file as lists of Word. `names`: {sent_id: [name_types.Word]}; a sentence that
    is not there has no names."""
    for document in conllu.read_documents(path):
        if not wanted(document.name):
            continue
        words = []
        for sentence in document.sentences:
            base, tags = len(words), projected(names.get(sentence.comments["sent_id"]), sentence.words)
            surface = {w[conllu.ID]: t for t in sentence.tokens for w in [t]}
            until, last = 0, None
            for row in sentence.rows:
                if "-" in row[conllu.ID]:
                    until, last = int(row[conllu.ID].split("-")[1]), row
                    continue
                i = int(row[conllu.ID])
                inside, marked = i < until, last if i == until else surface.get(row[conllu.ID], row)
                head = int(row[conllu.HEAD])
                words.append(Word(
                    form=row[conllu.FORM].replace(" ", ""), space=not inside and "SpaceAfter=No" not in marked[conllu.MISC],
                    sentence=i == 1, paragraph=i == 1 and (base == 0 or "newpar" in sentence.comments),
                    upos=row[conllu.UPOS], xpos=row[conllu.XPOS], head=base + head - 1 if head else ROOT,
                    deprel=row[conllu.DEPREL], name=tags[i - 1] if tags else None))
        yield words


def by_sentence(documents):
    return {s.id: s.words for d in documents for s in d.sentences}


def newswire(path, rng):
    """CoNLL-2003, which has no paragraphs: its first lines stand alone, the rest in runs of up to four sentences."""
    for document in name_types.read_conll03(path):
        words, left = [], 0
        for number, sentence in enumerate(document.sentences):
            begins = left == 0
            left = (1 if number < 2 else rng.randint(1, 4)) if begins else left
            left -= 1
            for i, w in enumerate(sentence.words):
                words.append(Word(w.form, w.space_after, i == 0, i == 0 and begins, name=w.tag))
        yield words


# ------------------------------------------------------------------------------------------------------------ windows

def layout(words):
    """(text, [[begin, end, begins a sentence, begins a paragraph]…]) with spans in bytes."""
    text, tokens = "", []
    at, space = 0, False
    for i, w in enumerate(words):
        gap = "" if i == 0 else "\n\n" if w.paragraph else " " if space else ""
        text += gap + w.form
        at += len(gap)
        size = len(w.form.encode())
        tokens.append([at, at + size, int(w.sentence), int(w.paragraph)])
        at += size
        space = w.space
    return text, tokens


def index(labels, value):
    return labels.index(value) if value in labels else IGNORE


def window_of(words, sentence_of, w, labels):
    place = {t: i for i, t in enumerate(w["tokens"])}
    lo, hi = w["score"]
    rows = []
    for i, t in enumerate(w["tokens"]):
        word = words[t]
        if not lo <= i < hi:
            rows.append((IGNORE,) * 6)
            continue
        begins = IGNORE if word.paragraph or w["tokens"][i - 1 : i] != [t - 1] else int(word.sentence)
        head = ROOT if word.head == ROOT else place.get(word.head, IGNORE) if word.head is not None else IGNORE
        name = IGNORE if word.name is None else OPEN if word.name == name_types.UNKNOWN else NAME_TAGS.index(word.name)
        rows.append((begins, index(labels.upos, word.upos), index(labels.xpos, word.xpos), head,
                     index(labels.deprel, word.deprel), name))
    columns = [list(c) for c in zip(*rows)]
    return Window(w["pieces"], w["shapes"], w["quotes"], w["first"], (lo, hi), [sentence_of[t] for t in w["tokens"]], *columns)


def windows(documents, labels, reader, vocabulary, cache):
    """Windows of documents (lists of Word)."""
    laid, out = [layout(words) for words in documents], []
    given = [{"text": text, "tokens": tokens} for text, tokens in laid]
    for words, document in zip(documents, window_dicts(given, reader, vocabulary, cache), strict=True):
        sentence_of, n = [], -1
        for w in words:
            n += w.sentence
            sentence_of.append(n)
        out += [window_of(words, sentence_of, w, labels) for w in document["windows"] if w["tokens"]]
    return out


# ------------------------------------------------------------------------------------------------------------ corpora

class Corpora:
    """Training windows by corpus, development documents, and the labels: those of EWT's training part."""

    def __init__(self, folder, reader, vocabulary, cache, free=False):
        at = lambda *parts: os.path.join(folder, *parts)
        uner = {part: by_sentence(name_types.read_uner(at("uner-ewt", part + ".iob2"))) for part in ("train", "dev")}
        ewt = list(treebank(at("ud-ewt", "train.conllu.gz"), uner["train"]))
        ewt_dev = list(treebank(at("ud-ewt", "dev.conllu"), uner["dev"]))
        genre = lambda name: name.split("_")[1] in name_types.GUM_GENRES
        gum = list(treebank(at("ud-gum", "train.conllu.gz"),
                            by_sentence(name_types.read_gum(at("ud-gum", "train.conllu.gz"))), genre))
        seen = lambda field: sorted({getattr(w, field) for d in ewt for w in d})
        self.labels = Labels(seen("upos"), seen("xpos"), seen("deprel"))
        cut = lambda documents: windows(documents, self.labels, reader, vocabulary, cache)
        self.train = {"ewt": cut(ewt), "gum": cut(gum)}
        self.dev = {"ewt": cut(ewt_dev)}
        if not free:
            rng = random.Random(3)
            self.train["conll03"] = cut(list(newswire(at("conll03", "train.txt"), rng)))
            self.dev["conll03"] = cut(list(newswire(at("conll03", "valid.txt"), rng)))

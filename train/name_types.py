"""Names of three corpora in quoth's seven types: the mapping that train/names.md writes down, and readers that apply it.

    for document in read_conll03(path):           # also read_uner(path), read_gum(path)
        for sentence in document.sentences:
            for word in sentence.words:           # Word(form, space_after, tag)

A tag is `O`, `B-type`, `I-type` with one of TYPES, or UNKNOWN: "no person, organization or place; O, or any tag of one of
OPEN_TYPES", for words of a corpus that does not say. Lists are lexicon/peoples.tsv and lexicon/name_heads.tsv.

    name_types.py READER PATH     counts the mentions by type, and prints the commonest
"""
import argparse
import collections
import functools
import gzip
import pathlib
import re
import sys
from typing import NamedTuple

TYPES = ("person", "organization", "place", "group", "publication", "event", "other")
OPEN_TYPES = ("group", "publication", "event", "other")
UNKNOWN = "?"

# GUM's texts whose licences let derived weights be shared freely, by genre (the second part of a document's name).
GUM_GENRES = ("news", "interview", "bio", "voyage", "academic", "textbook", "speech")

LEXICON = pathlib.Path(__file__).resolve().parent.parent / "lexicon"


class Word(NamedTuple):
    form: str
    space_after: bool
    tag: str


class Sentence(NamedTuple):
    id: str       # the corpus's own sent_id; DOCUMENT-NUMBER where it has none
    words: list


class Document(NamedTuple):
    name: str
    sentences: list


# ------------------------------------------------------------------------------------------------------------- tables

def table(name):
    lines = [line for line in (LEXICON / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


@functools.cache
def peoples():
    """Forms as written, and in capitals as headlines have them."""
    forms = {row["form"] for row in table("peoples.tsv")}
    return forms | {form.upper() for form in forms if len(form) > 3}


@functools.cache
def heads():
    rows = [row for row in table("name_heads.tsv") if row["type"] in OPEN_TYPES]
    return {place: {row["word"]: row["type"] for row in rows if row["where"] == place} for place in ("inner", "last")}


# -------------------------------------------------------------------------------------------------------- the mapping

def is_people(form):
    """True for a word or words of lexicon/peoples.tsv; also joined ("Russian-Turkish"), with a prefix before it
    ("post-Soviet") or a participle behind it ("British-based"), and with N. or S. for North and South."""
    point = re.match(r"([NS])\. ?(\w+)$", form)
    if point:
        form = ("North " if point[1] == "N" else "South ") + point[2].title()
    if form in peoples():
        return True
    parts = form.split("-")
    if len(parts) == 1:
        return False
    rest = parts[1:] if parts[0].islower() else parts
    rest = rest[:-1] if len(rest) > 1 and rest[-1].islower() else rest
    return len(rest) < len(parts) and is_people("-".join(rest)) or all(is_people(part) for part in parts)


def is_group(words):
    """One form of the table, or a row of them ("Bosnian Serb", "Iraqi Kurdish", "Roman Catholics")."""
    if is_people(" ".join(words)):
        return True
    return len(words) > 1 and any(is_group(words[:i]) and is_group(words[i:]) for i in range(1, len(words)))


NUMBER = re.compile(r"'?\d+(?:st|nd|rd|th)?|[IVX]+|One|Two|Three|ONE|TWO|THREE")


def open_type(words, quoted=False):
    """The type of a name known to be of one of OPEN_TYPES (CoNLL-2003's MISC). `quoted`: quotation marks around it."""
    if is_group(words):
        return "group"
    lower = " " + " ".join(words).lower()
    named = next((kind for word, kind in heads()["inner"].items() if f" {word} " in lower), None)
    while len(words) > 1 and NUMBER.fullmatch(words[-1]):
        words = words[:-1]
    named = named or heads()["last"].get(words[-1].lower())
    return named or ("publication" if quoted else "other")


def tagged(count, mentions):
    """BIO tags from [(first, last, type)], `last` excluded; type UNKNOWN marks its words with that."""
    tags = ["O"] * count
    for first, last, kind in mentions:
        for i in range(first, last):
            tags[i] = UNKNOWN if kind == UNKNOWN else ("B-" if i == first else "I-") + kind
    return tags


def mentions_of(tags):
    """[(first, last, type)] of BIO tags, read as conlleval reads them: a type of its own begins a mention too."""
    out, first, kind = [], 0, None
    for i, tag in enumerate([*tags, "O"]):
        if kind and tag != "I-" + kind:
            out.append((first, i, kind))
            kind = None
        if tag[:2] in ("B-", "I-") and kind is None:
            first, kind = i, tag[2:]
    return out


# -------------------------------------------------------------------------------------------------------- CoNLL-2003

QUOTES = ('"', "``", "''", "'", "`")
CONLL_TYPES = {"PER": "person", "ORG": "organization", "LOC": "place"}


def spaces(forms):
    """Where the text of a tokenised sentence has spaces, by the habits of English print (the corpus does not say)."""
    after, open_quote = [True] * len(forms), False
    for i, form in enumerate(forms):
        closing = re.fullmatch(r"[,.;:?!%)\]]|''|'|n't|'(?:s|re|ve|ll|d|m)", form) and form not in ("'",)
        if form == '"':
            closing, open_quote = open_quote, not open_quote
        if closing and i:
            after[i - 1] = False
        if form in ("(", "[", "``", "$", "`") or form == '"' and open_quote:
            after[i] = False
    return after


def conll_blocks(path):
    """The sentences of each document: [[columns]]; a document begins at -DOCSTART-."""
    document, rows = None, []
    with open(path, encoding="utf-8") as lines:
        for line in [*lines, ""]:
            columns = line.split()
            if columns and columns[0] == "-DOCSTART-":
                if document is not None:
                    yield document
                document = []
            elif columns:
                rows.append(columns)
            elif rows:
                document = document if document is not None else []
                document.append(rows)
                rows = []
    if document is not None:
        yield document


def read_conll03(path):
    """CoNLL-2003's columns (word, tag, chunk, name). Documents are NAME-0001 and on, sentences NAME-0001-0001 and on."""
    stem = pathlib.Path(path).stem
    for number, blocks in enumerate(conll_blocks(path), 1):
        sentences = []
        for rows in blocks:
            forms = [row[0] for row in rows]
            found = []
            for first, last, kind in mentions_of([row[3] for row in rows]):
                quoted = 0 < first and last < len(forms) and forms[first - 1] in QUOTES and forms[last] in QUOTES
                found.append((first, last, CONLL_TYPES.get(kind) or open_type(forms[first:last], quoted)))
            words = [Word(*w) for w in zip(forms, spaces(forms), tagged(len(forms), found), strict=True)]
            sentences.append(Sentence(f"{stem}-{number:04}-{len(sentences) + 1:04}", words))
        yield Document(f"{stem}-{number:04}", sentences)


# ------------------------------------------------------------------------------------------------------- UNER on EWT

def spaces_in(text, forms):
    """Whether a space stands behind each form in `text`; True where the form is not found there as such."""
    at, out = 0, []
    for form in forms:
        found = text.find(form, at)
        near = found >= 0 and not text[at:found].strip()
        at = found + len(form) if near else at
        out.append(not near or at >= len(text) or text[at].isspace())
    return out


def read_uner(path):
    """Universal NER's iob2 on UD English EWT (its sentence ids, its words). It marks persons, organizations and places;
    what it calls OTH is a group where lexicon/peoples.tsv says so. Everything else may be a name of an open type."""
    name, meta, rows, sentences = None, {}, [], []
    with open(path, encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id"):
                if sentences:
                    yield Document(name, sentences)
                name, sentences = line.partition(" = ")[2], []
            elif line.startswith("# "):
                key, _, value = line[2:].partition(" = ")
                meta[key] = value
            elif line:
                rows.append(line.split("\t"))
            elif rows:
                sentences.append(Sentence(meta["sent_id"], uner_words(meta.get("text", ""), rows)))
                meta, rows = {}, []
    if sentences:
        yield Document(name, sentences)


def uner_words(text, rows):
    forms = [row[1] for row in rows]
    tags = [UNKNOWN] * len(rows)
    for first, last, kind in mentions_of([row[2] for row in rows]):
        kind = CONLL_TYPES.get(kind) or ("group" if is_group(forms[first:last]) else UNKNOWN)
        tags[first:last] = tagged(last - first, [(0, last - first, kind)])
    return [Word(*w) for w in zip(forms, spaces_in(text, forms), tags, strict=True)]


# --------------------------------------------------------------------------------------------------------------- GUM

GUM_TYPES = {"person": "person", "organization": "organization", "place": "place", "event": "event", "object": "other",
             "abstract": "other", "animal": UNKNOWN, "plant": UNKNOWN, "substance": UNKNOWN}
# Words that may stand inside a proper name though the corpus's own list of its words leaves them out.
JOINTS = {"of", "the", "and", "&", "for", "de", "da", "del", "di", "du", "la", "van", "von", "der", "bin", "-", "'s", "’s", ".", "!"}


@functools.cache
def titles():
    """The words of lexicon/titles.tsv, one by one."""
    return {word for row in table("titles.tsv") for word in row["form"].split() if word[0].isupper()}


def gum_entities(rows):
    """[(first, type, [words of its name or head])] of the `Entity=` brackets that open and close in one sentence.
    The words are the corpus's minimal span: all of a name's, the head alone of other phrases."""
    opened, out = collections.defaultdict(list), []
    for at, row in enumerate(rows):
        cell = next((c[7:] for c in row[9].split("|") if c.startswith("Entity=")), "")
        for bracket in re.findall(r"\([^()]+\)?|[^()]+\)", cell):
            key, *fields = bracket.strip("()").split("-")
            if bracket.startswith("("):
                opened[key].append((at, fields))
            if bracket.endswith(")") and opened[key]:
                first, (kind, _, _, _, least, *_) = opened[key].pop()
                words = [first + int(n) - 1 for n in least.split(",")] if re.fullmatch(r"[\d,]+", least) else []
                if words and first <= words[0] and words[-1] <= at:
                    out.append((first, kind, words))
    return out


def name_of(rows, first, kind, words):
    """[first, last) of the proper name among an entity's minimal words: its first stretch without a gap but for JOINTS,
    with capitalised words before it ("New" York), without articles, titles and possessives. None where it is none."""
    begin, last = words[0], words[0] + 1
    for word in words[1:]:
        between = {rows[i][1] for i in range(last, word)}
        if not between <= JOINTS or kind == "person" and between & {"and", "&", "of", "the"}:
            break
        last = word + 1
    while begin > first and begin > 1 and rows[begin - 1][3] in ("PROPN", "ADJ") and rows[begin - 1][1][0].isupper():
        begin -= 1
    owned = begin > first and rows[begin - 1][4] in ("PRP$", "DT") and rows[begin - 1][1].lower() != "the"
    if kind == "person":
        begin = max([begin, *(i + 1 for i in range(begin, last) if rows[i][1] in titles())])
        begin += last - begin > 1 and is_group([rows[begin][1]])
    while begin < last and rows[begin][3] in ("DET", "PUNCT"):
        begin += 1
    while begin < last and rows[last - 1][3] in ("PART", "PUNCT"):
        last -= 1
    named = not owned and begin < last and any(rows[i][3] == "PROPN" for i in range(begin, last))
    large = named and all(rows[i][3] == "PROPN" or any(c.isupper() for c in rows[i][1]) for i in (begin, last - 1))
    return (begin, last) if large else None


NUMBERED = {"Appendix", "Chapter", "Equation", "Figure", "Listing", "Part", "Section", "Table"}


def gum_type(kind, forms, quoted):
    """None for what only counts the parts of a text. A single word for a thing is too often a common noun in capitals."""
    kind = GUM_TYPES[kind]
    if kind in ("person", "organization"):
        return "group" if is_group(forms) else kind
    if kind == "place" or kind == UNKNOWN:
        return kind
    if forms[0] in NUMBERED or any("@" in form for form in forms):
        return None
    found = "other" if kind == "other" and is_group(forms) else open_type(forms, quoted)
    if found in ("publication", "event") or len(forms) > 1 and not {"&", "and"} & set(forms):
        return kind if kind == "event" else found
    return UNKNOWN


def gum_words(rows):
    """Longest names first, so that those inside others drop out; then demonyms that stand for themselves."""
    forms, found, taken = [row[1] for row in rows], [], [False] * len(rows)
    named = []
    for start, kind, words in gum_entities(rows):
        span = name_of(rows, start, kind, words) if kind in GUM_TYPES else None
        if span:
            named.append((*span, kind))
    for first, last, kind in sorted(named, key=lambda n: (n[0] - n[1], n[0])):
        quoted = 0 < first and last < len(rows) and rows[first - 1][4] == "``" and rows[last][4] == "''"
        kind = gum_type(kind, forms[first:last], quoted)
        if kind and not any(taken[first:last]):
            found.append((first, last, kind))
            taken[first:last] = [True] * (last - first)
    for first in range(len(rows)):
        for last in (first + 2, first + 1):
            if last <= len(rows) and not any(taken[first:last]) and is_group(forms[first:last]):
                found.append((first, last, "group"))
                taken[first:last] = [True] * (last - first)
    after = ["SpaceAfter=No" not in row[9] for row in rows]
    return [Word(*w) for w in zip(forms, after, tagged(len(rows), found), strict=True)]


def read_gum(path, genres=GUM_GENRES):
    """The proper names of UD English GUM's entities, in the documents of these genres (GUM_genre_title)."""
    name, sent_id, rows, inside, sentences = "", None, [], [0, ""], []
    opened = gzip.open(path, "rt", encoding="utf-8") if str(path).endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        for line in [*lines, "\n"]:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id"):
                if sentences:
                    yield Document(name, sentences)
                name, sentences = line.partition(" = ")[2], []
            elif line.startswith("# sent_id"):
                sent_id = line.partition(" = ")[2]
            elif line[:1].isdigit():
                row = line.split("\t")
                if "-" in row[0]:  # a multiword token: its words have no space between them, its own mark is the last one's
                    inside = [int(row[0].split("-")[1]), row[9]]
                elif "." not in row[0]:
                    if int(row[0]) < inside[0]:
                        row[9] += "|SpaceAfter=No"
                    elif int(row[0]) == inside[0] and "SpaceAfter=No" in inside[1]:
                        row[9] += "|SpaceAfter=No"
                    rows.append(row)
            elif not line and rows:
                if name.split("_")[1] in genres:
                    sentences.append(Sentence(sent_id, gum_words(rows)))
                rows, inside = [], [0, ""]
    if sentences:
        yield Document(name, sentences)


# -------------------------------------------------------------------------------------------------------------- list

READERS = {"conll03": read_conll03, "uner": read_uner, "gum": read_gum}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reader", choices=READERS)
    parser.add_argument("path")
    parser.add_argument("--most", type=int, default=40, help="how many mentions of each type to print")
    parser.add_argument("--type", choices=TYPES, action="append", help="only these")
    options = parser.parse_args()
    found, size = collections.defaultdict(collections.Counter), collections.Counter()
    for document in READERS[options.reader](options.path):
        size["documents"] += 1
        for sentence in document.sentences:
            size["sentences"] += 1
            size["words"] += len(sentence.words)
            for first, last, kind in mentions_of([word.tag for word in sentence.words]):
                found[kind][" ".join(word.form for word in sentence.words[first:last])] += 1
    print(dict(size))
    for kind in options.type or TYPES:
        print(f"{kind}: {sum(found[kind].values())} mentions; " +
              " | ".join(f"{text} {n}" for text, n in found[kind].most_common(options.most)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

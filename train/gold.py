"""Gold of our own: the labels, the articles, their stored text, and the stand-off files. docs/ANNOTATION.md is the guideline.

A gold file holds no text: spans are [begin, end) in UTF-8 bytes of an article's stored text, which its SHA-256 names.
The text comes from the corpora's folder (or from examples/, whose text is ours) when it is wanted.
"""
import csv
import glob
import gzip
import hashlib
import json
import os
import re

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(ROOT, "tests/gold/statements")
PARTS = ("dev", "test", "train", "drafted", "examples")

KINDS = ("statement", "denial", "accusation", "warning", "pledge", "demand", "criticism", "condemnation", "condolence",
         "claim_of_responsibility", "announcement", "question", "opinion")
VOICES = ("direct", "indirect", "mixed", "narrated")
POLARITIES = ("positive", "negative", "underspecified")
CERTAINTIES = ("certain", "probable", "possible", "underspecified")
OWNERS = ("speaker", "narrator", "unclear")
CHANNELS = ("interview", "news_conference", "meeting", "speech", "statement", "post", "message", "call", "document", "court",
            "broadcast")
CARRIES = ("figure", "act", "link")  # what makes a narrated statement worth a record
FORMS = ("name", "described", "author")
WHOM = ("own", "third")  # for whom a denial denies

# A TIMEX3 value, X for what is unknown: a date or time, a week, a season or part of a day, a length, or PAST/PRESENT_REF.
TIME = re.compile(r"[\dX]{4}(-([\dX]{2}|W[\dX]{2}|SP|SU|FA|WI|Q[1-4X]|H[12X])(-([\dX]{2}|WE)"
                  r"(T([\dX]{2}:[\dX]{2}|MO|AF|EV|NI|DT))?)?)?|P(T?[\dX.]+[YMWDHS])+|(PAST|PRESENT|FUTURE)_REF")
QUOTES = {'"': '"', "“": "”", "«": "»", "„": "“", "‘": "’", "'": "'"}


# ---------------------------------------------------------------------------------------------------------- articles

def articles(path=None):
    """The rows of articles.tsv as dicts, in its order."""
    with open(path or os.path.join(FOLDER, "articles.tsv"), encoding="utf-8", newline="") as f:
        rows = [line for line in f if not line.startswith("#")]
    return list(csv.DictReader(rows, delimiter="\t"))


def stored_text(title, text):
    """What quoth stores of a record of JSON Lines: title, blank line, text; the title once where the text begins with it."""
    once = not title or text.startswith(title) and not text[len(title):len(title) + 1].isalnum()
    return text if once else f"{title}\n\n{text}"


def whole(path):
    with open(path, encoding="utf-8", newline="") as f:
        return f.read()


def json_lines(path):
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            r = json.loads(line)
            yield number, r["publisher"], r["published"], r["title"], stored_text(r["title"], r["text"])


def pieces(text, size=2500):
    """Runs of whole paragraphs of a text that does not say where its articles begin, each a little longer than `size`."""
    out, held = [], []
    for paragraph in filter(None, map(str.strip, re.split(r"\n[ \t]*\n\s*", text))):
        held.append(paragraph)
        if sum(map(len, held)) >= size:
            out.append("\n\n".join(held))
            held = []
    return out


def records(corpora, corpus):
    """(file, record number from 1, publisher, published, title, stored text) of each article of a corpus, in its order.
    `file` says where without a word of the article: its number, its folder."""
    if corpus == "event-files":
        for path in sorted(glob.glob(os.path.join(corpora, "event-files", "*.jsonl"))):
            for r in json_lines(path):
                yield (os.path.basename(path).split("-")[0] + "-*.jsonl", *r)
    elif corpus == "wikinews":
        with open(os.path.join(corpora, "wikinews", "wikinews_2019.csv"), encoding="utf-8", newline="") as f:
            for number, r in enumerate(csv.DictReader(f), 1):
                yield "wikinews_2019.csv", number, "wikinews", r["date"], r["title"], stored_text(r["title"], r["text"])
    elif corpus == "polnear":
        for number, path in enumerate(sorted(glob.glob(os.path.join(corpora, "polnear", "train", "*.txt"))), 1):
            publisher, published = os.path.basename(path).split("_")[:2]
            yield "train/*.txt", number, publisher, published, None, whole(path)
    elif corpus == "raw":
        with gzip.open(os.path.join(corpora, "raw", "news.txt.gz"), "rt", encoding="utf-8", newline="") as f:
            for number, piece in enumerate(pieces(f.read()), 1):
                yield "news.txt.gz", number, None, None, None, piece
    elif corpus == "examples":
        for path in sorted(glob.glob(os.path.join(ROOT, "examples/reports/*"))):
            name = os.path.basename(path)
            if name.endswith(".jsonl"):
                for r in json_lines(path):
                    yield (name, *r)
            else:
                yield name, 1, None, None, None, whole(path)
    else:
        raise ValueError(f"no corpus {corpus!r}")


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class Texts:
    """Stored texts by SHA-256, read from the corpora when first asked for."""

    def __init__(self, corpora=None):
        self.corpora, self.read, self.found = corpora, set(), {}

    def get(self, row):
        """(text, title, publisher, published) of a row of articles.tsv; None where the corpus is not here."""
        corpus = row["corpus"]
        if corpus not in self.read:
            self.read.add(corpus)
            if corpus == "examples" or self.corpora:
                for _, _, publisher, published, title, text in records(self.corpora, corpus):
                    self.found[sha256(text)] = (text, title, publisher, published)
        return self.found.get(row["sha256"])


# --------------------------------------------------------------------------------------------------------- sentences

END = re.compile(r"(?:[.!?]|\.\.\.|…)[\"”’')\]]*(?:\[\d+\])*\s+(?=[\"“‘'(\[—–-]*[A-Z\d])")
NO_END = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Jr|Sr|Inc|Co|Corp|vs|No|Jan|Feb|Aug|Sept|"
                    r"Oct|Nov|Dec|[A-Z]))\.\s+$")


def sentences(text):
    """[(begin, end)] in code points: numbered pieces for people to point at. A plain rule that no model changes, so that
    numbers stay what they were; a piece too long or too short does no harm."""
    out = []
    for m in re.finditer(r"[^\n]+", text):
        at, line = m.start(), m.group()
        for end in END.finditer(line):
            if NO_END.search(line[:end.end()]):
                continue
            out.append((at, m.start() + end.end()))
            at = m.start() + end.end()
        out.append((at, m.end()))
    trimmed = []
    for b, e in out:
        piece = text[b:e]
        if piece.strip():
            trimmed.append((b + len(piece) - len(piece.lstrip()), b + len(piece.rstrip())))
    return trimmed


# -------------------------------------------------------------------------------------------------------------- files

def path_of(row, second=False, folder=FOLDER):
    return os.path.join(folder, "second" if second else row["part"], row["id"] + ".json")


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def dump(document, path):
    """One statement a line: small changes make small diffs."""
    lines = [f' {json.dumps(k)}: {json.dumps(v)}' for k, v in document.items() if k not in ("entities", "statements")]
    for key in ("entities", "statements"):
        rows = ",\n  ".join(json.dumps(x, separators=(",", ":")) for x in document[key])
        lines.append(f' "{key}": [\n  {rows}\n ]' if rows else f' "{key}": []')
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write("{\n" + ",\n".join(lines) + "\n}\n")


EMPTY = {"quoted": [], "hedges": [], "for": None, "when": None, "channel": None, "within": None, "carries": [], "head": None}
DRAFTED = "drafted.jsonl"


def drafted(folder=FOLDER):
    """The documents of the part `drafted` by their ids. They stand in one file, a line each, and leave out what is empty."""
    path, out = os.path.join(folder, DRAFTED), {}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as f:
            for document in map(json.loads, f):
                document["statements"] = [EMPTY | {"cue": [], "content": []} | s |
                                          {"sources": [{"span": x, "entities": []} for x in s.get("sources", [])]}
                                          for s in document["statements"]]
                out[document["id"]] = {"pass": "draft", "skip": [], "entities": []} | document
    return out


def dump_drafted(documents, folder=FOLDER):
    """Writes documents {id: document} in the order of their ids."""
    with open(os.path.join(folder, DRAFTED), "w", encoding="utf-8") as f:
        for _, document in sorted(documents.items()):
            short = [{k: v if k != "sources" else source_spans(s) for k, v in s.items() if v not in (None, [])}
                     for s in document["statements"]]
            kept = {k: document[k] for k in ("id", "sha256", "size")} | {"statements": short}
            f.write(json.dumps(kept, separators=(",", ":")) + "\n")


def gold_files(parts=None, folder=FOLDER):
    """(row, first pass, second pass or None) of the articles that are annotated."""
    drafts = drafted(folder) if not parts or "drafted" in parts else {}
    for row in articles(os.path.join(folder, "articles.tsv")):
        if row["part"] == "drafted":
            if row["id"] in drafts:
                yield row, drafts[row["id"]], None
            continue
        path = path_of(row, folder=folder)
        if (not parts or row["part"] in parts) and os.path.exists(path):
            second = path_of(row, True, folder)
            yield row, load(path), load(second) if os.path.exists(second) else None


# -------------------------------------------------------------------------------------------------------------- spans

def word_bytes(text):
    """The set of bytes that belong to letters and digits: marks at a span's edge do not count."""
    out, at = set(), 0
    for c in text:
        size = len(c.encode("utf-8"))
        if c.isalnum():
            out.update(range(at, at + size))
        at += size
    return out


def covered(spans, words=None):
    """The set of bytes in spans, of `words` only where given."""
    out = {i for b, e in spans for i in range(b, e)}
    return out if words is None else out & words


def overlap(a, b, words=None):
    """Intersection over union; two empty ones agree."""
    a, b = covered(a, words), covered(b, words)
    return len(a & b) / len(a | b) if a | b else 1.0


def inside(inner, outer):
    """Whether each of the spans `inner` lies in one of `outer`."""
    return all(any(b <= x and y <= e for b, e in outer) for x, y in inner)


def touches(a, b):
    return any(x < v and u < y for x, y in a for u, v in b)


def source_spans(statement):
    return [s["span"] for s in statement["sources"]]


def attributed(statement):
    return statement["voice"] != "narrated"

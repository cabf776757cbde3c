"""PolNeAR's attributions (brat stand-off) on the tokens and windows of quoth's own reader.

A document becomes its windows as `quoth-windows` cuts them, each with the gold statements as sets of window positions.
Offsets of brat files are code points; quoth's are bytes.
"""
import bisect
import glob
import hashlib
import json
import os
import re
import subprocess
from dataclasses import dataclass, field

ROLES = ("Source", "Cue", "Content")


@dataclass
class Gold:
    """One gold statement: byte spans of each role, in text order, cut at paragraph ends."""
    source: list = field(default_factory=list)
    cue: list = field(default_factory=list)
    content: list = field(default_factory=list)


def code_points_to_bytes(text):
    """offsets[i] is the byte offset of code point i; one entry more for the end."""
    offsets, at = [0], 0
    for c in text:
        at += len(c.encode("utf-8"))
        offsets.append(at)
    return offsets


def cut_at_paragraphs(text, begin, end):
    """Pieces of [begin, end) (code points) between line ends, as the published scores on this corpus cut them."""
    for m in re.finditer(r"[^\n]+", text[begin:end]):
        if m.group().strip():
            yield begin + m.start(), begin + m.end()


def read_annotations(path, text):
    """The statements of one .ann file as Gold, in bytes."""
    to_byte, spans, statements = code_points_to_bytes(text), {}, []
    for line in open(path, encoding="utf-8"):
        m = re.match(r"(T\d+)\t(Source|Cue|Content) ([\d ;]+)\t?", line)
        if m:
            ranges = [tuple(map(int, r.split())) for r in m[3].strip().split(";")]
            spans[m[1]] = (m[2], [(to_byte[b], to_byte[e]) for lo, hi in ranges for b, e in cut_at_paragraphs(text, lo, hi)])
        elif line.startswith("E"):
            statements.append([a.split(":")[1] for a in line.rstrip("\n").split("\t")[1].split() if ":" in a])
    out = []
    for arguments in statements:
        gold = Gold()
        for a in arguments:
            if a in spans:
                getattr(gold, spans[a][0].lower()).extend(spans[a][1])
        for role in ROLES:
            getattr(gold, role.lower()).sort()
        out.append(gold)
    return out


def read_folder(folder):
    """[(path, text, [Gold])] of a folder of .txt and .ann files, sorted by name."""
    out = []
    for path in sorted(glob.glob(os.path.join(folder, "*.txt"))):
        text = open(path, encoding="utf-8", newline="").read()
        out.append((path, text, read_annotations(path[:-4] + ".ann", text)))
    return out


@dataclass
class Window:
    pieces: list
    shapes: list
    quotes: list
    first: list       # [tokens] first piece of each token
    scored: tuple     # positions [first, last)
    paragraphs: list  # [tokens] paragraph of each token
    statements: list  # [{"source": set, "cue": set, "content": set}] window positions; cue scored here
    inside: set       # positions inside a gold content, where nobody has labelled cues: no cue loss there
    narrates: bool = False  # whether narrated statements are labelled: theirs have "narrated", and the head as cue


def positions_in(starts, ends, spans):
    """Indices of the tokens that lie inside the byte spans."""
    out = set()
    for b, e in spans:
        i = bisect.bisect_left(starts, b)
        while i < len(starts) and ends[i] <= e:
            out.add(i)
            i += 1
    return out


def placed(document, marked, inside, narrates=False):
    """Windows of one document as `quoth-windows` printed it, with the statements `marked`, whose spans are sets of tokens."""
    out = []
    for w in document["windows"]:
        place = {t: i for i, t in enumerate(w["tokens"])}
        lo, hi = w["score"]
        local = [m | {k.lower(): {place[t] for t in m[k.lower()] if t in place} for k in ROLES} for m in marked]
        out.append(Window(w["pieces"], w["shapes"], w["quotes"], w["first"], (lo, hi),
                          [document["tokens"][t][4] for t in w["tokens"]],
                          [m for m in local if m["cue"] and lo <= min(m["cue"]) < hi],
                          {place[t] for t in inside if t in place}, narrates))
    return out


def windows_of(document, gold):
    """Windows of one document with its gold."""
    tokens = document["tokens"]
    starts, ends = [t[0] for t in tokens], [t[1] for t in tokens]
    marked = [{"source": positions_in(starts, ends, g.source), "cue": positions_in(starts, ends, g.cue),
               "content": positions_in(starts, ends, g.content)} for g in gold]
    marked = [m for m in marked if m["cue"]]
    return placed(document, marked, set().union(*[m["content"] for m in marked]) if marked else set())


def window_dicts(documents, reader, vocabulary, cache):
    """What `quoth-windows` (the program `reader`) prints for each of `documents`, kept in the folder `cache`."""
    lines = "".join(json.dumps(d) + "\n" for d in documents)
    key = hashlib.sha256(lines.encode() + open(reader, "rb").read() + open(vocabulary, "rb").read()).hexdigest()[:16]
    path = os.path.join(cache, f"windows-{key}.jsonl")
    if not os.path.exists(path):
        os.makedirs(cache, exist_ok=True)
        with open(path + ".part", "wb") as f:
            subprocess.run([reader, vocabulary], input=lines.encode(), stdout=f, check=True)
        os.replace(path + ".part", path)
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def load(folder, reader, vocabulary, cache):
    """All windows of a folder."""
    documents, out = read_folder(folder), []
    texts = [{"text": text, "title_size": 0} for _, text, _ in documents]
    for (_, _, gold), document in zip(documents, window_dicts(texts, reader, vocabulary, cache), strict=True):
        out.extend(windows_of(document, gold))
    return out

#!/usr/bin/env python3
"""Checks the gold: tests/gold/statements against its own rules and, where the corpora are, against the texts.

usage: gold_check.py [--corpora DIR] [--folder DIR]

Without the corpora: labels of the closed sets, spans in order and inside the text's size, nesting without a circle and inside
the content that holds it, no text in any file, ids and hashes as in articles.tsv. With them also: every hash is that of a text
that is there, and every span falls between characters and begins and ends on something that is not a blank.
"""
import argparse
import glob
import os
import re
import sys

import gold

KEYS = {"kind", "voice", "polarity", "certainty", "cue", "sources", "content", "quoted", "hedges", "for", "when", "channel", "within",
        "carries", "head"}


def spans_of(s):
    yield from s["cue"] + s["content"] + s["quoted"] + gold.source_spans(s) + [h["span"] for h in s["hedges"]]
    yield from (x["span"] for x in (s["when"], s["channel"]) if x)
    yield from [s["head"]] if s["head"] else []


def span_faults(spans, size, raw):
    for span in spans:
        b, e = span
        if not 0 <= b < e <= size:
            yield f"span {span} is not in the text"
        elif raw is not None:
            try:
                text = raw[b:e].decode("utf-8")
            except UnicodeDecodeError:
                yield f"span {span} cuts a character"
                continue
            if text != text.strip():
                yield f"span {span} begins or ends with a blank"


def label_faults(s, whole):
    wanted = (("kind", gold.KINDS), ("voice", gold.VOICES), ("polarity", gold.POLARITIES), ("certainty", gold.CERTAINTIES))
    for key, allowed in wanted:
        if s[key] not in allowed:
            yield f"no such {key}: {s[key]!r}"
    if s["for"] not in (None,) + gold.WHOM:
        yield f"for whom: {s['for']!r}"
    if whole and (s["kind"] == "denial") != (s["for"] is not None):
        yield "a denial, and nothing else, says for whom it denies (for=own or for=third)"
    if s["channel"] and s["channel"]["type"] not in gold.CHANNELS:
        yield f"no such channel: {s['channel']['type']!r}"
    if s["when"] and s["when"]["value"] is not None and not gold.TIME.fullmatch(s["when"]["value"]):
        yield f"no TIMEX3 value: {s['when']['value']!r}"
    for hedge in s["hedges"]:
        if hedge["owner"] not in gold.OWNERS:
            yield f"no such owner of a hedge: {hedge['owner']!r}"


def statement_faults(s, statements, entities, whole=True):
    """`whole`: the statement says all that the guideline asks for; those of drafts do not."""
    if set(s) != KEYS:
        yield f"keys {sorted(set(s) ^ KEYS)}"
        return
    yield from label_faults(s, whole)
    for key in ("cue", "content", "quoted"):
        if any(a[1] > b[0] for a, b in zip(s[key], s[key][1:])):
            yield f"{key}: pieces overlap or are out of order"
    if not gold.inside(s["quoted"], s["content"]):
        yield "quoted words outside the content"
    if gold.touches(s["cue"], s["content"]) or gold.touches(gold.source_spans(s), s["content"]):
        yield "cue or source overlaps the content"
    if any(not 0 <= e < len(entities) for x in s["sources"] for e in x["entities"]):
        yield "a source is an entity that is not there"
    if gold.attributed(s):
        if s["carries"] or s["head"]:
            yield "only a narrated statement carries something and has a head"
        if not s["cue"] and not s["quoted"]:
            yield "without a cue there are quoted words (a floating quotation)"
    else:
        if s["cue"] or s["sources"] or s["within"] is not None or s["for"] or not s["content"]:
            yield "a narrated statement has a content, and no cue, source or outer statement"
        if not s["carries"] or not set(s["carries"]) <= set(gold.CARRIES):
            yield f"it carries one or more of {', '.join(gold.CARRIES)}: {s['carries']}"
        if not s["head"] or not gold.inside([s["head"]], s["content"]):
            yield "its head stands in its content"
        if any(h["owner"] != "narrator" for h in s["hedges"]):
            yield "a hedge in a narrated statement is the narrator's"
    if s["within"] is not None:
        yield from nesting_faults(s, statements)


def nesting_faults(s, statements):
    seen, at = set(), s
    while at["within"] is not None:
        if not 0 <= at["within"] < len(statements) or id(at) in seen:
            yield "stands within itself, or within nothing"
            return
        seen.add(id(at))
        at = statements[at["within"]]
    outer = statements[s["within"]]
    if not gold.inside(s["cue"] or s["content"], outer["content"]):
        yield "its cue stands outside the content of the statement that it is within"


def faults(document, text=None):
    """What is wrong with one gold file, as lines; `text` is the article's stored text where it is at hand."""
    raw = None if text is None else text.encode("utf-8")
    out = []
    if raw is not None and len(raw) != document["size"]:
        out.append("its size is not the text's")
    for i, e in enumerate(document["entities"]):
        if e["form"] not in gold.FORMS or (e["form"] == "author") != (e["span"] is None):
            out.append(f"entity {i}: no such form, or a form without its span: {e}")
        out += [f"entity {i}: {f}" for f in span_faults([e["span"]] if e["span"] else [], document["size"], raw)]
    out += [f"skip: {f}" for f in span_faults(document["skip"], document["size"], raw)]
    used = {e for s in document["statements"] for x in s["sources"] for e in x["entities"]}
    seen = set()
    for i, s in enumerate(document["statements"]):
        snippet = ""
        if raw is not None:
            spans = s["cue"] + s["content"]
            snippet = " (" + " | ".join(raw[b:e].decode("utf-8", "replace")[:30] for b, e in spans[:2]) + ")"
        found = list(statement_faults(s, document["statements"], document["entities"], document["pass"] != "draft"))
        if not found:
            found += ["stands in what is skipped"] if gold.touches(s["cue"] or s["content"], document["skip"]) else []
            found += span_faults(spans_of(s), document["size"], raw)
            key = str((s["cue"], s["content"], s["sources"]))
            found += ["there twice"] if key in seen else []
            seen.add(key)
        out += [f"statement {i}{snippet}: {f}" for f in found]
    return out + [f"entity {i}: nobody's source" for i in range(len(document["entities"])) if i not in used]


def words_in(value):
    """Strings of a gold file that are no label: there must be none."""
    if isinstance(value, dict):
        for k, v in value.items():
            yield from () if k in ("id", "sha256", "pass") else words_in(v)
    elif isinstance(value, list):
        for v in value:
            yield from words_in(v)
    elif isinstance(value, str):
        closed = gold.KINDS + gold.VOICES + gold.POLARITIES + gold.CERTAINTIES + gold.OWNERS + gold.CHANNELS + gold.CARRIES
        if value not in closed + gold.FORMS + gold.WHOM and not gold.TIME.fullmatch(value):
            yield value


def check(folder, corpora=None):
    rows, texts, out = gold.articles(os.path.join(folder, "articles.tsv")), gold.Texts(corpora), []
    allowed = {}
    for row in rows:
        if row["part"] not in gold.PARTS or not re.fullmatch(r"[\w-]+", row["id"]) or not re.fullmatch(r"[0-9a-f]{64}", row["sha256"]):
            out.append(f"articles.tsv: {row}")
        for second in (False, True):
            allowed[os.path.realpath(gold.path_of(row, second, folder))] = row
    drafts = {row["id"]: row for row in rows if row["part"] == "drafted"}
    files = [(path, allowed.get(os.path.realpath(path)), gold.load(path))
             for path in sorted(glob.glob(os.path.join(folder, "*", "*.json")))]
    files += [(f"{gold.DRAFTED}: {name}", drafts.get(name), document) for name, document in gold.drafted(folder).items()]
    for path, row, document in files:
        if row is None:
            out.append(f"{path}: no such article in articles.tsv, or in another part")
            continue
        try:
            text = texts.get(row)
            if corpora and text is None:
                out.append(f"{path}: no text with this hash in the corpora")
            problems = faults(document, text and text[0])
            problems += [f"a string that is no label: {w!r}" for w in words_in(document)]
        except (KeyError, TypeError, ValueError) as e:
            problems = [f"not a gold file: {e!r}"]
        if (document.get("id"), document.get("sha256")) != (row["id"], row["sha256"]):
            problems.append("id or hash differs from articles.tsv")
        out += [f"{path}: {p}" for p in problems]
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--corpora")
    p.add_argument("--folder", default=gold.FOLDER)
    args = p.parse_args()
    problems = check(args.folder, args.corpora)
    print("\n".join(problems) if problems else f"{len(glob.glob(os.path.join(args.folder, '*', '*.json')))} gold files and "
          f"{len(gold.drafted(args.folder))} corrected drafts are in order")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Compiles and checks the gold of entities across documents. docs/ANNOTATION.md (11) has the notation.

usage: gold_entities.py NOTES.txt... --corpora DIR [--out DIR] [--left]     notes (event-19.txt) -> stand-off
       gold_entities.py --check [--corpora DIR]                              the rules for all files here
       gold_entities.py --gold EVENT --corpora DIR                           an event's gold, to proof-read

--left lists the capitalised words of each document that no line of the notes covers.
"""
import argparse
import glob
import hashlib
import os
import re
import sys

import gold
import gold_events
from gold_check import span_faults
from gold_snippets import Article, Refused

LINE = re.compile(r"(\w+)(!?)(?:=(\S+))?\s+(.*)$")
WHERE = re.compile(r"(.*\S)\s*@(\d[\d,:-]*)$")
CAPITALS = re.compile(r"\b[A-ZÀ-Þ][\w’'.-]*(?: (?:of |the |de |and |& )?[A-ZÀ-Þ][\w’'.-]*)*")
KEYS = {"id", "documents", "entities", "units", "unclear"}


# ------------------------------------------------------------------------------------------------------------ compile

def places(where, articles):
    """[(document, begin, end)] in code points of `1,3:4-6`; every document where it is None."""
    if where is None:
        return [(d, 0, len(a.text)) for d, a in enumerate(articles)]
    out = []
    for part in where.split(","):
        number, _, lines = part.partition(":")
        if not 1 <= int(number) <= len(articles):
            raise Refused(f"no document {number}: there are {len(articles)}")
        a = articles[int(number) - 1]
        first, _, last = lines.partition("-")
        scope = a.scope(int(first), int(last or first)) if lines else (0, len(a.text))
        out.append((int(number) - 1, *scope))
    return out


def same(key):
    """What an entity has in common with those of other events that are the same; says nothing of its name."""
    return hashlib.sha256(f"quoth gold {key}".encode("utf-8")).hexdigest()[:16]


def claims(owner, line, form, articles):
    """Every place where a form stands, with what decides between two lines that want it: the longer one, then the one that
    says where."""
    m = WHERE.match(form)
    form, where = (m[1], m[2]) if m else (form, None)
    found = [(d, b, e) for d, begin, end in places(where, articles) for b, e in articles[d].every(form, begin, end)]
    if not found:
        raise Refused(f"not there word for word: {form!r}" + (f" in {where}" if where else ""))
    return [(d, b, e, where is not None or "{{" in form, owner, line, form) for d, b, e in found]


def read(lines, articles):
    """(entities, claims, unclear) of notes."""
    entities, names, found, unclear, refused = [], {}, [], [], []
    for number, line in enumerate(lines, 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        try:
            m = LINE.match(line)
            if not m:
                raise Refused("a line is TYPE NAME | NAME ...")
            kind, status, key, forms = m[1], m[2] == "!", m[3], [f.strip() for f in m[4].split("|")]
            if kind == "unclear":
                unclear.append(sorted(names[f] for f in forms))
                continue
            if kind not in gold_events.TYPES + ("none",):
                raise Refused(f"neither a type, nor `none`, nor `unclear`: {kind!r}")
            owner = None
            if kind != "none":
                owner = len(entities)
                name = WHERE.sub(r"\1", forms[0])
                if name in names:
                    raise Refused(f"{name!r} is there already")
                names[name] = owner
                entities.append({"type": kind, "status": status, "same": same(key or name)})
            for form in forms:
                found += claims(owner, number, form, articles)
        except KeyError as e:
            refused.append(f"line {number}: nobody's first name is {e}")
        except Refused as e:
            refused.append(f"line {number}: {e}")
    if refused:
        raise Refused("\n".join(refused))
    return entities, found, unclear


def settle(found):
    """The claims that hold. A form that loses every place, or ties with another, is refused."""
    kept, taken, refused = [], {}, []
    for claim in sorted(found, key=lambda c: (c[1] - c[2], not c[3])):
        d, b, e, exact, owner, line, form = claim
        rival = next((taken[d, i] for i in range(b, e) if (d, i) in taken), None)
        if rival is None:
            kept.append(claim)
            taken.update({(d, i): claim for i in range(b, e)})
        elif rival[1:4] == (b, e, exact) and rival[4] != owner:
            refused.append(f"lines {rival[5]} and {line} both want {form!r} in document {d + 1}")
    lost = {c[5:] for c in found} - {c[5:] for c in kept}
    refused += [f"line {line}: {form!r} stands nowhere on its own" for line, form in sorted(lost)]
    if refused:
        raise Refused("\n".join(refused))
    return kept


def compile_notes(lines, ident, texts):
    """The gold of an event from its notes and stored texts, and the claims behind it."""
    articles = [Article(t) for t in texts]
    entities, found, unclear = read(lines, articles)
    kept = settle(found)
    units = {}
    for d, b, e, _, owner, _, _ in kept:
        if owner is not None:
            units.setdefault((d, owner), []).append(articles[d].span(b, e))
    event = {"id": ident, "documents": [{"sha256": gold.sha256(t), "size": len(t.encode("utf-8"))} for t in texts],
             "entities": entities,
             "units": [{"document": d, "entity": o, "spans": sorted(s)} for (d, o), s in sorted(units.items())], "unclear": unclear}
    problems = faults(event, texts)
    if problems:
        raise Refused("\n".join(problems))
    return event, kept


# -------------------------------------------------------------------------------------------------------------- check

def faults(event, texts=None):
    """What is wrong with one event's gold, as lines; `texts` are its stored texts where they are at hand."""
    if set(event) != KEYS:
        return [f"keys {sorted(set(event) ^ KEYS)}"]
    out, seen, used, n = [], set(), set(), len(event["entities"])
    for d in event["documents"]:
        if set(d) != {"sha256", "size"} or not re.fullmatch(r"[0-9a-f]{64}", d["sha256"]) or not isinstance(d["size"], int):
            out.append(f"no document: {d}")
    if len({d["sha256"] for d in event["documents"]}) != len(event["documents"]):
        out.append("a document is there twice")
    for i, e in enumerate(event["entities"]):
        if (set(e) != {"type", "status", "same"} or e["type"] not in gold_events.TYPES or not isinstance(e["status"], bool)
                or not re.fullmatch(r"[0-9a-f]{16}", e["same"])):
            out.append(f"entity {i}: {e}")
    if len({e.get("same") for e in event["entities"]}) != n:
        out.append("two entities are the same")
    if texts is not None and [gold.sha256(t) for t in texts] != [d["sha256"] for d in event["documents"]]:
        return out + ["its documents are not these texts"]
    spans = [[] for _ in event["documents"]]
    for i, u in enumerate(event["units"]):
        if set(u) != {"document", "entity", "spans"} or not 0 <= u["document"] < len(spans) or not 0 <= u["entity"] < n or not u["spans"]:
            out.append(f"unit {i}: {u}")
            continue
        if (u["document"], u["entity"]) in seen:
            out.append(f"unit {i}: one document, one entity, two units")
        seen.add((u["document"], u["entity"]))
        used.add(u["entity"])
        spans[u["document"]] += u["spans"]
        raw = None if texts is None else texts[u["document"]].encode("utf-8")
        out += [f"unit {i}: {f}" for f in span_faults(u["spans"], event["documents"][u["document"]]["size"], raw)]
    for d, all_of_it in enumerate(spans):
        all_of_it.sort()
        if any(a[1] > b[0] for a, b in zip(all_of_it, all_of_it[1:])):
            out.append(f"document {d}: spans overlap")
    out += [f"entity {i}: nowhere" for i in range(n) if i not in used]
    out += [f"unclear: {p}" for p in event["unclear"] if len(p) != 2 or not 0 <= p[0] < p[1] < n]
    return out


def check(folder, corpora=None):
    rows, out = {gold_events.path_of(r, folder): r for r in gold_events.rows(folder)}, []
    found = gold_events.events(corpora) if corpora else None
    for path in sorted(glob.glob(os.path.join(folder, "*", "*.json"))):
        row = rows.get(path)
        if row is None:
            out.append(f"{path}: no such event in events.tsv, or in another part")
            continue
        try:
            event = gold.load(path)
            problems = faults(event, found and [t for _, _, t in found[row["file"]]])
            if (event["id"], str(len(event["documents"]))) != (row["id"], row["documents"]):
                problems.append("id or number of documents differs from events.tsv")
        except (KeyError, TypeError, ValueError) as e:
            problems = [f"not a gold file: {e!r}"]
        out += [f"{path}: {p}" for p in problems]
    return out + [f"{p}: not there" for p in rows if not os.path.exists(p)]


# --------------------------------------------------------------------------------------------------------------- show

def show(event, texts):
    for i, entity in enumerate(event["entities"]):
        print(f"{entity['type']}{' (criminal status)' if entity['status'] else ''}")
        for u in event["units"]:
            if u["entity"] == i:
                raw = texts[u["document"]].encode("utf-8")
                forms = [raw[b:e].decode("utf-8") for b, e in u["spans"]]
                print(f"  {u['document'] + 1}: " + " | ".join(f"{f} x{forms.count(f)}" for f in dict.fromkeys(forms)))


def show_left(texts, kept):
    for d, text in enumerate(texts):
        covered = {i for c in kept if c[0] == d for i in range(c[1], c[2])}
        open_text = "".join("_" if i in covered else c for i, c in enumerate(text))
        left = [m.group() for m in CAPITALS.finditer(open_text)]
        print(f"document {d + 1}: " + " | ".join(dict.fromkeys(left)))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("notes", nargs="*")
    p.add_argument("--corpora")
    p.add_argument("--out", default=gold_events.FOLDER)
    p.add_argument("--left", action="store_true")
    p.add_argument("--check", action="store_true")
    p.add_argument("--gold", metavar="EVENT")
    args = p.parse_args()
    if args.check:
        problems = check(args.out, args.corpora)
        print("\n".join(problems) or "the gold of entities is in order")
        sys.exit(1 if problems else 0)
    if not args.corpora:
        p.error("--corpora is needed")
    rows, found, failed = {r["id"]: r for r in gold_events.rows()}, gold_events.events(args.corpora), 0
    texts = (lambda ident: [t for _, _, t in found[rows[ident]["file"]]])
    if args.gold:
        show(gold.load(gold_events.path_of(rows[args.gold], args.out)), texts(args.gold))
    for path in args.notes:
        ident = os.path.basename(path).rsplit(".", 1)[0]
        try:
            with open(path, encoding="utf-8") as f:
                event, kept = compile_notes(f.read().splitlines(), ident, texts(ident))
        except Refused as e:
            failed = 1
            print(f"{path}:\n{e}", file=sys.stderr)
            continue
        gold_events.dump(event, gold_events.path_of(rows[ident], args.out))
        print(f"{path}: {len(event['units'])} units of {len(event['entities'])} entities")
        if args.left:
            show_left(texts(ident), kept)
    sys.exit(failed)


if __name__ == "__main__":
    main()

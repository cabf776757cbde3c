#!/usr/bin/env python3
"""Prints an article with numbered sentences for its annotator, or compiled gold in readable form for proof-reading.

usage: gold_show.py ID... [--corpora DIR] [--gold] [--second]
"""
import argparse
import sys

import gold


def show_text(row, found):
    text, _, publisher, published = found
    print(f"== {row['id']}  ({row['part']}; {publisher or 'publisher unknown'}, {published or 'no date'})")
    last = 0
    for number, (b, e) in enumerate(gold.sentences(text), 1):
        if "\n" in text[last:b]:
            print()
        print(f"[{number}] {text[b:e]}")
        last = e


def show_gold(row, text, document):
    raw = text.encode("utf-8")
    word = (lambda span: " ".join(raw[span[0]:span[1]].decode("utf-8").split()))
    many = (lambda spans: "  |  ".join(word(s) for s in spans))
    name = (lambda e: "the author" if e["span"] is None else f"{e['form']} {word(e['span'])!r}")
    print(f"== {row['id']}: {len(document['statements'])} statements")
    for i, s in enumerate(document["statements"]):
        extra = "".join(f" {k}={s[k]}" for k in ("for", "within") if s[k] is not None)
        print(f"\n{i}. {s['kind']} {s['voice']} {s['polarity']} {s['certainty']}{extra} {','.join(s['carries'])}")
        for source in s["sources"]:
            who = ", ".join(name(document["entities"][e]) for e in source["entities"]) or "unresolved"
            print(f"   source   {word(source['span'])}  => {who}")
        print(f"   cue      {many(s['cue'])}\n   content  {many(s['content'])}")
        for h in s["hedges"]:
            print(f"   hedge    {word(h['span'])} ({h['owner']})")
        if s["quoted"]:
            print(f"   quoted   {many(s['quoted'])}")
        if s["when"]:
            print(f"   when     {word(s['when']['span'])} = {s['when']['value']}")
        if s["channel"]:
            print(f"   channel  {s['channel']['type']}: {word(s['channel']['span'])}")
        if s["head"]:
            print(f"   head     {word(s['head'])}")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("id", nargs="+")
    p.add_argument("--corpora")
    p.add_argument("--gold", action="store_true")
    p.add_argument("--second", action="store_true")
    args = p.parse_args()
    rows, texts = {r["id"]: r for r in gold.articles()}, gold.Texts(args.corpora)
    for name in args.id:
        found = name in rows and texts.get(rows[name])
        if not found:
            sys.exit(f"{name}: no such article, or its text is not here (--corpora)")
        if args.gold:
            show_gold(rows[name], found[0], gold.load(gold.path_of(rows[name], args.second)))
        else:
            show_text(rows[name], found)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""B-cubed of entities across documents on ECB+ dev, with gold mentions, by the built program as it is.

eval_entities.py CORPORA/ecbplus [--program build/release/quoth]   prints precision, recall and F1
eval_entities.py --self-test                                       checks B-cubed against cases reckoned by hand

A topic is one case file: its documents are added as running text, and who is who within and across them is read from
`quoth annotate --json` and `quoth entities --json`. A gold mention is the program's mention with the same head, or a title, role or
apposition beside one; it is of that referent's entity in the case file, else of its referent in the document. A gold
mention that the program has in no chain stands alone. Nothing of the gold clusters is used; times are left out.

Beside it stand the two halves: gold chains within documents, put together where the program's entities say so, and the program's
chains, put together across documents as the gold has their named mentions. What quoth only finds described ("the driver") is of its
document for good, so that all mentions of such are alone across documents by design.
"""
import argparse
import bisect
import collections
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile

PRONOUNS = set("""i me my mine myself we us our ours ourselves you your yours yourself he him his himself she her hers herself it its
itself they them their theirs themselves who whom whose which that this these those one ones someone somebody everyone everybody
anyone all both each other others another there here where""".split())
ARTICLES = set("the a an".split())
CLOSING = set(", . ; : ! ? ) ] % '' ’ ” 's 'S ’s n't 're 've 'll 'd 'm".split())  # no space before
OPENING = set("( [ $ ` `` “".split())  # none behind


def b_cubed(gold, predicted):
    """gold and predicted: a cluster for each mention, in the same order. Precision, recall, F1 (Bagga and Baldwin 1998)."""
    of_gold, of_predicted = collections.Counter(gold), collections.Counter(predicted)
    both = collections.Counter(zip(gold, predicted))
    if not gold:
        return 0.0, 0.0, 0.0
    precision = sum(both[g, p] / of_predicted[p] for g, p in zip(gold, predicted)) / len(gold)
    recall = sum(both[g, p] / of_gold[g] for g, p in zip(gold, predicted)) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def self_test():
    cases = [("aab", "xxy", (1, 1)), ("aab", "xyz", (1, 2 / 3)), ("abc", "xxx", (1 / 3, 1)),
             # {1,2,3} {4,5} {6,7,8,9,10} against {1…5} {6…10}, reckoned by hand
             ("aaabbccccc", "xxxxxyyyyy", ((3 * 3 / 5 + 2 * 2 / 5 + 5) / 10, 1)),
             ("aabb", "xyxy", (1 / 2, 1 / 2))]
    failed = 0
    for gold, predicted, wanted in cases:
        found = b_cubed(list(gold), list(predicted))
        if any(abs(a - b) > 1e-12 for a, b in zip(found, wanted)):
            failed += 1
            print(f"self-test: {gold} {predicted}: {found}, not {wanted}")
    return failed


def is_named(mention):
    words = mention["tokens_str"].split()
    pronoun = all(word.lower() in PRONOUNS for word in words)
    return not pronoun and any(word[0].isupper() for word in words if word.lower() not in ARTICLES)


# ------------------------------------------------------------------------------------------------------------ corpus

def text_of(tokens):
    """Running text of [(sentence, number, word)], a line a sentence, and where each word begins in it, in bytes."""
    text, begins, last = b"", {}, None
    for sentence, number, word in tokens:
        if last and sentence != last[0]:
            text += b"\n"
        elif last and word not in CLOSING and last[1] not in OPENING:
            text += b" "
        begins[sentence, number] = len(text)
        text += word.encode("utf-8")
        last = sentence, word
    return text.decode("utf-8"), begins


def read(folder):
    """{topic: {document: ([(sentence, number, word)], [mention])}}"""
    tokens, topics = collections.defaultdict(list), collections.defaultdict(dict)
    with open(folder / "dev_corpus.txt", encoding="utf-8") as file:
        for line in file:
            cells = line.rstrip("\n").split("\t")
            if len(cells) > 3:
                tokens[cells[0]].append((int(cells[1]), int(cells[2]), cells[3]))
    with gzip.open(folder / "dev_entity_mentions.json.gz", "rt", encoding="utf-8") as file:
        for m in json.load(file):
            if m["mention_type"][:3] != "TIM":
                document = m["doc_id"]
                topics[document.split("_")[0]].setdefault(document, (tokens[document], []))[1].append(m)
    return topics


# ----------------------------------------------------------------------------------------------------------- program

def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith(b"{")]


def head(annotation, begin, end):
    """The word of a span of bytes whose head lies outside of it."""
    tokens = annotation["tokens"]
    first = max(bisect.bisect_right(tokens, begin, key=lambda t: t[0]) - 1, 0)
    last = bisect.bisect_left(tokens, end, key=lambda t: t[0])
    return next((i for i in range(first, last) if not first <= tokens[i][3] < last), last - 1)


def referents(annotation):
    """{word: referent} of all that is mentioned with that head; names first, then other mentions, then what stands beside names."""
    found = {}
    mentions = [m for m in annotation["mentions"] if m["referent"] is not None]
    for m in sorted(mentions, key=lambda m: m["form"] != "name"):
        for begin, end in ((m["begin"], m["end"]), m["phrase"] or (m["begin"], m["end"])):
            found.setdefault(head(annotation, begin, end), m["referent"])
    for m in mentions:
        for beside in m["titles"] + m["roles"] + m["appositions"]:
            found.setdefault(head(annotation, beside["begin"], beside["end"]), m["referent"])
    return found


def rows_of(topic, documents, program):
    """A row for each gold mention: its gold cluster, its document, the program's chain and entity, whether it is named."""
    with tempfile.TemporaryDirectory() as folder:
        path, case = os.path.join(folder, "topic.jsonl"), os.path.join(folder, "topic.quoth")
        names, begins = sorted(documents), {}
        with open(path, "w", encoding="utf-8") as file:
            for name in names:
                text, begins[name] = text_of(documents[name][0])
                file.write(json.dumps({"text": text}) + "\n")
        run(program, "add", case, path)
        entity_at = {(s["document"], s["begin"], s["end"]): e["id"] for e in run(program, "entities", case, "--json") for s in e["spans"]}
        annotations = run(program, "annotate", "--json", path)
    for name, annotation in zip(names, annotations, strict=True):
        where, sha256 = referents(annotation), annotation["document"]["sha256"]
        for m in documents[name][1]:
            words = [begins[name][m["sent_id"], n] for n in m["tokens_number"]]
            referent, entity = where.get(head(annotation, words[0], words[-1] + 1)), None
            for i in annotation["referents"][referent]["mentions"] if referent is not None else ():
                own = annotation["mentions"][i]
                entity = entity or entity_at.get((sha256, own["begin"], own["end"]))
            yield {"gold": (topic, m["coref_chain"]), "document": name, "named": is_named(m), "referent": referent,
                   "chain": (name, referent if referent is not None else m["coref_chain"] + str(words)), "entity": entity and (topic, entity)}


# ------------------------------------------------------------------------------------------------------------- score

def joined(rows, chain, across):
    """A cluster for each row: chains put together where `across` gives two the same."""
    parent = {}

    def root(x):
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x
    for row in rows:
        if across(row) is not None:
            parent[root(("chain", chain(row)))] = root(("across", across(row)))
    return [root(("chain", chain(row))) for row in rows]


def report(name, rows, predicted, only=lambda row: True):
    pairs = [(row["gold"], cluster) for row, cluster in zip(rows, predicted) if only(row)]
    p, r, f = b_cubed([g for g, _ in pairs], [c for _, c in pairs])
    print(f"{name:56} {len(pairs):5} mentions  P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {100 * f:5.1f}")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("corpus", nargs="?", type=pathlib.Path)
    p.add_argument("--program", default="build/release/quoth")
    p.add_argument("--self-test", action="store_true")
    args = p.parse_args()
    if args.self_test:
        return 1 if self_test() else 0
    if not args.corpus:
        p.error("no corpus")
    rows = [row for topic, documents in sorted(read(args.corpus).items()) for row in rows_of(topic, documents, args.program)]
    chain, gold_chain = (lambda row: row["chain"]), (lambda row: (row["document"], row["gold"]))
    found = joined(rows, chain, lambda row: row["entity"])
    report("all mentions", rows, found)
    report("named mentions", rows, found, lambda row: row["named"])
    report("each document by itself", rows, [chain(row) for row in rows])
    report("gold chains, the program across documents", rows,
           joined(rows, gold_chain, lambda row: row["entity"] if row["named"] else None))
    report("the program's chains, named ones as in the gold across", rows,
           joined(rows, chain, lambda row: row["gold"] if row["named"] and row["referent"] is not None else None))
    print(f"{sum(row['referent'] is not None for row in rows)} of the mentions are in a chain of the program's")
    return 0


if __name__ == "__main__":
    sys.exit(main())

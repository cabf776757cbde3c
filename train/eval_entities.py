#!/usr/bin/env python3
"""B-cubed of entities across documents on ECB+ dev, with gold mentions, by the built quoth-resolve.

eval_entities.py RESOLVE CORPORA/ecbplus   prints precision, recall and F1, of all mentions and of the named ones
eval_entities.py --self-test               checks B-cubed against cases reckoned by hand

What is assumed. Mentions are gold spans with gold kinds (human, place, other); times are left out. Within a document nothing of
the gold clusters is used: mentions that are no pronouns and have the same head, the last word before a preposition or comma, are
one profile; every pronoun is one by itself. A profile none of whose mentions has a capital is described, not named: it is
anonymous and never leaves its document. Whether a human name is a person's is guessed: an acronym, or a name with one of the words
below, is an organization's. Clusters do not leave their topic. So the score is a floor: real coreference within documents is
not in it.
"""
import collections
import gzip
import json
import pathlib
import re
import subprocess
import sys

PRONOUNS = set("""i me my mine myself we us our ours ourselves you your yours yourself he him his himself she her hers herself it its
itself they them their theirs themselves who whom whose which that this these those one ones someone somebody everyone everybody
anyone all both each other others another there here where""".split())
BODIES = set("""inc corp corporation company co ltd group police department court university league team association agency committee
council ministry party army navy force forces bank church hospital institute commission court club network airlines studios""".split())
STOPS = set("of in at on for from to by with near , ( - who which that and".split())
ARTICLES = set("the a an".split())
BEFORE = ARTICLES | set("in at on near off of from to into outside inside around along by mr mrs ms dr . , ' \"".split())  # no part of a name


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


def words_of(mention):
    return mention["tokens_str"].split()


def is_pronoun(mention):
    return all(word.lower() in PRONOUNS for word in words_of(mention))


def is_named(mention):
    return any(word[0].isupper() for word in words_of(mention) if word.lower() not in ARTICLES)


def head(mention):
    words = [word for word in words_of(mention) if word not in ("'s", "’s", "'")]
    cut = next((i for i, word in enumerate(words) if i and word.lower() in STOPS), len(words))
    return words[cut - 1].lower() if words else ""


def name_of(mention):
    words = [word for word in words_of(mention) if word not in ("'s", "’s", "'")]
    while words and words[0].lower().strip(".") in BEFORE | {""}:
        words = words[1:]
    return " ".join(words)


def type_of(mentions):
    kind = collections.Counter(m["mention_type"][:3] for m in mentions).most_common(1)[0][0]
    words = {word.lower().strip(".") for m in mentions for word in words_of(m)}
    if kind == "LOC":
        return "place"
    if kind == "HUM":
        acronym = all(re.fullmatch(r"[A-Z.&]{2,6}", name_of(m)) for m in mentions)
        return "organization" if acronym or words & BODIES else "person"
    return "other"


def profiles_of(document, mentions):
    """The document's profiles: groups of mentions, and what quoth-resolve is given of them."""
    groups = collections.defaultdict(list)
    for i, mention in enumerate(mentions):
        groups[("pronoun", i) if is_pronoun(mention) else (mention["mention_type"][:3], head(mention))].append(mention)
    rows = []
    for number, group in enumerate(groups.values()):
        names = list(dict.fromkeys(name_of(m) for m in group if is_named(m) and not is_pronoun(m)))
        rows.append((group, {"key": f"{document}:{number:04}", "document": document, "type": type_of(group), "names": names,
                             "anonymous": not names}))
    context = [name for _, row in rows for name in row["names"]]
    for _, row in rows:
        row["context"] = [name for name in context if name not in row["names"]][:64]
    return rows


def read(folder):
    with gzip.open(folder / "dev_entity_mentions.json.gz", "rt", encoding="utf-8") as file:
        mentions = [m for m in json.load(file) if m["mention_type"][:3] != "TIM"]
    topics = collections.defaultdict(lambda: collections.defaultdict(list))
    for mention in mentions:
        topics[mention["doc_id"].split("_")[0]][mention["doc_id"]].append(mention)
    return topics


def resolve(program, blocks):
    lines = "".join(json.dumps({"profiles": block}) + "\n" for block in blocks)
    done = subprocess.run([program], input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def report(name, rows):
    p, r, f = b_cubed([row[0] for row in rows], [row[1] for row in rows])
    print(f"{name:32} {len(rows):5} mentions  P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {100 * f:5.1f}")


def main(arguments):
    if arguments == ["--self-test"]:
        return 1 if self_test() else 0
    program, folder = arguments[0], pathlib.Path(arguments[1])
    topics = read(folder)
    rows = {topic: [row for document in sorted(documents) for row in profiles_of(document, documents[document])]
            for topic, documents in sorted(topics.items())}
    answers = resolve(program, [[row for _, row in rows[topic]] for topic in rows])
    found, alone = [], []
    for topic, answer in zip(rows, answers):
        for number, ((group, row), cluster) in enumerate(zip(rows[topic], answer["clusters"])):
            for mention in group:
                gold = (topic, mention["coref_chain"])
                found.append((gold, (topic, cluster), not row["anonymous"] and is_named(mention)))
                alone.append((gold, (topic, number)))
    report("all mentions", found)
    report("named mentions", [row for row in found if row[2]])
    report("each document by itself", alone)
    links = [link for answer in answers for link in answer["links"]]
    print(f"{sum(link[3] for link in links)} links merged, {sum(not link[3] for link in links)} proposed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

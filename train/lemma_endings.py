#!/usr/bin/env python3
"""Derives lexicon/lemma_endings.tsv from WordNet's lemmas and exceptions (Debian: wordnet-base).

usage: lemma_endings.py [/usr/share/wordnet] > lexicon/lemma_endings.tsv

Every verb, noun and short adjective of WordNet is inflected (Quirk et al. 1985, 3.5-3.10, 5.79-5.103, 7.74-7.79, and the
*.exc files), and the fewest endings are sought from which the longest match gives each of these forms its lemma: the
edits on the trie of reversed forms that change least often from node to child (parsimony: Sankoff 1975). What an ending
says of fewer than RULE words is no rule but a list of words. So words that are not in WordNet are read by the rules that most resemble them.
"""
import collections
import re
import sys

RULE = 5
NEVER = 10 ** 9
# No word of WordNet: decades ("1990s", "90's" -> "90s"), plurals written with an apostrophe ("DVD's" -> "dvd").
OWN = {"0s/NNS": "0s", "0's/NNS": "0s", "'s/NNS": ""}
WORD = re.compile(r"[a-z][a-z'-]*$")
VOWELS = "aeiou"


def lemmas(folder, part):
    """{lemma: how many of its senses WordNet's texts have}, names left out (the index has everything in lower case)."""
    with open(f"{folder}/data.{part}", encoding="ascii") as lines:
        rows = [line.split() for line in lines if not line.startswith(" ")]
    common = {word.split("(")[0] for row in rows for word in row[4:4 + 2 * int(row[3], 16):2]}
    with open(f"{folder}/index.{part}", encoding="ascii") as lines:
        rows = [line.split() for line in lines if not line.startswith(" ")]
    return {row[0]: int(row[5 + int(row[3])]) for row in rows if row[0] in common and WORD.match(row[0])}


def exceptions(folder, part):
    """{lemma: its irregular forms}"""
    out = collections.defaultdict(list)
    with open(f"{folder}/{part}.exc", encoding="ascii") as lines:
        for form, *bases in map(str.split, lines):
            for base in bases:
                if WORD.match(form) and WORD.match(base):
                    out[base].append(form)
    return out


def y_changes(word):
    return len(word) > 1 and word.endswith("y") and word[-2] not in VOWELS


def with_ed(verb):
    return verb + "d" if verb.endswith("e") else verb[:-1] + "ied" if y_changes(verb) else verb + "ed"


def with_ing(verb):
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    silent = len(verb) > 2 and verb.endswith("e") and not verb.endswith(("ee", "oe", "ye"))
    return (verb[:-1] if silent else verb) + "ing"


def with_s(word):
    if y_changes(word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def graded(adjective, ending):
    stem = adjective[:-1] if adjective.endswith("e") or y_changes(adjective) else adjective
    return stem + ("i" if y_changes(adjective) else "") + ending


class Forms:
    """{class: {form: lemma}}: of several lemmas the one that is regular, then the commonest, then the first."""

    def __init__(self):
        self.best = collections.defaultdict(dict)

    def add(self, tag, form, lemma, rank, count):
        key = (-rank, -count, lemma)
        if form not in self.best[tag] or key < self.best[tag][form]:
            self.best[tag][form] = key

    def of(self, tag):
        return {form: lemma for form, (_, _, lemma) in self.best[tag].items()}


# Ranks: a form as the grammar says it; one that it allows beside another; a word that is no inflected form at all.
SAID, ALLOWED, ITSELF = 2, 1, 0


def inflect_verbs(folder, forms):
    irregular = exceptions(folder, "verb")
    for verb, count in lemmas(folder, "verb").items():
        for form in irregular[verb]:
            tag = "VBG" if form.endswith("ing") and len(form) > len(verb) else "VBZ" if form.endswith("s") else "VBD"
            forms.add(tag, form, verb, SAID, count)
        doubles = any(form.startswith(verb + verb[-1]) for form in irregular[verb])
        if not doubles or verb.endswith(("al", "el", "il", "ip")):  # "travelled", "traveled", but not "admited"
            forms.add("VBD", with_ed(verb), verb, ALLOWED if doubles else SAID, count)
            forms.add("VBG", with_ing(verb), verb, ALLOWED if doubles else SAID, count)
        forms.add("VBZ", with_s(verb), verb, SAID, count)
        if verb.endswith("o"):
            forms.add("VBZ", verb + "es", verb, SAID, count)
        for tag in ("VBD", "VBG", "VBZ"):
            forms.add(tag, verb, verb, ITSELF, count)


def inflect_nouns(folder, forms):
    irregular = exceptions(folder, "noun")
    for noun, count in lemmas(folder, "noun").items():
        for form in irregular[noun]:
            forms.add("NNS", form, noun, SAID, count)
        forms.add("NNS", with_s(noun), noun, ALLOWED if irregular[noun] else SAID, count)
        if noun.endswith("o"):
            forms.add("NNS", noun + "es", noun, ALLOWED, count)
        if noun.endswith("man"):
            forms.add("NNS", noun[:-3] + "men", noun, SAID, count)
        forms.add("NNS", noun, noun, ITSELF, count)


def inflect_adjectives(folder, forms):
    for part in ("adj", "adv"):
        irregular = exceptions(folder, part)
        for word, count in lemmas(folder, part).items():
            for form in irregular[word]:
                forms.add("JJR" if form.endswith("r") else "JJS", form, word, SAID, count)
            short = len(re.findall("[aeiouy]+", word.removesuffix("e"))) <= 2 and not word.endswith(("ed", "ing"))
            if count and short and not (part == "adv" and word.endswith("ly")):
                rank = ALLOWED if irregular[word] or part == "adv" else SAID
                forms.add("JJR", graded(word, "er"), word, rank, count)
                forms.add("JJS", graded(word, "est"), word, rank, count)
            if word.endswith("er"):
                forms.add("JJR", word, word, ITSELF, count)
            if word.endswith("est"):
                forms.add("JJS", word, word, ITSELF, count)


def edit(form, lemma):
    """(bytes to drop from the end, what to put there)"""
    n = 0
    while n < min(len(form), len(lemma)) and form[n] == lemma[n]:
        n += 1
    return len(form) - n, lemma[n:]


class Node:
    """One ending. `kept` says how many rules its words need if the rule above it holds here too, by that rule's edit;
    `other` the same for an edit that none of its words has; `switched` if it gets a rule of its own, `best`."""

    def __init__(self):
        self.children, self.edit = {}, None

    def weigh(self, depth):
        self.words, self.kept, self.best = collections.Counter(), {}, None
        if self.edit is not None:
            self.words[self.edit] = 1
            self.kept, self.other, self.switched, self.best = {self.edit: 0}, 1, 1, self.edit
            return
        for child in self.children.values():
            child.weigh(depth + 1)
            self.words += child.words
        self.other = sum(min(c.other, c.switched) for c in self.children.values())
        self.kept = dict.fromkeys(self.words, self.other)
        for child in self.children.values():
            for e, n in child.kept.items():
                self.kept[e] += min(n, child.switched) - min(child.other, child.switched)
        rules = [e for e, n in self.words.items() if n >= RULE and e[0] <= depth]
        if rules:
            self.best = min(rules, key=lambda e: (self.kept[e], -self.words[e], e))
        self.switched = 1 + self.kept[self.best] if rules else NEVER

    def rules(self, ending, above):
        """(ending, edit) of each node that does better with a rule of its own than with the one above it."""
        if self.switched <= self.kept.get(above, self.other) and self.best != above:
            above = self.best
            yield ending, above
        for letter, child in sorted(self.children.items()):
            yield from child.rules(letter + ending, above)


def endings(pairs):
    root = Node()
    for form, lemma in pairs.items():
        node = root
        for letter in reversed("^" + form):
            node = node.children.setdefault(letter, Node())
        node.edit = edit(form, lemma)
    root.weigh(0)
    for ending, (drop, put) in root.rules("", (0, "")):
        yield ending, ending.removeprefix("^")[:len(ending.removeprefix("^")) - drop] + put


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/wordnet"
    forms = Forms()
    inflect_verbs(folder, forms)
    inflect_nouns(folder, forms)
    inflect_adjectives(folder, forms)
    rows = {f"{ending}/{tag}": (put, "WordNet 3.0") for tag in forms.best for ending, put in endings(forms.of(tag))}
    rows.update((ending, (put, "own: train/lemma_endings.py")) for ending, put in OWN.items())
    print("# Made by train/lemma_endings.py: the longest ending of ^form/TAG that stands here is replaced, the rest stays. TAG: VBD is\n"
          "# for VBN too, NNS for NNPS, JJR for RBR, JJS for RBS. Sorted by byte. WordNet's licence is in lexicon/NOTICE.")
    print("ending\tlemma\tsource")
    for ending, (put, source) in sorted(rows.items()):
        print(f"{ending}\t{put}\t{source}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

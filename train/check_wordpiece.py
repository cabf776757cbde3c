#!/usr/bin/env python3
"""Compares quoth's WordPiece with Hugging Face's tokenizers, word by word.

usage: check_wordpiece.py QUOTH_WINDOWS VOCAB.txt CORPORA [WORDS]

Takes the first WORDS (a million) words between blanks of CORPORA/raw/news.txt.gz, and every code point of Unicode
between two letters. Needs `pip install tokenizers`. Any difference in the first is a failure; so is one in a code point
whose category is what it was in Unicode 3.2. (The reference's tables are of Unicode 8 or so: characters that are newer,
or have changed category since, differ.)
"""
import gzip
import itertools
import subprocess
import sys
import unicodedata

from tokenizers import BertWordPieceTokenizer

UNKNOWN = 100


def ours(program, vocabulary, words):
    run = subprocess.run([program, "--words", vocabulary], input="\n".join(words).encode() + b"\n", stdout=subprocess.PIPE,
                         check=True)
    lines = run.stdout.decode().splitlines()
    assert len(lines) == len(words), (len(lines), len(words))
    return [[int(x) for x in line.split()] for line in lines]


def differences(program, vocabulary, reference, words):
    """[(word, ours, theirs)] where they differ; where the reference gives nothing, ours is [UNK]."""
    out = []
    for at in range(0, len(words), 100000):
        part = words[at : at + 100000]
        theirs = reference.encode_batch(part, add_special_tokens=False)
        for word, a, b in zip(part, ours(program, vocabulary, part), theirs):
            if a != (b.ids or [UNKNOWN]):
                out.append((word, a, b.ids))
    return out


def news_words(corpora, count):
    with gzip.open(f"{corpora}/raw/news.txt.gz", "rt", encoding="utf-8", errors="replace") as f:
        return list(itertools.islice((w for line in f for w in line.split()), count))


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    program, vocabulary, corpora = sys.argv[1:4]
    reference = BertWordPieceTokenizer(vocabulary, lowercase=True)
    words = news_words(corpora, int(sys.argv[4]) if len(sys.argv) == 5 else 1000000)
    wrong = differences(program, vocabulary, reference, words)
    for word, a, b in wrong[:50]:
        print(f"{word!r}: quoth {a}, reference {b}")
    print(f"{len(words)} words of news: {len(wrong)} differ")

    codes = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000 and c != 0x0A]
    odd = differences(program, vocabulary, reference, [f"a{chr(c)}b" for c in codes])
    settled = lambda c: unicodedata.category(c) == unicodedata.ucd_3_2_0.category(c) != "Cn"
    old = [d for d in odd if settled(d[0][1])]
    for word, a, b in old[:50]:
        print(f"U+{ord(word[1]):04X} {unicodedata.category(word[1])}: quoth {a}, reference {b}")
    print(f"{len(codes)} code points: {len(odd)} differ, {len(old)} of them settled since Unicode 3.2")
    sys.exit(1 if wrong or old else 0)


if __name__ == "__main__":
    main()

"""Coreference chains of UD English GUM, and the CoNLL score: MUC, B-cubed and CEAF-phi4 by the reference scorer's definitions
(Pradhan et al. 2014, github.com/conll/reference-coreference-scorers)."""
import collections
import re

import conllu


def chains_of(document):
    """[[(first, last)…]…]: spans of words in the document, one list an entity of two mentions or more."""
    words = [row for s in document.sentences for row in s.words]
    groups, open_ = collections.defaultdict(set), collections.defaultdict(list)
    for i, row in enumerate(words):
        cells = dict(x.split("=", 1) for x in row[conllu.MISC].split("|") if "=" in x)
        for whole, begins, ends in re.findall(r"\(([^()]*)\)|\(([^()]*)|([^()]*)\)", cells.get("Entity", "")):
            if whole:
                groups[whole.split("-")[0]].add((i, i + 1))
            elif begins:
                open_[begins.split("-")[0]].append(i)
            else:
                group = ends.split("-")[0]
                groups[group].add((open_[group].pop(), i + 1))
    return [sorted(g) for g in groups.values() if len(g) > 1]


def muc(key, response):
    """(numerator, denominator) of recall: links of the key that the response keeps."""
    where = {m: i for i, chain in enumerate(response) for m in chain}
    hit = total = 0
    for chain in key:
        parts = {where[m] if m in where else (None, m) for m in chain}
        hit += len(chain) - len(parts)
        total += len(chain) - 1
    return hit, total


def b_cubed(key, response):
    """Recall of B-cubed, mentions of the key that the response lacks counting nothing."""
    where = {m: set(chain) for chain in response for m in chain}
    hit = sum(len(set(chain) & where[m]) / len(chain) for chain in key for m in chain if m in where)
    return hit, sum(len(chain) for chain in key)


def assignment(weights):
    """The heaviest matching of a matrix of weights (rows at most columns): Hungarian method, O(rows^2 columns)."""
    rows, columns = len(weights), len(weights[0]) if weights else 0
    u, v, match = [0.0] * (rows + 1), [0.0] * (columns + 1), [0] * (columns + 1)
    for i in range(1, rows + 1):
        match[0], j0 = i, 0
        low, way, used = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while True:
            used[j0] = True
            i0, delta, j1 = match[j0], float("inf"), 0
            for j in range(1, columns + 1):
                if not used[j]:
                    cost = -weights[i0 - 1][j - 1] - u[i0] - v[j]
                    if cost < low[j]:
                        low[j], way[j] = cost, j0
                    if low[j] < delta:
                        delta, j1 = low[j], j
            for j in range(columns + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    low[j] -= delta
            j0 = j1
            if match[j0] == 0:
                break
        while j0:
            match[j0], j0 = match[way[j0]], way[j0]
    return [(match[j] - 1, j - 1) for j in range(1, columns + 1) if match[j]]


def ceaf(key, response):
    """The total of phi4 over the best one-to-one matching of chains; CEAF-e's numerator."""
    small, large = sorted((key, response), key=len)
    if not small:
        return 0.0
    phi4 = lambda a, b: 2 * len(set(a) & set(b)) / (len(a) + len(b))
    weights = [[phi4(a, b) for b in large] for a in small]
    return sum(weights[i][j] for i, j in assignment(weights))


class Scorer:
    """Sums over documents; `line()` has precision, recall and F1 of each, and their mean."""

    def __init__(self):
        self.sums = {name: [0.0] * 4 for name in ("mentions", "MUC", "B3", "CEAFe")}

    def add(self, key, response):
        """Chains: lists of hashable mentions; those of one mention are left out."""
        key, response = ([c for c in chains if len(c) > 1] for chains in (key, response))
        mine, theirs = {m for c in response for m in c}, {m for c in key for m in c}
        total = ceaf(key, response)
        for name, (r, rn), (p, pn) in (
                ("mentions", (len(mine & theirs), len(theirs)), (len(mine & theirs), len(mine))),
                ("MUC", muc(key, response), muc(response, key)),
                ("B3", b_cubed(key, response), b_cubed(response, key)),
                ("CEAFe", (total, len(key)), (total, len(response)))):
            for i, x in enumerate((r, rn, p, pn)):
                self.sums[name][i] += x

    def scores(self):
        """{name: (precision, recall, F1)}, and "CoNLL": the mean F1 of the three."""
        out = {}
        for name, (r, rn, p, pn) in self.sums.items():
            recall, precision = (100 * a / b if b else 0.0 for a, b in ((r, rn), (p, pn)))
            out[name] = precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        out["CoNLL"] = sum(out[name][2] for name in ("MUC", "B3", "CEAFe")) / 3
        return out

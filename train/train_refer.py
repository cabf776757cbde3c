#!/usr/bin/env python3
"""Trains the head that decides who is who within a document, on the vectors of a finished model.

usage: train_refer.py --corpora DIR --model FILE.safetensors --reader quoth-refer --out FILE.pt [--seed N]

The encoder stays as it is: `quoth-refer` prints what the program sees of UD English GUM (free genres) and of our own gold's train
part: candidates, their vectors, what each pair has to do with each other. GUM has every chain; our gold says who each source is,
so there only sources are asked, and only names and other sources answer. A mention-ranking model (Durrett & Klein 2013; Lee et al. 2017) chooses for each
candidate one of its antecedents, or none; the loss is the marginal likelihood of the gold antecedents. Minutes on two cores.

    u = token(x) + trait embeddings                            [refer_width]
    score(a, m) = out . relu(antecedent(u_a) + mention(u_m) + pair embeddings) + bilinear(u_m) . u_a
    score(none, m) = out_none . relu(none(u_m))
"""
import argparse
import json
import os
import random
import struct
import subprocess

import torch
import torch.nn as nn
import torch.nn.functional as F

import chains
import conllu
import corpora as tagged
import gold
import name_types

WIDTH, HIDDEN = 96, 64
TRAITS = (24, 4, 6, 9, 10)  # class, number, gender, type, place in the clause: rows of their embeddings
KINDS, VALUES = 11, 12      # QT_PAIR_KINDS, QT_PAIR_VALUES


class Refer(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.token = nn.Linear(width, WIDTH)
        self.trait = nn.Embedding(sum(TRAITS), WIDTH)
        self.mention, self.antecedent = nn.Linear(WIDTH, HIDDEN), nn.Linear(WIDTH, HIDDEN, bias=False)
        self.pair = nn.Embedding(KINDS * VALUES, HIDDEN)
        self.out = nn.Linear(HIDDEN, 1)
        self.bilinear = nn.Linear(WIDTH, WIDTH, bias=False)
        self.none, self.out_none = nn.Linear(WIDTH, HIDDEN), nn.Linear(HIDDEN, 1)
        self.register_buffer("trait_base", torch.tensor([sum(TRAITS[:i]) for i in range(len(TRAITS))]), persistent=False)
        self.register_buffer("pair_base", torch.arange(KINDS) * VALUES, persistent=False)
        nn.init.normal_(self.trait.weight, std=0.1)
        nn.init.normal_(self.pair.weight, std=0.1)
        nn.init.normal_(self.bilinear.weight, std=0.02)

    def forward(self, d, dropout=0.0):
        """[M, A + 1] scores: of no antecedent, then of each of d's antecedents (-inf where there is none)."""
        drop = lambda x: F.dropout(x, dropout, self.training)
        u = drop(self.token(drop(d["x"]))) + self.trait(d["traits"] + self.trait_base).sum(1)
        a, q = self.antecedent(u)[d["antecedents"]], u[d["antecedents"]]
        pair = self.pair(d["pairs"].long() + self.pair_base).sum(2)
        scores = self.out(drop(F.relu(a + self.mention(u)[:, None] + pair)))[..., 0]
        scores = scores + torch.einsum("md,mad->ma", self.bilinear(u), q)
        scores = scores.masked_fill(~d["there"], float("-inf"))
        return torch.cat([self.out_none(drop(F.relu(self.none(u)))), scores], 1)


def read_scenes(raw):
    """What quoth-refer printed, a dictionary a document."""
    at = 0
    while at < len(raw):
        count, width = struct.unpack_from("<2I", raw, at)
        at += 8
        rows, traits, xs, ants, pairs = [], [], [], [], []
        for _ in range(count):
            *row, n = struct.unpack_from("<7i", raw, at)
            traits.append(list(raw[at + 28 : at + 33]))
            xs.append(torch.frombuffer(raw, dtype=torch.float32, count=width, offset=at + 36))
            at += 36 + 4 * width
            rows.append(row)
            ants.append([struct.unpack_from("<I", raw, at + i * (4 + KINDS))[0] for i in range(n)])
            pairs.append([list(raw[at + i * (4 + KINDS) + 4 : at + (i + 1) * (4 + KINDS)]) for i in range(n)])
            at += n * (4 + KINDS)
        most = max([len(a) for a in ants] + [1])
        pad = lambda rows_, fill: torch.tensor([r + [fill] * (most - len(r)) for r in rows_])
        yield {"rows": rows, "traits": torch.tensor(traits).reshape(-1, len(TRAITS)), "x": torch.stack(xs) if xs else torch.zeros(0, width),
               "antecedents": pad(ants, 0), "pairs": pad(pairs, [0] * KINDS).to(torch.uint8),
               "there": torch.tensor([[True] * len(a) + [False] * (most - len(a)) for a in ants])}


def label(scene, document):
    """scene["gold"] [M, A + 1]: which answers are right. A phrase may lack the 's that GUM takes in."""
    words = [row for s in document.sentences for row in s.words]
    where = {m: i for i, chain in enumerate(chains.chains_of(document)) for m in chain}
    chain = []
    for _, first, last, *_ in scene["rows"]:
        possessed = last < len(words) and words[last][conllu.XPOS] == "POS"
        chain.append(where.get((first, last), where.get((first, last + 1), -1) if possessed else -1))
    of = torch.tensor(chain)
    same = (of[scene["antecedents"]] == of[:, None]) & (of[:, None] >= 0) & scene["there"]
    scene["gold"] = torch.cat([~same.any(1, keepdim=True), same], 1)


def overlap(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / max(1, max(a[1], b[1]) - min(a[0], b[0]))


def label_sources(scene, annotation):
    """The same from our own gold, with scene["asked"] [M] and scene["known"] [M, A + 1]: who is asked, which answers are known."""
    rows, entities = scene["rows"], annotation["entities"]
    spans, groups = [(r[3], r[4]) for r in rows], [r[5] for r in rows]
    who, asked, of_group = [-1] * len(rows), [False] * len(rows), {}
    for e, entity in enumerate(entities):
        near = [i for i, s in enumerate(spans) if entity.get("span") and groups[i] >= 0 and overlap(s, entity["span"]) >= 0.5]
        if near and entity["form"] == "name":
            of_group[groups[near[0]]] = e
    for i, g in enumerate(groups):
        who[i] = of_group.get(g, len(entities) + g) if g >= 0 else -1
    for statement in annotation["statements"]:
        for source in statement["sources"]:
            best = max(range(len(rows)), key=lambda i: overlap(spans[i], source["span"]), default=None)
            if best is None or overlap(spans[best], source["span"]) < 0.5 or len(source["entities"]) != 1:
                continue
            who[best], asked[best] = source["entities"][0], True
    of, there = torch.tensor(who), scene["there"]
    same = (of[scene["antecedents"]] == of[:, None]) & (of[:, None] >= 0) & there
    known = (of[scene["antecedents"]] >= 0) & there
    scene["gold"] = torch.cat([~same.any(1, keepdim=True), same], 1)
    scene["known"] = torch.cat([torch.ones(len(rows), 1, dtype=torch.bool), known], 1)
    scene["asked"] = torch.tensor(asked)


def load_sources(corpora_folder, model, reader, cache):
    texts, found = gold.Texts(corpora_folder), []
    for row, annotation, _ in gold.gold_files(["train"]):
        text = texts.get(row)
        if text:
            found.append((annotation, text))
    lines = "".join(json.dumps({"text": text, "title_size": len(title.encode()) if title and text.startswith(title) else 0}) + "\n"
                    for _, (text, title, _, _) in found)
    scenes = scenes_of(lines, model, reader, cache)
    for scene, (annotation, _) in zip(scenes, found, strict=True):
        label_sources(scene, annotation)
    return [s for s in scenes if s["asked"].any()]


def scenes_of(lines, model, reader, cache):
    if not os.path.exists(cache):
        with open(cache + ".part", "wb") as f:
            subprocess.run([reader, model], input=lines.encode(), stdout=f, check=True)
        os.replace(cache + ".part", cache)
    return list(read_scenes(bytearray(open(cache, "rb").read())))


def load(path, model, reader, cache, wanted):
    documents = [d for d in conllu.read_documents(path) if wanted(d.name)]
    laid = [tagged.layout(words) for words in tagged.treebank(path, {}, wanted)]
    lines = "".join(json.dumps({"text": text, "tokens": tokens}) + "\n" for text, tokens in laid)
    scenes = scenes_of(lines, model, reader, cache)
    for scene, document in zip(scenes, documents, strict=True):
        label(scene, document)
    return scenes, documents


def chains_found(scores, scene):
    """Greedy: each candidate joins its best antecedent, names only names of their group or descriptions."""
    best = scores.argmax(1).tolist()
    chain, members = {}, {}
    for m, b in enumerate(best):
        if b:
            a = int(scene["antecedents"][m][b - 1])
            chain[m] = chain.setdefault(a, a)
    for m, c in chain.items():
        members.setdefault(c, []).append(m)
    return [[(scene["rows"][m][1], scene["rows"][m][2]) for m in c] for c in members.values()]


def evaluate(model, scenes, documents):
    scorer = chains.Scorer()
    model.eval()
    with torch.no_grad():
        for scene, document in zip(scenes, documents):
            words = [row for s in document.sentences for row in s.words]
            key = chains.chains_of(document)
            gold = {m for chain in key for m in chain}
            fit = lambda s: s if s in gold or s[1] >= len(words) or words[s[1]][conllu.XPOS] != "POS" else (s[0], s[1] + 1)
            found = [[fit(m) for m in dict.fromkeys(c)] for c in chains_found(model(scene), scene)]
            scorer.add(key, [list(dict.fromkeys(c)) for c in found])
    return scorer.scores()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--corpora", "--model", "--reader", "--out"):
        p.add_argument(name, required=True)
    p.add_argument("--epochs", type=int, default=12)
    p.add_argument("--lr", type=float, default=1e-3)
    p.add_argument("--dropout", type=float, default=0.3)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--source-weight", type=float, default=0.3, help="of a document of our gold, against one of GUM")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--gum-alone", action="store_true")
    p.add_argument("--all-genres", action="store_true", help="those under non-commercial terms too: to measure, not to ship")
    args = p.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    gum = os.path.join(args.corpora, "ud-gum")
    free = lambda name: args.all_genres or name.split("_")[1] in name_types.GUM_GENRES
    train, _ = load(os.path.join(gum, "train.conllu.gz"), args.model, args.reader, args.out + (".all" if args.all_genres else ".train"), free)
    if not args.gum_alone:
        train += load_sources(args.corpora, args.model, args.reader, args.out + ".sources")
    dev, documents = load(os.path.join(gum, "dev.conllu"), args.model, args.reader, args.out + ".dev", lambda name: True)
    model = Refer(train[0]["x"].shape[1])
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr, weight_decay=0.01)
    total = args.epochs * len(train)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: max(0.0, 1 - s / total))
    for epoch in range(args.epochs):
        model.train()
        rng.shuffle(train)
        lost = 0.0
        for scene in train:
            scores = model(scene, args.dropout)
            if "asked" in scene:
                scores = scores.masked_fill(~scene["known"], float("-inf"))
            loss = -scores.log_softmax(1).masked_fill(~scene["gold"], float("-inf")).logsumexp(1)
            loss = loss[scene["asked"]].mean() * args.source_weight if "asked" in scene else loss.mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            lost += loss.item()
        shown = evaluate(model, dev, documents)
        print(f"epoch {epoch + 1} loss {lost / len(train):.3f}  " + "  ".join(
            f"{k} {v[0]:.1f}/{v[1]:.1f}/{v[2]:.1f}" for k, v in shown.items() if k != "CoNLL") + f"  CoNLL {shown['CoNLL']:.1f}", flush=True)
    torch.save(model.state_dict(), args.out)


if __name__ == "__main__":
    main()

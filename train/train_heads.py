#!/usr/bin/env python3
"""Trains every head together, on an encoder that has learned statements.

usage: train_heads.py --corpora DIR --from STATEMENTS --vocabulary FILE --reader quoth-windows --out FILE.pt [--seed N]

STATEMENTS is what train_statements.py left (.pt) or a model file (.safetensors). A step takes a batch of one corpus and
the losses of the heads that it has labels for:

    polnear          cues, sources and contents        --statement-share of its windows an epoch, drawn anew each time
    gold             the same within contents too, narrated statements, kind, polarity, certainty    --gold-times an epoch
    drafted          the same but for narrated statements: drafts that annotators corrected          --drafted-times an epoch
    ewt, gum         sentence begins, tags, heads, names
    conll03          sentence begins, names            left out with --free

Where a corpus leaves open whether a word is part of a group's, publication's, event's or other name, the loss asks only
that it is no person, organization or place. After each epoch the state is saved (a stopped run goes on from there when
started again with the same arguments) and scores on the development parts are printed, in float and by window: a guide
for training only. Reported scores come from the evaluators, over the built program. What is kept in the end is the mean of
the last two epochs' weights (Izmailov et al. 2018): the last alone has begun to learn the gold's small train part by heart.
"""
import argparse
import os
import random
import time

import torch
import torch.nn.functional as F

import gold_windows
import name_types
import polnear
import train_statements as statements
from corpora import IGNORE, NAME_TAGS, OPEN, OPEN_TAGS, ROOT, Corpora
from model import CONFIG, HEADS, Quoth, start_from

OLD = ("embed.", "layer.", "cue.", "given.")
SAID = ("polnear", "gold", "drafted")  # what statements are learned from
ALONE = {"statements": set(SAID), "syntax": {"ewt", "gum"}, "names": {"ewt", "gum", "conll03"}}
FRESH = ("narrate.", "given.transition", "given.hidden", "given.kind", "given.polarity", "given.certainty")


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--corpora", required=True)
    p.add_argument("--from", dest="start", required=True)
    p.add_argument("--vocabulary", required=True)
    p.add_argument("--reader", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--epochs", type=int, default=6)
    p.add_argument("--statement-share", type=float, default=0.8)
    p.add_argument("--other-share", type=float, default=1, help="of the treebanks' and CoNLL's windows an epoch, likewise")
    p.add_argument("--crop-share", type=float, default=0.3, help="of the statements' windows that become one paragraph")
    p.add_argument("--gold-times", type=int, default=2)
    p.add_argument("--drafted-times", type=int, default=2)
    p.add_argument("--statement-weight", type=float, default=5, help="of the statements' loss: it is small")
    p.add_argument("--free", action="store_true", help="no CoNLL-2003")
    p.add_argument("--only", choices=sorted(ALONE), help="these heads alone: what sharing the encoder costs them")
    p.add_argument("--batch", type=int, default=8, help="windows a step")
    p.add_argument("--cues", type=int, default=56, help="cues a step, at most")
    p.add_argument("--lr", type=float, default=1.5e-4, help="of the encoder, and of what reads statements")
    p.add_argument("--lr-heads", type=float, default=5e-4, help="of the other heads")
    p.add_argument("--lr-fresh", type=float, default=1e-3, help="of what has learned nothing yet")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--limit", type=int, default=0, help="windows of each corpus, for a quick trial")
    return p.parse_args()


def tensors(batch):
    """The inputs as polnear's windows have them, and [B, L] targets by head."""
    t, l = max(len(w.pieces) for w in batch), max(len(w.first) for w in batch)
    pieces, shapes, quotes = (torch.zeros(len(batch), t, dtype=torch.long) for _ in range(3))
    present = torch.zeros(len(batch), t, dtype=torch.bool)
    first = torch.zeros(len(batch), l, dtype=torch.long)
    fields = ("begins", "upos", "xpos", "heads", "deprel", "names", "sentences")
    target = {k: torch.full((len(batch), l), IGNORE) for k in fields}
    for r, w in enumerate(batch):
        n, m = len(w.pieces), len(w.first)
        pieces[r, :n], shapes[r, :n], quotes[r, :n] = (torch.tensor(x) for x in (w.pieces, w.shapes, w.quotes))
        present[r, :n] = True
        first[r, :m] = torch.tensor(w.first)
        for k in fields:
            target[k][r, :m] = torch.tensor(getattr(w, k))
    return (pieces, shapes, quotes, present, first), target


def within_sentence(arcs, sentences):
    """Arc scores with everything outside a token's own sentence, and the token itself, out of the question."""
    same = (sentences[:, :, None] == sentences[:, None]) & ~torch.eye(sentences.shape[1], dtype=torch.bool)
    return arcs.float().masked_fill(~F.pad(same, (1, 0), value=True), -1e4)


def cross_entropy(logits, target):
    if (target == IGNORE).all():
        return torch.zeros(())
    return F.cross_entropy(logits.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE)


def name_loss(logits, target):
    """Cross entropy; where the tag is OPEN, of OPEN_TAGS together."""
    scores = logits.float().log_softmax(-1)
    known, left_open = target >= 0, target == OPEN
    loss = -scores[known].gather(-1, target[known][:, None]).sum() - scores[left_open][:, OPEN_TAGS].logsumexp(-1).sum()
    return loss / (known | left_open).sum().clamp(min=1)


def loss_of(model, batch, only):
    inputs, target = tensors(batch)
    if only == "names":
        with torch.autocast("cpu", dtype=torch.bfloat16):
            names = model.name(model.encode(*inputs))
        return name_loss(names, target["names"])
    parsed = bool((target["heads"] != IGNORE).any())
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x = model.encode(*inputs)
        begins, names = model.sentence(x), model.name(x)
        if parsed:
            upos, xpos = model.tag(x)
            arcs, parts = model.parse(x)
            column = torch.where(target["heads"] >= ROOT, target["heads"] + 1, 0)
            relations = model.parse.relations(parts, column)
    loss = cross_entropy(begins, target["begins"])
    if only != "syntax":
        loss = loss + name_loss(names, target["names"])
    if parsed:
        heads = torch.where(target["heads"] >= ROOT, target["heads"] + 1, IGNORE)
        labels = torch.where(heads != IGNORE, target["deprel"], IGNORE)
        loss = loss + cross_entropy(within_sentence(arcs, target["sentences"]), heads) + cross_entropy(relations, labels)
        loss = loss + 0.5 * cross_entropy(upos, target["upos"]) + cross_entropy(xpos, target["xpos"])
    return loss


def steps_of(train, args, rng):
    """[(corpus, batch)] of an epoch, in random order."""
    out = []
    for name, windows in train.items():
        if name == "polnear":
            windows = rng.sample(windows, round(args.statement_share * len(windows)))
        elif name in ("gold", "drafted"):
            windows = windows * (args.gold_times if name == "gold" else args.drafted_times)
        else:
            windows = rng.sample(windows, round(args.other_share * len(windows)))
        if name in SAID:
            windows = [(rng.random() < args.crop_share and statements.cropped(w, rng)) or w for w in windows]
        out += [(name, batch) for batch in statements.batches(windows, args.batch, True, rng)]
    rng.shuffle(out)
    return out


def f1(hit, gold, guess):
    return 200 * hit / max(1, gold + guess)


class Scores:
    """Counts over development windows: tags, greedy heads, sentence begins, names (exact, PER ORG LOC MISC)."""

    def __init__(self):
        self.count = dict.fromkeys("words xpos uas las begin_hit begin_gold begin_guess hit gold guess".split(), 0)

    def add(self, model, batch, open_world):
        inputs, target = tensors(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            x = model.encode(*inputs)
            begins, names, (_, xpos), (arcs, parts) = model.sentence(x), model.name(x), model.tag(x), model.parse(x)
            column = within_sentence(arcs, target["sentences"]).argmax(-1)
            relation = model.parse.relations(parts, column).argmax(-1)
        c, known = self.count, target["heads"] != IGNORE
        right = known & (column == target["heads"] + 1)
        c["words"] += int(known.sum())
        c["xpos"] += int((known & (xpos.argmax(-1) == target["xpos"])).sum())
        c["uas"] += int(right.sum())
        c["las"] += int((right & (relation == target["deprel"])).sum())
        asked, guess = target["begins"] != IGNORE, begins.argmax(-1) == 1
        c["begin_gold"] += int((target["begins"] == 1).sum())
        c["begin_guess"] += int((asked & guess).sum())
        c["begin_hit"] += int((guess & (target["begins"] == 1)).sum())
        for r, w in enumerate(batch):
            lo, hi = w.scored
            tags = statements.viterbi(names[r, : len(w.first)].float().log_softmax(-1))
            mine, gold = self.spans(tags[lo:hi], open_world), self.spans(w.names[lo:hi], open_world)
            c["hit"] += len(mine & gold)
            c["gold"] += len(gold)
            c["guess"] += len(mine)

    @staticmethod
    def spans(tags, open_world):
        """`open_world`: the corpus marks persons, organizations and places only; else all other types count as one."""
        kinds = {"person", "organization", "place"}
        found = name_types.mentions_of([NAME_TAGS[t] if t >= 0 else "O" for t in tags])
        return {(b, e, k if k in kinds else "misc") for b, e, k in found if k in kinds or not open_world}

    def line(self):
        c, share = self.count, lambda k: 100 * self.count[k] / max(1, self.count["words"])
        tree = f"xpos {share('xpos'):.1f} uas {share('uas'):.1f} las {share('las'):.1f} " if c["words"] else ""
        return tree + f"begins {f1(c['begin_hit'], c['begin_gold'], c['begin_guess']):.1f} names {f1(c['hit'], c['gold'], c['guess']):.1f}"


def gold_line(model, windows):
    """F1 of statements and of narrated ones (content and source overlap by half), of their labels how many are right."""
    hit, gold, guess, right = [0, 0], [0, 0], [0, 0], [0, 0, 0]
    overlap = lambda a, b: len(a & b) / len(a | b) if a | b else 1
    for batch in statements.batches(windows, 16, False, random):
        for w, found in zip(batch, statements.read_batch(model, batch)):
            left = list(w.statements)
            for s in w.statements:
                gold[s["narrated"]] += 1
            for p in found:
                guess[p["narrated"]] += 1
                content, source = statements.covered(p["content"]), statements.covered(p["source"])
                same = [s for s in left if s["narrated"] == p["narrated"] and (overlap(s["content"], content) >= 0.5
                        if s["content"] else s["cue"] & statements.covered(p["cue"])) and overlap(s["source"], source) >= 0.5]
                if same:
                    left.remove(same[0])
                    hit[p["narrated"]] += 1
                    if not p["narrated"]:
                        right = [n + (a == b) for n, a, b in zip(right, p["labels"], same[0]["labels"])]
    share = [100 * n / max(1, hit[0]) for n in right]
    return (f"found {f1(hit[0], gold[0], guess[0]):.1f} narrated {f1(hit[1], gold[1], guess[1]):.1f} "
            f"kind {share[0]:.1f} polarity {share[1]:.1f} certainty {share[2]:.1f}")


def report(model, dev):
    model.eval()
    with torch.no_grad():
        for name, windows in dev.items():
            if name == "polnear":
                line = " ".join(f"{k} {v:.1f}" for k, v in statements.evaluate(model, windows).items())
            elif name == "gold":
                line = gold_line(model, windows)
            else:
                scores = Scores()
                for batch in statements.batches(windows, 16, False, random):
                    scores.add(model, batch, name == "ewt")
                line = scores.line()
            print(f"  dev {name}: {line}", flush=True)


def load(args):
    cache = os.path.join(os.path.dirname(args.out) or ".", "windows")
    corpora = Corpora(args.corpora, args.reader, args.vocabulary, cache, args.free)
    for part, to in (("train", corpora.train), ("dev", corpora.dev)):
        to["polnear"] = polnear.load(os.path.join(args.corpora, "polnear", part), args.reader, args.vocabulary, cache)
        to["gold"] = gold_windows.load(args.corpora, part, args.reader, args.vocabulary, cache)
        if part == "train":
            to["drafted"] = gold_windows.load(args.corpora, "drafted", args.reader, args.vocabulary, cache)
        if args.limit:
            to.update({name: windows[: args.limit] for name, windows in to.items()})
        if args.only:
            for name in to.keys() - ALONE[args.only]:
                del to[name]
    return corpora


def main():
    args = arguments()
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    corpora = load(args)
    labels = {"upos": corpora.labels.upos, "xpos": corpora.labels.xpos, "deprel": corpora.labels.deprel}
    model = Quoth(CONFIG | HEADS | labels | {"names": list(name_types.TYPES)})
    start_from(model, args.start)
    model.embed.word.weight.requires_grad_(False)  # learned already; a tenth of a step's time
    learning = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    group_of = lambda name: 2 if name.startswith(FRESH) else 0 if name.startswith(OLD) else 1
    groups = [{"params": [p for n, p in learning if group_of(n) == k], "lr": lr}
              for k, lr in enumerate((args.lr, args.lr_heads, args.lr_fresh))]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    per_epoch = len(steps_of(corpora.train, args, random.Random(0)))
    total = args.epochs * per_epoch
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (0.06 * total + 1), max(0.0, (total - s) / (0.94 * total))))
    epoch, before, state_path = 0, None, args.out + ".state"
    if os.path.exists(state_path):
        state = torch.load(state_path, weights_only=False)
        for part, name in ((model, "model"), (optimizer, "optimizer"), (schedule, "schedule")):
            part.load_state_dict(state[name])
        rng.setstate(state["rng"])
        torch.set_rng_state(state["torch_rng"])
        epoch, before = state["epoch"], state["before"]
    began = time.time()
    minutes = lambda: f"{(time.time() - began) / 60:.1f} min"
    while epoch < args.epochs:
        model.train()
        before = {name: t.clone() for name, t in model.state_dict().items()}
        for step, (name, batch) in enumerate(steps_of(corpora.train, args, rng)):
            if name in SAID:
                loss = args.statement_weight * statements.loss_of(model, batch, args, rng)
            else:
                loss = loss_of(model, batch, args.only)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if step % 50 == 0:
                print(f"  epoch {epoch + 1} step {step} of {per_epoch} {name} loss {loss.item():.3f} {minutes()}", flush=True)
        epoch += 1
        state = {"model": model.state_dict(), "before": before, "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(),
                 "rng": rng.getstate(), "torch_rng": torch.get_rng_state(), "epoch": epoch}
        torch.save(state, state_path + ".part")
        os.replace(state_path + ".part", state_path)
        print(f"epoch {epoch} {minutes()}", flush=True)
        report(model, corpora.dev)
    mean = {name: (t + before[name]) / 2 for name, t in model.state_dict().items()}
    torch.save({"config": model.config, "model": mean if args.epochs > 1 else model.state_dict()}, args.out)


if __name__ == "__main__":
    main()

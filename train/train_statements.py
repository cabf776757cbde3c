#!/usr/bin/env python3
"""Fine-tunes the encoder on PolNeAR: cues tagged; for each cue its source and content, given that cue.

usage: train_statements.py --corpora DIR --start FOLDER --reader quoth-windows --out FILE.pt [--epochs N] [--seed N]

FOLDER holds MiniLM-L6's vocab.txt and model.safetensors. After each epoch the state is saved (a stopped run goes on
from there when started again with the same arguments) and exact F1 on polnear/dev is printed, by window, in float: a
guide for training only. Reported scores come from eval_statements.py, over the built program.

Three choices beyond plain fine-tuning, each for a reason in the data:
 - PolNeAR labels outermost attributions only, so tokens inside a gold content take no part in the cue loss, but for
   one thing: right behind a gold cue the cue has ended (else nothing teaches it to end where the content begins);
 - cues that the tagger proposes wrongly are given to the second network with empty targets, so that it learns to
   reject them; a proposal without source and content is dropped when reading;
 - words of the context before a window are read but not scored, as in the program.
"""
import argparse
import dataclasses
import os
import random
import time

import torch
import torch.nn.functional as F

from model import Quoth, start_from_minilm
from polnear import load

O, B, I = 0, 1, 2
B_SOURCE, I_SOURCE, B_CONTENT, I_CONTENT = 1, 2, 3, 4
IGNORE, ENDED = -100, -2  # no loss; anything but I
NARRATE_WEIGHTS = torch.tensor([1.0, 3.0])  # one token in a hundred is a head
LABEL_WEIGHT = 0.8  # of kind, polarity and certainty beside the spans


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--corpora", required=True)
    p.add_argument("--start", required=True)
    p.add_argument("--reader", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--epochs", type=int, default=5)
    p.add_argument("--batch", type=int, default=8, help="windows a step")
    p.add_argument("--cues", type=int, default=56, help="cues a step, at most")
    p.add_argument("--lr", type=float, default=2e-4)
    p.add_argument("--lr-new", type=float, default=5e-4)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--continue-from", help="a trained .pt to start from, instead of MiniLM's weights")
    p.add_argument("--steps", type=int, default=0, help="stop after so many steps (the schedule ends there too)")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--limit", type=int, default=0, help="windows of each split, for a quick trial")
    return p.parse_args()


def bio(tags, positions, paragraphs, begin):
    """Writes begin/begin+1 over `positions`; a new piece after a gap or a paragraph end."""
    previous = None
    for i in sorted(positions):
        tags[i] = begin + (previous == i - 1 and paragraphs[i] == paragraphs[previous])
        previous = i


def cue_targets(window):
    tags = [O] * len(window.first)
    for s in window.statements:
        if not s.get("narrated"):
            bio(tags, s["cue"], window.paragraphs, B)
    lo, hi = window.scored
    masked = [IGNORE if tags[i - 1 : i] in ([O], []) else ENDED for i in range(len(tags))]
    return [IGNORE if not lo <= i < hi else t if t or i not in window.inside else masked[i] for i, t in enumerate(tags)]


def narrate_targets(window):
    """1 where the head of a narrated statement stands, 0 elsewhere, IGNORE where nobody looked."""
    heads, (lo, hi) = {i for s in window.statements if s.get("narrated") for i in s["cue"]}, window.scored
    return [int(i in heads) if window.narrates and lo <= i < hi and i not in window.inside else IGNORE
            for i in range(len(window.first))]


def cue_loss(logits, target):
    """Cross entropy; where the cue has ended, of O and B together."""
    scores = logits.float().log_softmax(-1)
    loss = F.nll_loss(scores.flatten(0, 1), target.clamp(min=IGNORE).where(target != ENDED, IGNORE).flatten(),
                      ignore_index=IGNORE, reduction="sum")
    ended = target == ENDED
    loss = loss - scores[..., [O, B]].logsumexp(-1)[ended].sum()
    return loss / (target != IGNORE).sum().clamp(min=1)


def span_targets(window, statement):
    tags = [O] * len(window.first)
    bio(tags, statement["content"], window.paragraphs, B_CONTENT)
    bio(tags, statement["source"], window.paragraphs, B_SOURCE)
    return tags


def cropped(window, rng):
    """One paragraph of a window, as if it were all there is: people also hand in texts of a sentence or two, which the encoder
    would see in training never. None where no paragraph is scored."""
    lo, hi = window.scored
    if lo >= hi:
        return None
    paragraph = window.paragraphs[rng.randrange(lo, hi)]
    at = [i for i in range(lo, hi) if window.paragraphs[i] == paragraph]
    b, e = at[0], at[-1] + 1
    end = window.first[e] - 1 if e < len(window.first) else len(window.pieces) - 1  # a [SEP] stands behind a paragraph
    keep = lambda positions: {i - b for i in positions if b <= i < e}
    part = lambda row: [row[0], *row[window.first[b]:end], row[-1]]
    statements = [s | {k: keep(s[k]) for k in ("source", "cue", "content")} for s in window.statements]
    return dataclasses.replace(
        window, pieces=part(window.pieces), shapes=part(window.shapes), quotes=part(window.quotes),
        first=[window.first[i] - window.first[b] + 1 for i in at], scored=(0, e - b),
        paragraphs=window.paragraphs[b:e], statements=[s for s in statements if s["cue"]], inside=keep(window.inside))


def batches(windows, size, shuffle, rng):
    """Windows of like length together."""
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].pieces) + (rng.random() * 20 if shuffle else 0))
    out = [[windows[i] for i in order[k : k + size]] for k in range(0, len(order), size)]
    if shuffle:
        rng.shuffle(out)
    return out


def tensors(batch):
    t, l = max(len(w.pieces) for w in batch), max(len(w.first) for w in batch)
    pieces, shapes, quotes = (torch.zeros(len(batch), t, dtype=torch.long) for _ in range(3))
    present, ok = torch.zeros(len(batch), t, dtype=torch.bool), torch.zeros(len(batch), l, dtype=torch.bool)
    first = torch.zeros(len(batch), l, dtype=torch.long)
    target, narrate = torch.full((len(batch), l), IGNORE), torch.full((len(batch), l), IGNORE)
    for r, w in enumerate(batch):
        n, m = len(w.pieces), len(w.first)
        pieces[r, :n], shapes[r, :n], quotes[r, :n] = (torch.tensor(x) for x in (w.pieces, w.shapes, w.quotes))
        present[r, :n], ok[r, :m] = True, True
        first[r, :m], target[r, :m] = torch.tensor(w.first), torch.tensor(cue_targets(w))
        narrate[r, :m] = torch.tensor(narrate_targets(w))
    return (pieces, shapes, quotes, present, first), ok, target, narrate


def spans_of(tags, begin=B):
    """Runs of begin, begin+1 as [(first, last)]."""
    out = []
    for i, t in enumerate(tags):
        if t == begin or (t == begin + 1 and not (out and out[-1][1] == i)):
            out.append([i, i + 1])
        elif t == begin + 1:
            out[-1][1] = i + 1
    return [tuple(s) for s in out]


def wrong_cues(logits, target, window):
    """Cues that the tagger proposes where the gold has none (and may be asked): lists of positions."""
    tags = logits[: len(window.first)].argmax(-1).tolist()
    return [list(range(b, e)) for b, e in spans_of(tags) if all(target[i] == O for i in range(b, e))]


@dataclasses.dataclass
class Row:
    """One cue (or head of a narrated statement) that the second network is asked about."""
    window: int
    cue: list
    tags: list
    narrated: bool = False
    labels: tuple = (IGNORE, IGNORE, IGNORE)  # kind, polarity, certainty


def rows_for(batch, cues, target, narrates, narrate_target, most, rng):
    """Rows of the gold and of what the taggers propose wrongly, whose targets are empty."""
    rows = []
    for r, w in enumerate(batch):
        nothing = [O] * len(w.first)
        rows += [Row(r, sorted(s["cue"]), span_targets(w, s), s.get("narrated", False), s.get("labels", Row.labels))
                 for s in w.statements]
        rows += [Row(r, cue, nothing) for cue in wrong_cues(cues[r], target[r], w)[:4]]
        wrong = (narrates[r, :, 1] > narrates[r, :, 0]) & (narrate_target[r] == 0)
        rows += [Row(r, [i], nothing, True) for i in wrong.nonzero()[:, 0].tolist()[:4]]
    return rng.sample(rows, most) if len(rows) > most else rows


def row_tensors(rows, length):
    """What `Given` wants of them, and the targets of every token of their windows."""
    cues, target = torch.zeros(len(rows), length, dtype=torch.bool), torch.full((len(rows), length), IGNORE)
    for k, row in enumerate(rows):
        cues[k, row.cue] = True
        target[k, : len(row.tags)] = torch.tensor(row.tags)
    return torch.tensor([r.window for r in rows]), cues, torch.tensor([r.narrated for r in rows]), target


def begun(tags):
    """Tags [C, span] in which no span goes on that has not begun: its first tag becomes a begin tag."""
    tags, before = tags.clone(), F.pad(tags, (1, 0), value=O)[:, :-1]
    for inside in (I_SOURCE, I_CONTENT):
        lost = (tags == inside) & (before != inside) & (before != inside - 1)
        tags[lost] = inside - 1
    return tags


def crf_loss(scores, there, target, transition):
    """Mean over tokens of -log P(target): scores [C, span, tags], there [C, span] (a run from the first), target likewise.
    The forward algorithm (Lafferty et al. 2001), all rows at once."""
    scores, tags = scores.float(), transition.shape[1]
    target = target.clamp(min=0)
    forward = transition[tags] + scores[:, 0]
    path = forward.gather(1, target[:, :1])[:, 0]
    moves = transition[target[:, :-1], target[:, 1:]] + scores[:, 1:].gather(2, target[:, 1:, None])[..., 0]
    path = path + (moves * there[:, 1:]).sum(1)
    for t in range(1, int(there.sum(1).max())):
        after = (forward[:, :, None] + transition[:tags]).logsumexp(1) + scores[:, t]
        forward = torch.where(there[:, t, None], after, forward)
    return (forward.logsumexp(1) - path).sum() / there.sum()


def label_loss(given, vector, rows):
    """Cross entropy of kind, polarity and certainty where they are labelled."""
    loss, labels = 0, torch.tensor([r.labels for r in rows])
    for k, head in enumerate((given.kind, given.polarity, given.certainty)):
        known = labels[:, k] != IGNORE
        if known.any():
            loss = loss + F.cross_entropy(head(vector[known]).float(), labels[known, k])
    return loss


def loss_of(model, batch, args, rng):
    inputs, ok, target, narrate_target = tensors(batch)
    given = model.given
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x = model.encode(*inputs)
        cue_logits, narrate_logits = model.cue(x), model.narrate(x)
        rows = rows_for(batch, cue_logits.detach().float(), target, narrate_logits.detach().float(), narrate_target,
                        args.cues, rng)
        if rows:
            row, cues, narrated, span_target = row_tensors(rows, ok.shape[1])
            scores, there, read = given(x, ok, row, cues, narrated)
            near = given.local(span_target, given.begin(cues.long().argmax(1)), IGNORE)
            labels = label_loss(given, given.statement(read, near >= B_CONTENT), rows)
    loss = cue_loss(cue_logits, target)
    if (narrate_target != IGNORE).any():
        loss = loss + F.cross_entropy(narrate_logits.float().flatten(0, 1), narrate_target.flatten(), NARRATE_WEIGHTS,
                                      ignore_index=IGNORE)
    if rows:
        loss = loss + 2 * crf_loss(scores, there, begun(near), given.transitions()) + LABEL_WEIGHT * labels
    return loss


def viterbi(scores, transition=None):
    """Best BIO sequence of log-probabilities [n, tags]: an I only after its own B or I; with transition scores as
    `Given.transitions` has them."""
    n, k = scores.shape
    if transition is None:
        transition = torch.zeros(k + 1, k)
        for j in range(2, k, 2):
            transition[:, j] = -1e9
            transition[j - 1, j] = transition[j, j] = 0
    best, back = transition[k] + scores[0], []
    for t in range(1, n):
        value, index = (best[:, None] + transition[:k]).max(0)
        back.append(index)
        best = value + scores[t]
    y = [int(best.argmax())]
    for index in reversed(back):
        y.append(int(index[y[-1]]))
    return y[::-1]


def read_batch(model, batch):
    """Per window the predicted statements: {"cue", "source", "content", "narrated", "labels"}, spans as lists of runs."""
    inputs, ok, _, _ = tensors(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x = model.encode(*inputs)
        scores, narrates = model.cue(x).float().log_softmax(-1), model.narrate(x).float()
    out, rows = [[] for _ in batch], []
    for r, w in enumerate(batch):
        lo, hi = w.scored
        rows += [Row(r, list(range(b, e)), [O]) for b, e in spans_of(viterbi(scores[r, : len(w.first)])) if lo <= b < hi]
        if w.narrates:
            rows += [Row(r, [i], [O], True) for i in range(lo, hi) if narrates[r, i, 1] > narrates[r, i, 0]]
    for k in range(0, len(rows), 64):
        part = rows[k : k + 64]
        row, cues, narrated, _ = row_tensors(part, ok.shape[1])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            spans, there, read = model.given(x, ok, row, cues, narrated)
            near = [viterbi(s[:n], model.given.transitions()) for s, n in zip(spans.float(), there.sum(1).tolist())]
            content = torch.zeros(there.shape, dtype=torch.bool)
            for c, tags in enumerate(near):
                content[c, : len(tags)] = torch.tensor(tags) >= B_CONTENT
            vector = model.given.statement(read, content)
            heads = (model.given.kind, model.given.polarity, model.given.certainty)
            labels = torch.stack([h(vector).argmax(-1) for h in heads], 1).tolist()
        begin = model.given.begin(cues.long().argmax(1)).tolist()
        for near_tags, at, label, which in zip(near, begin, labels, part):
            tags = [O] * at + near_tags
            source, content = spans_of(tags, B_SOURCE), spans_of(tags, B_CONTENT)
            if source or content:
                out[which.window].append({"cue": [(which.cue[0], which.cue[-1] + 1)], "source": source, "content": content,
                                          "narrated": which.narrated, "labels": label})
    return out


def covered(runs):
    return {i for b, e in runs for i in range(b, e)}


def gold_runs(window, positions):
    tags = [O] * len(window.first)
    bio(tags, positions, window.paragraphs, B)
    return spans_of(tags)


def evaluate(model, windows):
    """Exact F1 of source, cue, content; statements whose cue stands in another's content do not count."""
    model.eval()
    hit, gold, guess = ({k: 0 for k in ("source", "cue", "content")} for _ in range(3))
    with torch.no_grad():
        for batch in batches(windows, 8, False, random):
            for w, statements in zip(batch, read_batch(model, batch)):
                statements = [s for s in statements if not s["narrated"]]
                inner = lambda s: any(o is not s and covered(s["cue"]) <= covered(o["content"]) for o in statements)
                statements = [s for s in statements if not inner(s)]
                for k in hit:
                    g = {run for s in w.statements for run in gold_runs(w, s[k])}
                    p = {run for s in statements for run in s[k]}
                    hit[k] += len(g & p)
                    gold[k] += len(g)
                    guess[k] += len(p)
    return {k: 200 * hit[k] / max(1, gold[k] + guess[k]) for k in hit}


def main():
    args = arguments()
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    vocabulary, cache = os.path.join(args.start, "vocab.txt"), os.path.join(os.path.dirname(args.out) or ".", "windows")
    train, dev = (load(os.path.join(args.corpora, "polnear", s), args.reader, vocabulary, cache) for s in ("train", "dev"))
    if args.limit:
        train, dev = train[: args.limit], dev[: args.limit]
    print(f"windows {len(train)} {len(dev)}, statements {sum(len(w.statements) for w in train)} "
          f"{sum(len(w.statements) for w in dev)}, pieces {sum(len(w.pieces) for w in train)}", flush=True)
    model = Quoth()
    start_from_minilm(model, os.path.join(args.start, "model.safetensors"))
    if args.continue_from:
        model.load_state_dict(torch.load(args.continue_from, weights_only=True)["model"])
    old = [p for n, p in model.named_parameters() if not n.startswith(("cue.", "given.", "narrate."))]
    new = [p for n, p in model.named_parameters() if n.startswith(("cue.", "given.", "narrate."))]
    optimizer = torch.optim.AdamW([{"params": old, "lr": args.lr}, {"params": new, "lr": args.lr_new}], weight_decay=0.01,
                                  fused=True)
    total = args.steps or args.epochs * len(batches(train, args.batch, True, rng))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (0.06 * total + 1), max(0.0, (total - s) / (0.94 * total))))
    epoch, state_path = 0, args.out + ".state"
    if os.path.exists(state_path):
        state = torch.load(state_path, weights_only=False)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        rng.setstate(state["rng"])
        torch.set_rng_state(state["torch_rng"])
        epoch = state["epoch"]
    began = time.time()
    while epoch < args.epochs:
        model.train()
        for step, batch in enumerate(batches(train, args.batch, True, rng)):
            if args.steps and epoch * len(train) // args.batch + step >= args.steps:
                break
            loss = loss_of(model, batch, args, rng)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if step % 50 == 0:
                print(f"  epoch {epoch + 1} step {step} of {total // args.epochs} loss {loss.item():.3f} "
                      f"{(time.time() - began) / 60:.1f} min", flush=True)
        epoch += 1
        state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(),
                 "rng": rng.getstate(), "torch_rng": torch.get_rng_state(), "epoch": epoch}
        torch.save(state, state_path + ".part")
        os.replace(state_path + ".part", state_path)
        scores = evaluate(model, dev)
        print(f"epoch {epoch} {(time.time() - began) / 60:.1f} min | dev " +
              " ".join(f"{k} {v:.1f}" for k, v in scores.items()), flush=True)
    torch.save({"config": model.config, "model": model.state_dict()}, args.out)


if __name__ == "__main__":
    main()

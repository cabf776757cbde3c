#!/usr/bin/env python3
"""Writes the fixtures of tests/nn: a small model with random weights, and what PyTorch makes of some windows with it.

usage: test_vectors.py TESTS_NN

network.safetensors       the model, int8 rows with scales (the weights below, rounded to them)
network_f32.safetensors   the same model before rounding, all in F32
vectors.safetensors       for both (prefix i8. or f32.) and each window N: N.pieces, N.shapes, N.quotes, N.first (its tokens'
                          first pieces), N.cue (positions in the window's tokens), N.narrated (whether they are the head
                          of a narrated statement), and the expected N.vectors, N.cues, N.names (log-probabilities),
                          N.given (scores of the tokens that are read), N.best (the best tags by the CRF), N.best_log (the
                          log of their probability), N.kind, N.polarity, N.certainty (log-probabilities), N.narrates (log-
                          odds), N.begins (log-odds that a sentence begins), N.upos, N.xpos
                          (scores), N.arcs (scores of heads, ROOT in the last column), N.relations (for each token and each
                          head the best relation but "root"). Whole numbers are stored as F32 as well.
distances.safetensors     rows: given.distance's row for t - first = -511 … 511

The vocabulary is ours: BERT's special pieces at BERT's places, letters, and a few invented syllables.
"""
import json
import os
import sys

import numpy as np
import torch

from export_model import tensors_of, write_safetensors
from model import FILE_NAMES, Quoth, distance_bucket
from train_statements import B_CONTENT, crf_loss, viterbi

CONFIG = {"layers": 2, "width": 64, "heads": 2, "inner": 112, "positions": 512, "pieces": 200, "given_width": 32,
          "given_heads": 2, "given_inner": 48, "given_layers": 2, "given_before": 20, "given_span": 40, "narrate_width": 16, "distances": 40, "shapes": 9, "quotes": 3,
          "sentence_width": 32, "arc_width": 48, "rel_width": 16,
          "upos": "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split(),
          "xpos": "$ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW GW HYPH IN JJ NN NNP PRP$ VBD ``".split(),
          "deprel": "acl acl:relcl appos nsubj nsubj:pass root obj punct x:y".split(),
          "names": "person organization place group publication event other".split(),
          "kinds": ["statement", "denial", "accusation"], "polarities": ["positive", "negative"],
          "certainties": ["certain", "probable", "possible", "underspecified"]}
WINDOWS = [(77, 50, 3), (2, 1, 1), (301, 64, 2)]  # pieces, tokens, tokens of the cue


def vocabulary():
    """200 pieces."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    pieces = ["[PAD]"] + [f"[unused{i}]" for i in range(99)] + ["[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    pieces += list(letters) + [f"##{c}" for c in letters] + list(".,'\"-")
    pieces += ["mayor", "dam", "##side", "river", "said", "##ing", "flood", "the", "den", "##ied", "##ies", "cafe"]
    while len(pieces) < CONFIG["pieces"]:
        pieces.append(f"##{letters[len(pieces) % 26]}{letters[len(pieces) % 7]}x")
    assert len(set(pieces)) == len(pieces) == CONFIG["pieces"] and pieces.index("[UNK]") == 100
    return pieces


def random_network(generator):
    network = Quoth(CONFIG, dropout=0.0).eval()
    with torch.no_grad():
        for name, p in network.named_parameters():
            noise = torch.randn(p.shape, generator=generator)
            p.copy_(1 + 0.2 * noise if "norm" in name and name.endswith("weight") else 0.3 * noise)
    return network


def rounded(network):
    """The same network with the weights that the int8 file holds."""
    tensors, twin = tensors_of(network.state_dict()), Quoth(CONFIG, dropout=0.0).eval()
    state = {}
    for name in network.state_dict():
        stored = FILE_NAMES.get(name, name)
        a = tensors[stored]
        if a.dtype == np.int8:
            a = a.astype(np.float32) * tensors[stored + ".scale"][:, None]
        state[name] = torch.from_numpy(a.copy())
    twin.load_state_dict(state)
    return twin


def random_windows(generator):
    draw = lambda top, n: torch.randint(0, top, (n,), generator=generator)
    out = []
    for pieces, tokens, cue in WINDOWS:
        first = torch.randperm(pieces, generator=generator)[:tokens].sort().values
        begin = int(draw(tokens - cue + 1, 1))
        out.append({"pieces": draw(CONFIG["pieces"], pieces), "shapes": draw(9, pieces), "quotes": draw(3, pieces),
                    "first": first, "cue": torch.arange(begin, begin + cue), "narrated": torch.tensor([len(out) == 1])})
    return out


@torch.no_grad()
def expected(network, w):
    count, tokens = len(w["pieces"]), len(w["first"])
    vectors = network.encode(w["pieces"][None], w["shapes"][None], w["quotes"][None],
                             torch.ones(1, count, dtype=torch.bool), w["first"][None])
    cue = torch.zeros(1, tokens, dtype=torch.bool)
    cue[0, w["cue"]] = True
    given, there, read = network.given(vectors, torch.ones(1, tokens, dtype=torch.bool), torch.zeros(1, dtype=torch.long),
                                         cue, w["narrated"])
    scores, transitions = given[0, : int(there.sum())], network.given.transitions()
    best = viterbi(scores, transitions)
    content = torch.zeros_like(there)
    content[0, : len(best)] = torch.tensor(best) >= B_CONTENT
    vector = network.given.statement(read, content)
    nll = crf_loss(scores[None], torch.ones(1, len(scores), dtype=torch.bool), torch.tensor([best]), transitions)
    labels = lambda head: head(vector).log_softmax(-1)
    narrates = network.narrate(vectors)[0]
    upos, xpos = network.tag(vectors)
    sentence = network.sentence(vectors)[0]
    return {"vectors": vectors[0], "cues": network.cue(vectors)[0].log_softmax(-1), "given": scores,
            "best": torch.tensor([best]), "best_log": -nll.reshape(1, 1) * len(scores), "kind": labels(network.given.kind),
            "polarity": labels(network.given.polarity), "certainty": labels(network.given.certainty),
            "narrates": (narrates[:, 1] - narrates[:, 0])[:, None],
            "names": network.name(vectors)[0].log_softmax(-1), "begins": (sentence[:, 1] - sentence[:, 0])[:, None],
            "upos": upos[0], "xpos": xpos[0]} | expected_trees(network, vectors)


def expected_trees(network, vectors):
    arcs, parts = network.parse(vectors)
    relations = []
    for head in range(1, arcs.shape[2]):
        scores = network.parse.relations(parts, torch.full(arcs.shape[:2], head))[0]
        scores[:, CONFIG["deprel"].index("root")] = -torch.inf
        relations.append(scores.argmax(-1))
    return {"arcs": arcs[0].roll(-1, 1), "relations": torch.stack(relations, 1)}


def floats(network):
    """All tensors in F32, without scales, under the names of the model file."""
    return {FILE_NAMES.get(name, name): t.numpy() for name, t in network.state_dict().items()}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    torch.manual_seed(1)
    generator = lambda seed: torch.Generator().manual_seed(seed)  # one each: a new head leaves the windows as they are
    network, windows = random_network(generator(20261122)), random_windows(generator(20261123))
    with torch.no_grad():  # nearly every token a sentence and a name: the most that a text can take
        network.sentence.out.bias[1] += 12
        network.name.out.bias[1::2] += 12
    metadata = {"format": "quoth-model-3", "vocab": "\n".join(vocabulary()), "config": json.dumps(CONFIG)}
    path = lambda name: os.path.join(sys.argv[1], name + ".safetensors")
    write_safetensors(path("network"), tensors_of(network.state_dict()), metadata)
    write_safetensors(path("network_f32"), floats(network), metadata)

    vectors = {}
    for prefix, net in (("i8", rounded(network)), ("f32", network)):
        for n, w in enumerate(windows):
            for name, t in (w | expected(net, w)).items():
                vectors[f"{prefix}.{n}.{name}"] = t.float().numpy()
    write_safetensors(path("vectors"), vectors, {"made_by": "train/test_vectors.py"})

    before = distance_bucket(torch.tensor([511]), 512, "cpu")[0]
    after = distance_bucket(torch.tensor([0]), 512, "cpu")[0, 1:]
    write_safetensors(path("distances"), {"rows": torch.cat([before, after]).float().numpy()},
                      {"made_by": "train/test_vectors.py"})


if __name__ == "__main__":
    main()

"""The network in PyTorch: one encoder, a cue tagger, and a narrow network that reads a window given one cue.

Parameter names are those of the model file (see src/nn/model.h and models/README.md).
"""
import json
import struct

import torch
import torch.nn as nn
import torch.nn.functional as F

from gold import CERTAINTIES, KINDS, POLARITIES

CONFIG = {"layers": 6, "width": 384, "heads": 12, "inner": 1536, "positions": 512, "pieces": 30522, "given_width": 192,
          "given_heads": 6, "given_inner": 512, "given_layers": 2, "given_before": 64, "given_span": 192, "distances": 40, "shapes": 9,
          "quotes": 3, "narrate_width": 128, "kinds": list(KINDS), "polarities": list(POLARITIES), "certainties": list(CERTAINTIES)}
HEADS = {"sentence_width": 128, "arc_width": 256, "rel_width": 64}  # with "upos", "xpos", "deprel", "names": their labels
HEAD_DROPOUT = 0.25
CUE_TAGS, SPAN_TAGS = 3, 5
GIVEN_MARKS = 3  # of a token: neither, of the cue, head of a narrated statement
EPS = 1e-12
FORBIDDEN = -1e4
# An inside tag (2, 4) only behind its own begin or inside tag, never at the start.
BIO_ALLOWED = torch.tensor([[to not in (2, 4) or (tag < SPAN_TAGS and tag in (to - 1, to)) for to in range(SPAN_TAGS)]
                            for tag in range(SPAN_TAGS + 1)])


class Block(nn.Module):
    """One post-norm transformer layer (Devlin et al. 2019)."""

    def __init__(self, width, heads, inner, dropout):
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, EPS), nn.LayerNorm(width, EPS)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        """x [B, T, width]; mask [B, 1, 1, T], True where there is something."""
        b, t, w = x.shape
        split = lambda y: y.view(b, t, self.heads, w // self.heads).transpose(1, 2)
        a = F.scaled_dot_product_attention(split(self.q(x)), split(self.k(x)), split(self.v(x)), attn_mask=mask)
        x = self.norm1(x + self.dropout(self.o(a.transpose(1, 2).reshape(b, t, w))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Embeddings(nn.Module):
    def __init__(self, c, dropout):
        super().__init__()
        w = c["width"]
        self.word, self.position = nn.Embedding(c["pieces"], w), nn.Embedding(c["positions"], w)
        self.token_type = nn.Parameter(torch.zeros(w))
        self.shape, self.quote = nn.Embedding(c["shapes"], w), nn.Embedding(c["quotes"], w)
        nn.init.zeros_(self.shape.weight)
        nn.init.zeros_(self.quote.weight)
        self.norm, self.dropout = nn.LayerNorm(w, EPS), nn.Dropout(dropout)

    def forward(self, pieces, shapes, quotes):
        x = self.word(pieces) + self.position.weight[: pieces.shape[1]] + self.token_type
        return self.dropout(self.norm(x + self.shape(shapes) + self.quote(quotes)))


class Tagger(nn.Module):
    """One hidden layer, and a score a tag."""

    def __init__(self, width, inner, tags, dropout):
        super().__init__()
        self.hidden, self.out, self.dropout = nn.Linear(width, inner), nn.Linear(inner, tags), nn.Dropout(dropout)

    def forward(self, x):
        return self.out(self.dropout(F.gelu(self.hidden(x))))


def distance_bucket(first, count, device):
    """Buckets of the signed distance of positions 0..count from `first` [C], two a power of two: [C, count]."""
    d = torch.arange(count, device=device)[None] - first[:, None]
    return (d.sign() * (2 * (d.abs().float() + 1).log2()).long()).clamp(-19, 19) + 20


class Given(nn.Module):
    """Source and content of a window's tokens, given that some of them are a cue or the head of a narrated statement.

    It reads `given_span` tokens, from `given_before` tokens before the cue's first on: what a cue governs stands near it (of
    PolNeAR's sources and contents 99.8 % lie within). Scores of tags are those of a linear-chain CRF (Lafferty et al. 2001).
    """

    def __init__(self, c, dropout):
        super().__init__()
        w, d = c["width"], c["given_width"]
        self.before, self.span = c["given_before"], c["given_span"]
        self.x, self.cue = nn.Linear(w, d), nn.Linear(w, d)
        self.distance, self.is_cue = nn.Embedding(c["distances"], d), nn.Embedding(GIVEN_MARKS, d)
        self.norm = nn.LayerNorm(d, EPS)
        self.layer = nn.ModuleList(Block(d, c["given_heads"], c["given_inner"], dropout) for _ in range(c["given_layers"]))
        self.out = nn.Linear(d, SPAN_TAGS)
        self.transition = nn.Parameter(torch.zeros(SPAN_TAGS + 1, SPAN_TAGS))  # [from][to]; the last row: at the start
        self.hidden, self.dropout = nn.Linear(d + w + d, d), nn.Dropout(HEAD_DROPOUT)
        self.kind, self.polarity, self.certainty = (nn.Linear(d, len(c[k])) for k in ("kinds", "polarities", "certainties"))

    def begin(self, first):
        """The first token that is read of each row, [C], from the cue's first, [C]."""
        return (first - self.before).clamp(min=0)

    def local(self, whole, begin, fill):
        """What is read of `whole` [C, L, ...]: [C, span, ...], `fill` where the window has ended."""
        at = begin[:, None] + torch.arange(self.span)
        out = whole[torch.arange(len(begin))[:, None], at.clamp(max=whole.shape[1] - 1)]
        out[at >= whole.shape[1]] = fill
        return out

    def forward(self, x, ok, row, cues, narrated):
        """x [B, L, width] token vectors, ok [B, L]; row [C] the window of each cue, cues [C, L], narrated [C].
        Returns scores of tags [C, span, SPAN_TAGS], which of them there are [C, span], and what `statement` wants."""
        f, first = cues.float(), cues.long().argmax(1)
        begin = self.begin(first)
        mean = (f[..., None] * x[row]).sum(1) / f.sum(1, keepdim=True).clamp(min=1)
        marks = self.local(cues, begin, False).long() * (1 + narrated.long())[:, None]
        z = self.local(self.x(x)[row], begin, 0) + self.cue(mean)[:, None]
        z = z + self.distance(distance_bucket(first - begin, self.span, x.device)) + self.is_cue(marks)
        there = self.local(ok[row], begin, False)
        z, mask = self.norm(z), there[:, None, None, :]
        for layer in self.layer:
            z = layer(z, mask)
        return self.out(z), there, (z, torch.cat([z[torch.arange(len(row)), first - begin], mean.to(z.dtype)], 1))

    def statement(self, read, content):
        """The vector [C, d] that the labels are read off: what was read at the cue's first token, the cue's mean, and the mean of
        what was read at the content [C, span]."""
        z, cue = read
        f = content.to(z.dtype)
        mean = (f[..., None] * z).sum(1) / f.sum(1, keepdim=True).clamp(min=1)
        return self.dropout(F.gelu(self.hidden(torch.cat([cue, mean], 1))))

    def transitions(self):
        """Scores [from or start, to] with what BIO forbids out of the question."""
        return self.transition.masked_fill(~BIO_ALLOWED, FORBIDDEN)


class Tags(nn.Module):
    """Universal and Penn tags on one hidden layer."""

    def __init__(self, c, dropout):
        super().__init__()
        self.hidden, self.dropout = nn.Linear(c["width"], c["width"]), nn.Dropout(dropout)
        self.upos, self.xpos = nn.Linear(c["width"], len(c["upos"])), nn.Linear(c["width"], len(c["xpos"]))

    def forward(self, x):
        z = self.dropout(F.gelu(self.hidden(x)))
        return self.upos(z), self.xpos(z)


class Parser(nn.Module):
    """Deep biaffine scores of heads and relations (Dozat & Manning 2017)."""

    def __init__(self, c, dropout):
        super().__init__()
        w, a, r, labels = c["width"], c["arc_width"], c["rel_width"], len(c["deprel"])
        self.arc_dep, self.arc_head, self.rel_dep, self.rel_head = (nn.Linear(w, n) for n in (a, a, r, r))
        self.root_arc, self.root_rel = nn.Parameter(torch.randn(a) * 0.1), nn.Parameter(torch.randn(r) * 0.1)
        self.arc, self.rel_pair, self.rel_dep_only = nn.Linear(a, a), nn.Linear(r, labels * r), nn.Linear(r, labels)
        self.labels, self.dropout = labels, nn.Dropout(dropout)

    def with_root(self, heads, root):
        return torch.cat([root.to(heads.dtype).expand(heads.shape[0], 1, -1), heads], 1)

    def forward(self, x):
        """x [B, L, width] -> scores of heads [B, L, 1 + L] (column 0: ROOT), and what `relations` wants."""
        part = lambda layer: self.dropout(F.gelu(layer(x)))
        arcs = self.arc(part(self.arc_dep)) @ self.with_root(part(self.arc_head), self.root_arc).transpose(1, 2)
        return arcs, (part(self.rel_dep), self.with_root(part(self.rel_head), self.root_rel))

    def relations(self, parts, head):
        """Scores [B, L, labels] of each token's relation to `head` [B, L], a column of the arc scores."""
        dep, heads = parts
        chosen = heads.gather(1, head[..., None].expand(-1, -1, heads.shape[-1]))
        pair = self.rel_pair(dep).unflatten(-1, (self.labels, -1))
        return (pair * chosen[:, :, None]).sum(-1) + self.rel_dep_only(dep)


class Quoth(nn.Module):
    def __init__(self, config=None, dropout=0.1):
        super().__init__()
        c = self.config = dict(config or CONFIG)
        self.embed = Embeddings(c, dropout)
        self.layer = nn.ModuleList(Block(c["width"], c["heads"], c["inner"], dropout) for _ in range(c["layers"]))
        self.cue = Tagger(c["width"], c["width"], CUE_TAGS, dropout)
        self.given = Given(c, dropout)
        self.narrate = Tagger(c["width"], c["narrate_width"], 2, HEAD_DROPOUT)
        if "upos" in c:
            self.sentence = Tagger(c["width"], c["sentence_width"], 2, dropout)
            self.tag, self.parse = Tags(c, dropout), Parser(c, HEAD_DROPOUT)
            self.name = Tagger(c["width"], c["width"], 1 + 2 * len(c["names"]), HEAD_DROPOUT)

    def encode(self, pieces, shapes, quotes, present, first):
        """Token vectors [B, L, width]; pieces, shapes, quotes, present [B, T]; first [B, L]."""
        x, mask = self.embed(pieces, shapes, quotes), present[:, None, None, :]
        for layer in self.layer:
            x = layer(x, mask)
        return x.gather(1, first[..., None].expand(-1, -1, x.shape[-1]))


def read_safetensors(path):
    """{name: tensor} of a safetensors file's F32 and I8 tensors, as floats; I8 with the scales of its rows."""
    raw = open(path, "rb").read()
    size = struct.unpack("<Q", raw[:8])[0]
    header, out = json.loads(raw[8 : 8 + size]), {}
    for name, t in header.items():
        if name == "__metadata__" or t["dtype"] not in ("F32", "I8"):
            continue
        lo, hi = t["data_offsets"]
        kind = torch.float32 if t["dtype"] == "F32" else torch.int8
        out[name] = torch.frombuffer(bytearray(raw[8 + size + lo : 8 + size + hi]), dtype=kind).view(t["shape"]).float()
    for name in [n for n in out if n + ".scale" in out]:
        out[name] *= out.pop(name + ".scale")[:, None]
    return out


# A table's name in the model file is its module's; the encoder's type vector has another one.
TABLES = ("embed.word", "embed.position", "embed.shape", "embed.quote", "given.distance", "given.is_cue")
FILE_NAMES = {f"{name}.weight": name for name in TABLES} | {"embed.token_type": "embed.type", "tag.upos.weight": "upos.out.weight",
                                                            "tag.upos.bias": "upos.out.bias", "tag.xpos.weight": "xpos.out.weight",
                                                            "tag.xpos.bias": "xpos.out.bias"}


def start_from(model, path):
    """Fills what `model` shares with a trained one: a .pt of the recipes, or a model file (its int8 rows)."""
    if path.endswith(".pt"):
        state = torch.load(path, map_location="cpu", weights_only=True)["model"]
    else:
        there = read_safetensors(path)
        state = {name: there[FILE_NAMES.get(name, name)] for name in model.state_dict() if FILE_NAMES.get(name, name) in there}
    own = model.state_dict()
    for name, t in state.items():  # a table that has grown since keeps what it had; what a layer reads anew counts nothing yet
        if t.dim() != 2 or t.shape == own[name].shape:
            continue
        if t.shape[1] == own[name].shape[1] and len(t) < len(own[name]):
            state[name] = torch.cat([t, own[name][len(t):]])
        elif len(t) == len(own[name]) and t.shape[1] < own[name].shape[1]:
            state[name] = F.pad(t, (0, own[name].shape[1] - t.shape[1]))
    missing = model.load_state_dict(state, strict=False).missing_keys
    assert not [n for n in missing if n.startswith(("embed.", "layer.", "cue.", "given.x."))], missing


def start_from_minilm(model, path):
    """Fills the encoder from MiniLM-L6's weights (BERT names)."""
    w = read_safetensors(path)
    get = lambda name: w[name] if name in w else w["bert." + name]
    own, state = model.state_dict(), {}
    state["embed.word.weight"] = get("embeddings.word_embeddings.weight")
    state["embed.position.weight"] = get("embeddings.position_embeddings.weight")
    state["embed.token_type"] = get("embeddings.token_type_embeddings.weight")[0]
    bert = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
            "o": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
            "down": "output.dense", "norm2": "output.LayerNorm"}
    for kind in ("weight", "bias"):
        state[f"embed.norm.{kind}"] = get(f"embeddings.LayerNorm.{kind}")
        for i in range(model.config["layers"]):
            for ours, theirs in bert.items():
                state[f"layer.{i}.{ours}.{kind}"] = get(f"encoder.layer.{i}.{theirs}.{kind}")
    for name, t in state.items():
        assert own[name].shape == t.shape, (name, own[name].shape, t.shape)
    model.load_state_dict(state, strict=False)

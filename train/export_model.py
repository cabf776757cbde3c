#!/usr/bin/env python3
"""Writes the trained network as the model file: int8 rows with a scale each, vocabulary and configuration inside.

usage: export_model.py TRAINED.pt VOCAB.txt OUT.safetensors [REFER.pt]

REFER.pt is what train_refer.py left: the head that ranks antecedents.

A matrix W [rows, columns] becomes NAME (I8) and NAME.scale (F32, a value a row) with W ≈ NAME * NAME.scale; vectors stay
F32. Tensors begin at multiples of 64 bytes, so that a mapped file can be used in place.
"""
import json
import struct
import sys

import numpy as np
import torch

from model import FILE_NAMES



def quantised(matrix):
    """Symmetric, a scale a row; rows of zeros get scale 1."""
    top = np.abs(matrix).max(axis=1)
    scale = np.where(top > 0, top / 127, 1).astype(np.float32)
    return np.clip(np.rint(matrix / scale[:, None]), -127, 127).astype(np.int8), scale


def tensors_of(state):
    out = {}
    for name, t in state.items():
        a = t.float().numpy()
        name = FILE_NAMES.get(name, name)
        if a.ndim == 2:
            out[name], out[name + ".scale"] = quantised(a)
        else:
            out[name] = a.astype(np.float32)
    return out


def write_safetensors(path, tensors, metadata):
    header, at, blobs = {"__metadata__": metadata}, 0, []
    for name in sorted(tensors):
        a = np.ascontiguousarray(tensors[name])
        pad = -at % 64
        if pad:  # the format allows no holes: padding is a tensor of its own
            header[f"padding.{at}"] = {"dtype": "U8", "shape": [pad], "data_offsets": [at, at + pad]}
            blobs.append(bytes(pad))
            at += pad
        header[name] = {"dtype": {"int8": "I8", "float32": "F32"}[str(a.dtype)], "shape": list(a.shape),
                        "data_offsets": [at, at + a.nbytes]}
        blobs.append(a.tobytes())
        at += a.nbytes
    head = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    head += b" " * (-(8 + len(head)) % 64)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(head)) + head + b"".join(blobs))


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    trained = torch.load(sys.argv[1], map_location="cpu", weights_only=True)
    if len(sys.argv) == 5:  # what train_refer.py left
        refer = torch.load(sys.argv[4], map_location="cpu", weights_only=True)
        trained["model"] |= {f"refer.{name}": t for name, t in refer.items()}
    vocabulary = open(sys.argv[2], encoding="utf-8").read().rstrip("\n")
    assert vocabulary.count("\n") + 1 == trained["config"]["pieces"]
    write_safetensors(sys.argv[3], tensors_of(trained["model"]),
                      {"format": "quoth-model-3", "vocab": vocabulary, "config": json.dumps(trained["config"])})


if __name__ == "__main__":
    main()

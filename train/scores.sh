#!/bin/sh
# Every score of the model's card, over the built program. usage: train/scores.sh CORPORA [PROGRAM]
set -eu
corpora=${1:?usage: train/scores.sh CORPORA [PROGRAM]}
here=$(cd "$(dirname "$0")" && pwd)
program=${2:-$here/../build/release/quoth}
python3 "$here/eval_statements.py" "$corpora/polnear/dev" --program "$program" --jobs 2
python3 "$here/eval_syntax.py" "$corpora/ud-ewt/dev.conllu" --program "$program"
python3 "$here/eval_coref.py" "$corpora/ud-gum/dev.conllu" --program "$program"
for corpus in conll03 uner gum; do
  python3 "$here/eval_names.py" "$corpus" "$corpora" --program "$program"
done

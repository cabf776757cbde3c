#!/bin/sh
# run.sh BUILD [DOCUMENTS]: prints throughput, peak memory and start-up of BUILD/quoth, and whether 1, 2 and 4 jobs agree.
set -eu
build=$1 documents=${2:-120}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$build/bench/bench-annotate" "$build/quoth" "$folder" "$documents"

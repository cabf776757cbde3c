#!/bin/sh
# run.sh FOLDER SECONDS: runs each fuzz target of FOLDER for SECONDS, from its seeds and what earlier runs found.
# Inputs that fail are left beside the target as crash-*, leak-* or timeout-*.
set -u
here=$(cd "$(dirname "$0")" && pwd)
folder=$1 seconds=$2 failed=0 count=0
for target in "$folder"/fuzz_*; do
    [ -f "$target" ] && [ -x "$target" ] || continue
    name=${target##*/fuzz_}
    mkdir -p "$folder/corpus/$name"
    seeds=$here/corpus/$name
    [ -d "$seeds" ] || seeds=
    count=$((count + 1))
    if "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
        -artifact_prefix="$folder/" "$folder/corpus/$name" $seeds >"$folder/$name.log" 2>&1; then
        echo "fuzz $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/$name.log") runs, no finding"
    else
        failed=$((failed + 1))
        echo "fuzz $name: FAILED, see $folder/$name.log" >&2
        tail -n 15 "$folder/$name.log" >&2
    fi
done
[ "$count" -gt 0 ] || { echo "no fuzz targets in $folder" >&2; exit 1; }
echo "$count fuzz targets, $failed failed"
[ "$failed" -eq 0 ]

#!/bin/sh
# run.sh FOLDER SECONDS: runs each fuzz target of FOLDER for SECONDS, from its seeds and what earlier runs found.
# Inputs that fail are left in FOLDER as NAME-crash-*, NAME-leak-* or NAME-timeout-*.
set -u
here=$(cd "$(dirname "$0")" && pwd)
folder=$1 seconds=$2 failed=0 count=0
for target in "$folder"/fuzz_*; do
    [ -f "$target" ] && [ -x "$target" ] || continue
    name=${target##*/fuzz_}
    found=$folder/corpus/$name seeds=$here/corpus/$name
    mkdir -p "$found"
    [ -d "$seeds" ] || seeds=
    count=$((count + 1))
    # shellcheck disable=SC2086 # no seeds, no argument
    if "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 -max_len=16384 -print_final_stats=1 \
        -artifact_prefix="$folder/$name-" "$found" $seeds >"$folder/$name.log" 2>&1; then
        echo "fuzz $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/$name.log") runs, no finding"
    else
        failed=$((failed + 1))
        echo "fuzz $name: FAILED, see $folder/$name.log" >&2
        grep -m 3 -E 'does not hold|ERROR|SUMMARY' "$folder/$name.log" >&2
    fi
done
[ "$count" -gt 0 ] || { echo "no fuzz targets in $folder" >&2; exit 1; }
echo "$count fuzz targets, $failed failed"
[ "$failed" -eq 0 ]

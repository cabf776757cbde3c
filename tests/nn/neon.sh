#!/bin/sh
# neon.sh: builds tests/nn/compare_kernels.c for 64-bit ARM and runs it in an emulator. NEON must give the bits of the portable
# kernels, and those the bits that they give on this machine.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
flags="-std=c17 -D_POSIX_C_SOURCE=200809L -O3 -Wall -Wextra -Werror -ffp-contract=off -fno-strict-aliasing"
flags="$flags -I$root/src -I$root/include"
sources="$root/tests/nn/compare_kernels.c $root/src/nn/kernels_portable.c"
# shellcheck disable=SC2086 # flags and sources are words
${CC:-cc} $flags $sources -lm -o "$folder/here"
# shellcheck disable=SC2086
aarch64-linux-gnu-gcc $flags -static $sources "$root/src/nn/kernels_neon.c" -lm -o "$folder/arm"
"$folder/here" > "$folder/here.txt"
qemu-aarch64 "$folder/arm" > "$folder/arm.txt"
diff "$folder/here.txt" "$folder/arm.txt"
echo "NEON gives the bits of the portable kernels"

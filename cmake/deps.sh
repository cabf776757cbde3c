#!/bin/sh
# deps.sh WHAT…: installs what a build needs and this machine lacks. WHAT: build, test, sanitize, neon, full, train.
# Probes are commands and pkg-config modules, so that any system that has them passes; packages are Debian 12's names.
set -eu

# kind  probe  package
table_build='
command cmake cmake
command ninja ninja-build
command gcc gcc
command pkg-config pkg-config
header stdio.h libc6-dev
module sqlite3 libsqlite3-dev
module libutf8proc libutf8proc-dev
module uchardet libuchardet-dev
module libcrypto libssl-dev
module jansson libjansson-dev
'
table_test='
module cmocka libcmocka-dev
command python3 python3
command nm binutils
'
table_sanitize='
command clang clang
runtime clang libclang-rt-14-dev
'
table_neon='
command aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu
file /usr/aarch64-linux-gnu/include/stdio.h libc6-dev-arm64-cross
command qemu-aarch64 qemu-user
'
table_full='
command clang-tidy clang-tidy
command clang-format clang-format
'
table_train='
command python3 python3
python venv python3-venv
'

probe()
{
    case $1 in
    command) command -v "$2" ;;
    header) test -e "/usr/include/$2" ;;
    file) test -e "$2" ;;
    module) command -v pkg-config && pkg-config --exists "$2" ;;
    python) python3 -c "import $2, ensurepip" ;;
    runtime) command -v clang && echo 'int main(void){return 0;}' |
        clang -x c -fsanitize=address,undefined -o /dev/null - ;;
    esac >/dev/null 2>&1
}

missing=
for what in "$@"; do
    eval "rows=\${table_$what}"
    while read -r kind name package; do
        [ -n "$kind" ] || continue
        probe "$kind" "$name" || missing="$missing $package"
    done <<END
$rows
END
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "These are missing (Debian's names):$missing" >&2
    echo "Install them with this system's package manager and run make again." >&2
    exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || { echo "As root: apt-get install --no-install-recommends$missing" >&2; exit 1; }
    as_root=sudo
fi
echo "Installing:$missing" >&2
# shellcheck disable=SC2086 # the list is words
install_missing() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >&2; }
install_missing || { $as_root apt-get update -q >&2 && install_missing; }

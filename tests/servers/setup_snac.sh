#!/usr/bin/env bash
# Fetches snac2 (MIT, 248 kB) from Debian bookworm-backports into .cache/snac2, without installing it and
# without root: apt's own signature check, its own list folder. Idempotent; a few seconds.
# Does nothing where a `snac` is on the PATH. Ends with 1 and a plain reason where it cannot be had.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
into=$root/.cache/snac2

fail() { echo "snac2 cannot be installed here: $*" >&2; exit 1; }
command -v snac >/dev/null && exit 0
[ -x "$into/usr/bin/snac" ] && ! ldd "$into/usr/bin/snac" | grep -q 'not found' && exit 0
mkdir -p "$root/.cache"
exec 9>"$root/.cache/snac2.lock"  # test workers come at the same moment: one fetches, the others find it
flock 9
[ -x "$into/usr/bin/snac" ] && ! ldd "$into/usr/bin/snac" | grep -q 'not found' && exit 0
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || fail "this is no Debian-like system"
ring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -r "$ring" ] || fail "the package debian-archive-keyring is missing"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
echo "deb [signed-by=$ring] http://deb.debian.org/debian bookworm-backports main" > "$work/sources.list"
options=(-qq -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=/dev/null
  -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=)
apt-get "${options[@]}" update >"$work/log" 2>&1 || { tail -n 3 "$work/log" >&2; fail "the package list cannot be fetched"; }
(cd "$work" && apt-get "${options[@]}" download snac2 >"$work/log" 2>&1) || { tail -n 3 "$work/log" >&2; fail "the package cannot be fetched"; }
mkdir -p "$into"
dpkg-deb -x "$work"/snac2_*.deb "$into"
if missing=$(ldd "$into/usr/bin/snac" | grep 'not found'); then fail "libraries are missing:$missing"; fi
echo "setup_snac.sh: $into/usr/bin/snac"

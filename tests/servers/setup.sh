#!/usr/bin/env bash
# Installs what the real-server tests need, and only what is missing. Idempotent; about 2 minutes on a
# fresh machine, a second afterwards. Debian or alike, as root (or with everything already there).
#
#   tests/servers/setup.sh            everything
#   tests/servers/setup.sh pds        only what this part needs: pds, postgres, chromium (snac2: setup_snac.sh)
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)

fail() { echo "setup.sh: $*" >&2; exit 1; }
wants() { [ ${#parts[@]} -eq 0 ] || [[ " ${parts[*]} " == *" $1 "* ]]; }
parts=("$@")
for part in "$@"; do
  case $part in pds|postgres|chromium) ;; *) fail "no part '$part'; there are: pds postgres chromium" ;; esac
done

# ---- Debian packages ---------------------------------------------------------------------------------
packages=()
if wants pds; then
  command -v node >/dev/null || packages+=(nodejs)
  command -v npm >/dev/null || packages+=(npm)
  # better-sqlite3 is compiled where no prebuilt file fits
  { command -v make && command -v g++ && command -v python3; } >/dev/null || packages+=(make g++ python3)
fi
if wants postgres; then
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || packages+=(postgresql)
fi
if wants chromium; then
  command -v chromium >/dev/null || packages+=(chromium)
fi
if [ ${#packages[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || fail "this machine has no apt-get; install by hand: ${packages[*]}"
  [ "$(id -u)" = 0 ] || fail "not root; install by hand: apt-get install ${packages[*]}"
  echo "setup.sh: installing ${packages[*]}"
  export DEBIAN_FRONTEND=noninteractive
  # the cluster that Debian would create and start is not ours to use
  if [[ " ${packages[*]} " == *" postgresql "* ]]; then
    mkdir -p /etc/postgresql-common
    grep -qs '^create_main_cluster' /etc/postgresql-common/createcluster.conf ||
      echo 'create_main_cluster = false' >> /etc/postgresql-common/createcluster.conf
  fi
  apt-get update -qq || fail "apt-get update failed: is there a network for packages?"
  apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null || fail "apt-get install failed: ${packages[*]}"
fi

# ---- npm packages ------------------------------------------------------------------------------------
if wants pds; then
  major=$(node -p 'process.versions.node.split(".")[0]') || fail "node does not run"
  # better-sqlite3 10 aborts natively on Node 24 after a while
  { [ "$major" -ge 18 ] && [ "$major" -lt 24 ]; } || fail "Node $major: the PDS needs Node 18.7 to 22 (20 is tested)"
  hash=$(sha256sum package-lock.json | cut -c1-16)
  home=$root/.cache/node/$hash
  if [ -f "$home/node_modules/.complete" ]; then
    echo "setup.sh: npm packages are there ($hash)"
  else
    echo "setup.sh: installing npm packages ($hash), about a minute or two"
    mkdir -p "$home"
    cp package.json package-lock.json .npmrc "$home/"
    [ -d /usr/include/node ] && export npm_config_nodedir=/usr
    (cd "$home" && npm ci --no-progress >"$home/npm.log" 2>&1) ||
      { tail -n 20 "$home/npm.log" >&2; fail "npm ci failed (whole log: $home/npm.log)"; }
    (cd "$home" && node -e 'new (require("better-sqlite3"))(":memory:").close()') ||
      fail "better-sqlite3 was installed but does not run on this Node"
    touch "$home/node_modules/.complete"
  fi
fi
echo "setup.sh: ready"

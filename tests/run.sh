#!/usr/bin/env bash
# Every test on SQLite, in several processes, and beside them those that ask a database on PostgreSQL: these wait
# more than they work. Ends with 1 when anything failed, and says last what happened on PostgreSQL.
#
#   tests/run.sh [auto|NUMBER]     how many processes; 0: the plain run, in one; auto: one more than there are cores,
#                                  because a good part of a test is waiting, and four at most
set -um  # m: the run beside is a group of its own, which can be told to stop and tidies up
cd "$(dirname "$0")/.."
# A file's tests stay together, because they share its servers, and their order is that of tests/conftest.py.
several=${1:-auto}
[ "$several" = auto ] && several=$(($(nproc) < 3 ? $(nproc) + 1 : 4))
spread=(-n "$several" --dist loadfile --no-loadscope-reorder)
said=$(mktemp)

SLIPGUARD_TEST_DATABASE=postgres .venv/bin/python -m pytest tests/storage tests/workflows \
  --ignore tests/workflows/test_killed.py >"$said" 2>&1 </dev/null &
beside=$!
trap 'kill -INT "$beside" 2>/dev/null && wait "$beside"; rm -f "$said"' EXIT
trap 'exit 1' INT TERM

SLIPGUARD_TEST_WHOLE=1 .venv/bin/python -m pytest "${spread[@]}"
plain=$?
[ "$plain" = 2 ] && exit 1  # somebody pressed Ctrl+C
wait "$beside"
postgres=$?
printf '\n== the same on PostgreSQL\n'
cat "$said"
[ "$plain" = 0 ] && [ "$postgres" = 0 ]

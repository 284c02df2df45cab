#!/usr/bin/env bash
# Every test: all of them on PostgreSQL, the rooms, doors and the main journey on SQLite too.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/browser.sh
.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/lint-imports --no-cache
.venv/bin/mypy
.venv/bin/python tools/messages.py check
# The browser's tests go apart: its engine keeps an event loop running, which others start themselves.
echo "— PostgreSQL: everything"
tools/postgres.sh .venv/bin/pytest -q -n 2 -m "not journey" "$@"
tools/postgres.sh .venv/bin/pytest -q -n 2 -m journey "$@"
echo "— SQLite: rooms, doors and the main journey"
env -u OOGOPSLAG_DATABASE .venv/bin/pytest -q -n 2 -m "not journey" tests/rooms tests/doors "$@"
env -u OOGOPSLAG_DATABASE .venv/bin/pytest -q -n 2 tests/journeys/test_main.py "$@"

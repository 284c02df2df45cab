#!/usr/bin/env bash
# Makes .venv from the locked requirements. Needs Python 3.11 or newer; says so when it is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-python3}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
  echo "Oogopslag needs Python 3.11 or newer. On Debian: apt-get install python3 python3-venv" >&2
  exit 1
}
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
  if [ "$(id -u)" = 0 ]; then
    echo "Installing python3-venv (Debian's Python comes without it)…"
    apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
  else
    echo "Python's venv module is missing. Run: sudo apt-get install python3-venv" >&2
    exit 1
  fi
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv
echo "Installing the locked requirements…"
# uv reads the same lock and hashes as pip and is many times faster; pip does the work where uv cannot.
.venv/bin/python -m pip install --quiet --disable-pip-version-check "$(grep -oE '^uv==[0-9.]+' requirements/tools.txt)"
.venv/bin/uv pip install --quiet --require-hashes -r requirements/dev.txt ||
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
.venv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .

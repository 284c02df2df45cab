#!/usr/bin/env bash
# Makes sure that Debian's Chromium is there; says what to install where it cannot.
set -euo pipefail
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" = 0 ]; then
  echo "Installing Debian's Chromium for the browser journeys…"
  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null
else
  echo "The browser journeys need Debian's Chromium. Run: sudo apt-get install chromium" >&2
  exit 1
fi

#!/usr/bin/env bash
# Runs a command with OOGOPSLAG_DATABASE pointing at a PostgreSQL cluster that is thrown away after it.
# Listens on 127.0.0.1 only. Usage: tools/postgres.sh COMMAND [ARGUMENT…]
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
if [ -z "$bin" ] || [ ! -x "$bin/initdb" ]; then
  if [ "$(id -u)" = 0 ]; then
    echo "Installing Debian's PostgreSQL for the tests…"
    mkdir -p /etc/postgresql-common
    grep -qs create_main_cluster /etc/postgresql-common/createcluster.conf ||
      echo "create_main_cluster = false" >>/etc/postgresql-common/createcluster.conf
    apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql >/dev/null
    bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  else
    echo "The tests need PostgreSQL's server. Run: sudo apt-get install postgresql" >&2
    exit 1
  fi
fi
folder=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
  chown postgres "$folder"
  as=(runuser -u postgres --)
fi
stop() {
  "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cd "$folder"
"${as[@]}" "$bin/initdb" -D "$folder/data" -U oogopslag -A trust -E UTF8 --locale=C.UTF-8 -N >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
  -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60" \
  start >/dev/null
cd - >/dev/null
"${as[@]}" "$bin/createdb" -h 127.0.0.1 -p "$port" -U oogopslag oogopslag
OOGOPSLAG_DATABASE="postgresql://oogopslag@127.0.0.1:$port/oogopslag" "$@"

# Read by `./alongside test`, which has set $root, $venv, step, say, stop and install.
# Everything: style, layers, all tests on SQLite, then those marked `both` on a temporary PostgreSQL.
# With pytest arguments: only pytest with them, on SQLite, or on PostgreSQL after a first --postgres.

unset DJANGO_SETTINGS_MODULE DATABASE_URL ALONGSIDE_URL ALONGSIDE_BIND ALONGSIDE_PORT ALONGSIDE_DEMO
engine=sqlite
if [ "${1:-}" = --postgres ]; then engine=postgres; shift; fi

# on_debian PACKAGE: install it, where that can be done without asking anybody.
on_debian() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
  say "Installing Debian's $1"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1"; } \
    </dev/null >"$scratch/apt.log" 2>&1 || { tail -n 5 "$scratch/apt.log" >&2; return 1; }
}

find_chromium() {
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [ -n "$name" ] && command -v "$name" 2>/dev/null && return 0
  done
  return 1
}

find_postgres() {
  for folder in "$(dirname -- "$(command -v initdb 2>/dev/null || echo /none/x)")" /usr/lib/postgresql/*/bin; do
    [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && { echo "$folder"; return 0; }
  done
  return 1
}

# as_postgres COMMAND: PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c "$1" </dev/null; else sh -c "$1" </dev/null; fi
}

start_postgres() {
  bin=$(find_postgres) || { on_debian postgresql && bin=$(find_postgres); } || return 1
  cluster=$scratch/postgres
  mkdir "$cluster"
  chmod 711 "$scratch"
  [ "$(id -u)" != 0 ] || chown postgres "$cluster"
  port=$("$venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  as_postgres "'$bin/initdb' -D '$cluster/data' -U alongside -A trust -E UTF8 --locale=C.UTF-8 --no-sync" \
    >"$scratch/initdb.log" 2>&1 || { tail -n 5 "$scratch/initdb.log" >&2; return 1; }
  as_postgres "'$bin/pg_ctl' -D '$cluster/data' -w -l '$cluster/log' -o \"-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='$cluster' -c fsync=off -c synchronous_commit=off -c full_page_writes=off\" start" \
    >"$scratch/start.log" 2>&1 || { tail -n 5 "$cluster/log" >&2; cluster=; return 1; }
  DATABASE_URL=postgres://alongside@127.0.0.1:$port/postgres
}

tidy() {
  [ -z "${cluster:-}" ] || as_postgres "'$bin/pg_ctl' -D '$cluster/data' -m immediate stop" >/dev/null 2>&1 || true
  rm -rf "$scratch"
}

run_pytest() { PYTHONDONTWRITEBYTECODE=1 "$venv/bin/python" -m pytest "$@"; }

install dev
scratch=$(mktemp -d "${TMPDIR:-/tmp}/alongside-test.XXXXXX")
trap tidy EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

CHROMIUM=$(find_chromium) || { on_debian chromium && CHROMIUM=$(find_chromium); } \
  || stop "The tests need Chromium. On Debian: apt install chromium; elsewhere: CHROMIUM=/path/to/it ./alongside test"
export CHROMIUM

if [ "$engine" = postgres ]; then
  start_postgres || stop "PostgreSQL could not be started. On Debian: apt install postgresql"
  export DATABASE_URL
fi
if [ $# -gt 0 ]; then
  run_pytest "$@"
  exit
fi

if [ "$engine" = sqlite ]; then
  "$venv/bin/ruff" check --quiet src tests
  PYTHONPATH=$root/src "$venv/bin/lint-imports" --no-logo --no-cache >"$scratch/layers" || { cat "$scratch/layers"; exit 1; }
  run_pytest -n 2
fi

if [ -z "${DATABASE_URL:-}" ] && ! start_postgres; then
  [ -z "${CI:-}" ] || stop "PostgreSQL could not be started; the second half of the tests needs it."
  say "Not run on PostgreSQL, which is not here. On Debian: apt install postgresql"
  exit 0
fi
export DATABASE_URL
say "Again on PostgreSQL, what is marked so:"
run_pytest -n 2 -m "both and not browser"

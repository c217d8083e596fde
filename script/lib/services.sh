# shellcheck shell=bash
# A Redis and a MariaDB of our own for the tests: spare ports on 127.0.0.1, data in a temporary folder, ended by pid.
# Needs common.sh. Call `stop_services` on exit.

SERVICES=
SERVICES_DIR=

spare_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

services_dir() {
  [ -n "$SERVICES_DIR" ] || SERVICES_DIR=$(mktemp -d "${TMPDIR:-/tmp}/hearth.XXXXXX")
}

wait_until() { # seconds command...
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.2
  done
}

has_redis() { command -v redis-server >/dev/null; }
# The driver is compiled against MariaDB's headers, so the server alone is not enough.
has_mariadb() {
  command -v mariadb-install-db >/dev/null && PATH="$PATH:/usr/sbin" command -v mariadbd >/dev/null &&
    pkg-config --exists libmariadb mariadb 2>/dev/null
}

start_redis() { # exports TEST_REDIS_URL
  local port
  services_dir
  port=$(spare_port)
  redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$SERVICES_DIR" \
    >"$SERVICES_DIR/redis.log" 2>&1 &
  SERVICES="$SERVICES $!"
  if ! wait_until 20 redis-cli -p "$port" ping; then
    tail -n 20 "$SERVICES_DIR/redis.log" >&2
    die 'redis-server did not start.'
  fi
  export TEST_REDIS_URL="redis://127.0.0.1:$port/0"
}

start_mariadb() { # exports TEST_DATABASE_URL; its user may create the test databases
  local port data socket password log as_root=()
  services_dir
  port=$(spare_port) data=$SERVICES_DIR/mariadb socket=$SERVICES_DIR/mariadb.sock log=$SERVICES_DIR/mariadb.log
  password=$(python3 -c 'import secrets; print(secrets.token_hex(12))')
  [ "$(id -u)" -ne 0 ] || as_root=(--user=root)
  mariadb-install-db --no-defaults --datadir="$data" --skip-test-db --auth-root-authentication-method=normal \
    ${as_root[@]+"${as_root[@]}"} >"$log" 2>&1 || { tail -n 20 "$log" >&2 && die 'mariadb-install-db failed.'; }
  cat >"$SERVICES_DIR/boot.sql" <<SQL
CREATE DATABASE hearth CHARACTER SET utf8mb4;
CREATE USER 'hearth'@'127.0.0.1' IDENTIFIED BY '$password';
CREATE USER 'hearth'@'localhost' IDENTIFIED BY '$password';
GRANT ALL PRIVILEGES ON *.* TO 'hearth'@'127.0.0.1';
GRANT ALL PRIVILEGES ON *.* TO 'hearth'@'localhost';
SQL
  PATH="$PATH:/usr/sbin" mariadbd --no-defaults --datadir="$data" --socket="$socket" --port="$port" --bind-address=127.0.0.1 \
    --pid-file="$SERVICES_DIR/mariadb.pid" --init-file="$SERVICES_DIR/boot.sql" --character-set-server=utf8mb4 \
    --innodb-flush-log-at-trx-commit=0 ${as_root[@]+"${as_root[@]}"} >>"$log" 2>&1 &
  SERVICES="$SERVICES $!"
  if ! wait_until 60 mariadb --no-defaults -h 127.0.0.1 -P "$port" -u hearth "-p$password" -e 'SELECT 1' hearth; then
    tail -n 20 "$log" >&2
    die 'mariadbd did not start.'
  fi
  export TEST_DATABASE_URL="mysql://hearth:$password@127.0.0.1:$port/hearth"
}

stop_services() {
  local pid
  for pid in $SERVICES; do kill "$pid" 2>/dev/null || true; done
  for pid in $SERVICES; do wait "$pid" 2>/dev/null || true; done
  SERVICES=
  [ -z "$SERVICES_DIR" ] || rm -rf "$SERVICES_DIR"
  SERVICES_DIR=
}

# shellcheck shell=bash
# Shared by run and dev: are the ports free, and several processes that start and stop together.
# Needs common.sh.

HEARTH_HOST_DEFAULT=127.0.0.1

prepare_environment() {
  load_env
  export HOST="${HOST:-$HEARTH_HOST_DEFAULT}" PORT="${PORT:-8000}" LILY_PORT="${LILY_PORT:-8001}"
  PROCESSES=web
  lily_is_elsewhere || PROCESSES='web lily'
  export WEB_CONCURRENCY="${WEB_CONCURRENCY:-1}"
  export LILY_API_URL="${LILY_API_URL:-http://127.0.0.1:$LILY_PORT}"
  export LILY_MAX_LENGTH_DEFAULT="${LILY_MAX_LENGTH_DEFAULT:-96}"
}

require_free_port() { # name value
  [[ $2 =~ ^[0-9]+$ ]] || die "$1=$2 is not a port number."
  if (exec 3<>"/dev/tcp/127.0.0.1/$2") 2>/dev/null; then
    die "Port $2 is taken by another program. Choose another: $1=$(($2 + 10)) $0"
  fi
}

require_free_ports() {
  require_free_port PORT "$PORT"
  case $PROCESSES in *lily*)
    [ "$PORT" != "$LILY_PORT" ] || die "PORT and LILY_PORT are both $PORT. Choose another: LILY_PORT=$((PORT + 1)) $0"
    require_free_port LILY_PORT "$LILY_PORT"
    ;;
  esac
}

# start_together procfile process...: honcho runs them; Ctrl-C, SIGTERM and a closed terminal stop all of them.
start_together() {
  local procfile=$1 code=0 honcho
  shift
  # honcho would let .env win over the environment, so it reads none. It must outlive a closed terminal to stop the
  # others, so it does not write to the terminal itself: that would fail then.
  (
    trap '' HUP
    exec honcho start --no-prefix --no-colour -e /dev/null -d "$ROOT" -f "$procfile" -p "$PORT" "$@"
  ) > >(
    trap '' HUP INT TERM
    cat || cat >/dev/null
  ) 2>&1 &
  honcho=$!
  trap 'kill -TERM "$honcho" 2>/dev/null || true' HUP TERM
  trap : INT # honcho gets the terminal's Ctrl-C itself
  while :; do
    code=0
    wait "$honcho" || code=$?
    kill -0 "$honcho" 2>/dev/null || break
  done
  wait || true # for the last lines
  exit "$code"
}

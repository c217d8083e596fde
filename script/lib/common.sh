# shellcheck shell=bash
# Shared by the scripts: the project's folder, one line of progress per step, stamps, and .env.
# Sourced first; it changes to the project's folder. Kept to bash 3.2, which macOS has.
set -euo pipefail

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." >/dev/null && pwd -P)
cd -- "$ROOT"
export PATH="$ROOT/.venv/bin:$PATH" PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Every name with a value in .env that the environment does not have yet; the environment wins.
load_env() {
  local line name value
  [ -f .env ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    [[ $line =~ ^[[:space:]]*(export[[:space:]]+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)$ ]] || continue
    name=${BASH_REMATCH[2]} value=${BASH_REMATCH[3]}
    case $value in
      \"*\" | \'*\') value=${value:1:${#value}-2} ;;
      *) value=${value%%[[:space:]]#*} value=${value%"${value##*[![:space:]]}"} ;;
    esac
    [ -z "$value" ] || [ -n "${!name+set}" ] || export "$name=$value"
  done <.env
}

# True when LILY_API_URL names a host that is not this machine: then no Lily of ours is needed.
lily_is_elsewhere() {
  local host=${LILY_API_URL:-}
  [ -n "$host" ] || return 1
  host=${host#*://} host=${host%%/*} host=${host##*@}
  case $host in
    '['*) host=${host%%]*}] ;;
    *) host=${host%%:*} ;;
  esac
  case $host in localhost | 127.* | 0.0.0.0 | '[::1]') return 1 ;; esac
}

# One figure for the contents of these files and folders; what is missing counts as nothing.
key_of() {
  find "$@" -type f ! -name '*.test.*' -exec cksum {} + 2>/dev/null | LC_ALL=C sort | cksum || true
}

stamped() { [ -f ".stamps/$1" ] && [ "$(cat ".stamps/$1")" = "$2" ]; }
stamp() { printf '%s\n' "$2" >".stamps/$1"; }

# step "Title" name: runs make_<name> unless fresh_<name> says there is nothing to do, and shows one line.
# The output is kept in .stamps/<name>.log; its end is shown when the step fails.
step() {
  local title=$1 name=$2 started=$SECONDS code=0
  STEP=$((${STEP:-0} + 1)) REASON='already there'
  printf '[%d/%d] %s ... ' "$STEP" "${STEPS:?}" "$title"
  if "fresh_$name"; then
    echo "$REASON"
    return
  fi
  set +e # a plain subshell: inside an `if` the shell would ignore errors in the middle of the function
  (
    set -e
    "make_$name"
  ) </dev/null >".stamps/$name.log" 2>&1
  code=$?
  set -e
  if [ "$code" -eq 0 ]; then
    echo "$((SECONDS - started)) s"
    return
  fi
  echo 'failed'
  tail -n 15 ".stamps/$name.log" >&2
  if grep -qiE 'name resolution|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|Max retries|Retrying \(Retry|timed out|from versions: none' ".stamps/$name.log"; then
    die "$title: the package registry could not be reached. Check the network and run this again."
  fi
  die "$title failed (the lines above; all of them in .stamps/$name.log). Run this again once it is mended."
}

# Installs what tests and checks need, once per call of a script that calls others.
ensure_tools() {
  [ -n "${HEARTH_TOOLS_READY:-}" ] || script/setup --tools
  export HEARTH_TOOLS_READY=1
}

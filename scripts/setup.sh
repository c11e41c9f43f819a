#!/usr/bin/env bash
# Makes the environments from their locks: `.venv` (main) and `.venv-rasa` (Rasa's own); with the argument `newest` also
# `.venv-newest` for tests. Quick when nothing changed: each environment carries a stamp of its lock's content and of the
# folder it was made in, so that a moved or copied folder is repaired. Works with bash 3.2, as macOS has it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
uv_version=0.13.9
log=$root/.uv/setup.log
unset VIRTUAL_ENV UV_PROJECT_ENVIRONMENT UV_PYTHON PYTHONPATH PYTHONHOME

say() { printf '%s\n' "$*" >&2; }
fail() { say "Error: $*"; exit 1; }

# version_of PYTHON: 3.11 and the like, or nothing when it does not work.
version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true; }

# find_python VERSION: path of a working one, also where pyenv or uv keep theirs.
find_python() {
    local candidate
    for candidate in "$(command -v "python$1" || true)" \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$1"*/bin/"python$1" \
        "$("$uv" python find --no-project --no-python-downloads "$1" 2>/dev/null || true)"; do
        if [ -x "$candidate" ] && [ "$(version_of "$candidate")" = "$1" ]; then
            printf '%s' "$candidate"
            return
        fi
    done
}

# get_python VERSION…: the first that is found; else uv downloads the first.
get_python() {
    local version found
    for version in "$@"; do
        found=$(find_python "$version")
        if [ -n "$found" ]; then printf '%s' "$found"; return; fi
    done
    say "Python $1 is not installed, downloading one of our own …"
    if ! "$uv" python install "$1" >"$log" 2>&1; then
        fail "Python $1 is missing and could not be downloaded: install it (Debian: apt install python$1;" \
            "pyenv: pyenv install $1; macOS: brew install python@$1), then run make again. Details: $log"
    fi
    find_python "$1"
}

# get_uv: a recent uv on PATH, else one of our own in .uv/.
get_uv() {
    local found minor
    found=$(command -v uv || true)
    if [ -n "$found" ]; then
        minor=$("$found" --version 2>/dev/null | sed -n 's/^uv 0\.\([0-9]*\).*/\1/p')
        if [ -z "$minor" ] || [ "$minor" -ge 8 ]; then printf '%s' "$found"; return; fi
    fi
    found=$root/.uv/$uv_version/bin/uv
    if ! "$found" --version >/dev/null 2>&1; then
        say "Installing uv $uv_version in .uv/ …"
        private_uv || explain "uv" "$log"
    fi
    printf '%s' "$found"
}

private_uv() {
    local python="" candidate
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python3.10 python; do
        if [ -n "$(version_of "$candidate")" ]; then python=$candidate; break; fi
    done
    [ -n "$python" ] || fail "Python is missing: install it (Debian: apt install python3 python3-venv; macOS: brew install" \
        "python), then run make again."
    rm -rf "$root/.uv/$uv_version"
    "$python" -m venv "$root/.uv/$uv_version" >"$log" 2>&1 ||
        fail "Python's venv module does not work: install it (Debian: apt install python3-venv), then run make again." \
            "Details: $log"
    "$root/.uv/$uv_version/bin/python" -m pip install --quiet "uv==$uv_version" >>"$log" 2>&1
}

# explain WHAT LOG: end with one line about why an installation failed.
explain() {
    if grep -qiE 'no space left|disk quota' "$2"; then
        fail "The disk is full: free some space (about 4 GB are needed in all), then run make again. Details: $2"
    elif grep -qiE 'dns|failed to fetch|connection|connect error|timed out|network|could not find a version' "$2"; then
        fail "$1 could not be downloaded: check the network or the proxy, then run make again. Details: $2"
    fi
    tail -n 5 "$2" >&2
    fail "$1 could not be installed, see above; then run make again. Details: $2"
}

check_space() {
    local free
    free=$(df -Pk "$root" | awk 'NR == 2 { print int($4 / 1024) }')
    [ "$free" -ge "$1" ] || fail "The disk is full: $free MB free in $root, $1 MB are needed. Free some, then run make again."
}

# stamp_of FILE…: what an environment made now from these files would carry.
stamp_of() { printf '%s compiled %s' "$root" "$(cat "$@" | cksum)"; }

# is_fresh FOLDER STAMP: whether the environment is what it should be.
is_fresh() { [ "$(cat "$1/.stamp" 2>/dev/null)" = "$2" ] && [ -n "$(version_of "$1/bin/python")" ]; }

# make_env FOLDER PROJECT TITLE MEGABYTES STAMP VERSION…
make_env() {
    local folder=$1 project=$2 title=$3 megabytes=$4 stamp=$5 python
    shift 5
    if [ -e "$folder" ]; then
        # Programs in an environment name its folder: one that was moved is made anew.
        case "$(cat "$folder/.stamp" 2>/dev/null)" in "$root "* | "") ;; *) rm -rf "$folder" ;; esac
        [ -n "$(version_of "$folder/bin/python")" ] || rm -rf "$folder"
    fi
    mkdir -p "$root/.uv"
    if [ -d "$folder" ]; then
        python=$(version_of "$folder/bin/python")
    else
        check_space "$megabytes"
        python=
    fi
    uv=${uv:-$(get_uv)}
    [ -n "$python" ] || python=$(get_python "$@")
    [ -n "$python" ] || exit 1
    say "Setting up $title …"
    # Compiled now: where Python may not write beside its modules, every start of Rasa would compile TensorFlow anew (5 s).
    (cd "$project" &&
        UV_PROJECT_ENVIRONMENT=$folder "$uv" sync --frozen --compile-bytecode --python "$python") >"$log" 2>&1 ||
        explain "$title" "$log"
    printf '%s' "$stamp" >"$folder/.stamp"
}

main_env() {
    local stamp
    stamp=$(stamp_of uv.lock pyproject.toml)
    is_fresh "$root/.venv" "$stamp" ||
        make_env "$root/.venv" . "the main environment (about 500 MB)" 900 "$stamp" 3.11 3.12 3.13 3.14
}

rasa_env() {
    local stamp
    stamp=$(stamp_of engine/uv.lock engine/pyproject.toml)
    is_fresh "$root/.venv-rasa" "$stamp" ||
        make_env "$root/.venv-rasa" engine "Rasa's environment (about 1.7 GB)" 2600 "$stamp" 3.10
}

newest_env() {
    local version found stamp
    stamp=$(stamp_of uv.lock pyproject.toml)
    is_fresh "$root/.venv-newest" "$stamp" && return
    mkdir -p "$root/.uv"
    uv=$(get_uv)
    for version in 3.14 3.13 3.12; do
        found=$(find_python "$version")
        if [ -n "$found" ] && [ "$version" != "$(version_of "$root/.venv/bin/python")" ]; then
            make_env "$root/.venv-newest" . "an environment on Python $version for tests" 900 "$stamp" "$version"
            return
        fi
    done
}

uv=
main_env
rasa_env
if [ "${1:-}" = newest ]; then newest_env; fi

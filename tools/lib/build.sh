# shellcheck shell=bash
# Building for tools/run and tools/native: says what it does, keeps the output in build/logs, and shows its end
# when something fails. To be sourced, in the project's folder.

# ccache knows a file again in whatever folder the clone lies, and what was read with precompiled headers.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros

# build_target PRESET TARGET WHAT
build_target() {
    local preset=$1 target=$2 what=$3 folder=build/$1 log=build/logs/run-$1.log
    mkdir -p build/logs
    if [ ! -f "$folder/build.ninja" ] || [ CMakePresets.json -nt "$folder/build.ninja" ]; then
        if ! cmake --preset "$preset" > "$log" 2>&1; then
            tail -n 40 "$log" >&2
            echo "The build of $what could not be prepared; the whole output is in $log" >&2
            return 1
        fi
    fi
    # With nothing to do ninja answers in a moment, and no word is needed.
    (sleep 2 && echo "Building $what; the first time takes some minutes …" >&2) &
    local announcer=$! failed=
    cmake --build --preset "$preset" --target "$target" -j "$(nproc)" > "$log" 2>&1 || failed=1
    kill "$announcer" 2> /dev/null || true
    wait "$announcer" 2> /dev/null || true
    if [ -n "$failed" ]; then
        grep -E -A 12 'error:|FAILED:' "$log" | head -n 40 >&2 || tail -n 40 "$log" >&2
        echo "The build of $what failed; the whole output is in $log" >&2
        return 1
    fi
}

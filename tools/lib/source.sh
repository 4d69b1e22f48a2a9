# shellcheck shell=bash
# Fetches the sources of a library that is compiled with the product, since WebAssembly has no packages. To be sourced
# by a script that sets
#
#   name, title     of Debian's source package; for people
#   pinned          the version
#   pinned_sum      of the output of sha256sum for "files", in their order: how an archive was packed does not matter
#   files           those that are used
#   upstream        the address of upstream's archive of that version
#   suites, oldest  of Debian, in which a source package of at least that version may be
#
# and calls "print_sources", which prints the folder with them. First way: upstream's release, which must have the sum.
# Second way, where only the package archives are reached: the pinned version in one of the suites, or else the newest,
# by apt with lists of its own; apt checks it against the signed index, and the pinned one must have the sum here, too.
# The cache is $KONTOR_CACHE, or kontor in $XDG_CACHE_HOME or ~/.cache, so that clean clones share it. Nothing of the
# machine's own apt is changed.

cache=${KONTOR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kontor}
mkdir -p "$cache"
cache=$(realpath "$cache")

# The pinned version if it is there, else the newest that the second way has left.
cached() {
    local found
    if [ -d "$cache/$name-$pinned" ]; then
        echo "$cache/$name-$pinned"
        return
    fi
    found=$(find "$cache" -maxdepth 1 -type d -name "$name-[0-9]*" | sort -V | tail -n 1)
    [ -n "$found" ] && echo "$found"
}

sum_of() { (cd "$1" && sha256sum "${files[@]}" | sha256sum | cut -d ' ' -f 1); }

# keep FOLDER VERSION: moves the files that we use into the cache, all or nothing, and prints where they are.
keep() {
    local from=$1 version=$2 file
    if [ "$version" = "$pinned" ] && [ "$(sum_of "$from")" != "$pinned_sum" ]; then
        echo "$title $version has another checksum than it must have; it is not used." >&2
        return 1
    fi
    for file in "${files[@]}"; do install -D -m 644 "$from/$file" "$work/kept/$file" || return 1; done
    # Another build may have been faster; its copy is as good.
    mv -T "$work/kept" "$cache/$name-$version" 2> /dev/null || [ -d "$cache/$name-$version" ]
    echo "$cache/$name-$version"
}

from_upstream() {
    local archive=$work/upstream.tar.gz
    curl --silent --fail --location --connect-timeout 5 --max-time 60 --output "$archive" "$upstream" || return 1
    mkdir "$work/upstream"
    tar -x --strip-components 1 -C "$work/upstream" -f "$archive" || return 1
    keep "$work/upstream" "$pinned"
}

# Where this machine takes Debian's packages from, with the key that its own configuration names for it.
write_sources() {
    local codename uri release component entry line signed suite
    codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    while IFS='|' read -r uri release component entry; do
        [ "$release" = "$codename" ] && [ "$component" = main ] || continue
        signed=/usr/share/keyrings/debian-archive-keyring.gpg
        line=$(sed -n "s/.*signed-by=\([^] ]*\).*/\1/Ip; s/^Signed-By: *\(\/.*\)/\1/Ip" "${entry%:*}" | head -n 1)
        if [ -n "$line" ]; then signed=$line; fi
        for suite in "${suites[@]}"; do
            echo "deb-src [signed-by=$signed] $uri $suite main"
        done
        return
    done < <(apt-get indextargets --format '$(REPO_URI)|$(RELEASE)|$(COMPONENT)|$(SOURCESENTRY)' 'Created-By: Packages')
    echo "apt's own configuration names no archive of Debian $codename" >&2
    return 1
}

from_debian() {
    local apt=$work/apt version chosen=
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$work/debian" "$work/unpacked"
    write_sources > "$apt/sources.list" || return 1
    : > "$apt/status"
    local options=(-o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
        -o "Dir::State=$apt" -o "Dir::State::status=$apt/status" -o "Dir::Cache=$apt/cache"
        -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none -o Acquire::Retries=2 -q)
    # A suite that is not there (any more) leaves the others.
    apt-get "${options[@]}" update >&2 || true
    while read -r version; do
        if [ "${version%%-*}" = "$pinned" ]; then
            chosen=$version
            break
        fi
        if dpkg --compare-versions "$version" ge "$oldest" &&
            { [ -z "$chosen" ] || dpkg --compare-versions "$version" gt "$chosen"; }; then
            chosen=$version
        fi
    done < <(apt-cache "${options[@]}" showsrc --only-source "$name" | sed -n 's/^Version: //p')
    if [ -z "$chosen" ]; then
        echo "Debian's ${suites[*]} have no $name >= $oldest" >&2
        return 1
    fi
    (cd "$work/debian" && apt-get "${options[@]}" source --download-only --only-source "$name=$chosen" >&2) || return 1
    tar -x --strip-components 1 -C "$work/unpacked" -f "$work/debian/$name"_*.orig.tar.* || return 1
    version=${chosen%%-*}
    keep "$work/unpacked" "${version%%+*}"
}

print_sources() {
    if cached; then return; fi
    work=$(mktemp -d "$cache/$name-fetch.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    echo "Fetching $title …" >&2
    if from_upstream; then return; fi
    echo "Upstream's release was not to be had; asking Debian." >&2
    if from_debian; then return; fi
    echo "$title >= $oldest could not be fetched. Put its sources into $cache/$name-$pinned, then start again." >&2
    return 1
}

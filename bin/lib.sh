# shellcheck shell=bash disable=SC2034
# What the verbs of bin/ share. It is sourced, never run.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Debian packages that the build needs: what Swift itself loads and links against, and the libraries of Package.swift.
build_packages=(
    git binutils libcurl4 libncurses6 libxml2
    gcc libc6-dev libstdc++-12-dev zlib1g-dev tzdata ca-certificates pkg-config
    libsqlite3-dev libpq-dev libxlsxwriter-dev libzip-dev libexpat1-dev
    libpango1.0-dev libqrencode-dev libjpeg62-turbo-dev fonts-noto-cjk
)

# What the tests need besides: the other database, a browser, the program that clerks write their lists with, PDF tools.
test_packages=(
    postgresql-15 chromium chromium-l10n python3-venv libreoffice-calc-nogui poppler-utils procps openssl strace
)

build_options=(--explicit-target-dependency-import-check error)
binary=.build/release/gonghui

say() {
    printf '\n==> %s\n' "$*"
}

# usage: prints the comment at the head of the script that was called.
usage() {
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "bin/$(basename "$0")"
}

refuse() {
    printf '\n%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 2
}

# as_root COMMAND: runs COMMAND as root, through sudo when the caller is somebody else.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        refuse "needs root for: $*. Run it as root, or install sudo."
    fi
}

# install_packages NAME...: installs with apt those of the packages that are not there, and says which.
install_packages() {
    local name missing=()
    for name in "$@"; do
        if [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$name" 2>/dev/null)" != installed ]; then
            missing+=("$name")
        fi
    done
    [ ${#missing[@]} -eq 0 ] && return
    command -v apt-get >/dev/null || refuse "these packages are missing, and there is no apt-get: ${missing[*]}"
    say "Installing with apt: ${missing[*]}"
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
}

require_dpkg() {
    command -v dpkg-query >/dev/null || refuse "this script installs packages on Debian 12; elsewhere, build with swift build."
}

require_swift() {
    command -v swift >/dev/null \
        || refuse "Swift 6.3.1 is not on the PATH. Get it from https://www.swift.org/install/linux/ and try again."
    local version
    version=$(swift --version | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p') || true
    case "$version" in
        6.3.*) ;;
        "") refuse "swift --version does not answer; see above." ;;
        *) say "Swift $version found; this is written for 6.3.1 and may not build." ;;
    esac
}

# build_release: builds the server, unless it is newer than everything it is made from.
build_release() {
    local stamp=.build/release-built-from
    if [ -x "$binary" ] && [ -f "$stamp" ] \
        && [ -z "$(find Package.swift Sources Resources -newer "$stamp" -print -quit 2>/dev/null)" ]; then
        return
    fi
    say "Building gonghui (release). The first time takes about ten minutes on two cores."
    mkdir -p .build
    touch "$stamp.begun"
    swift build -c release --product gonghui "${build_options[@]}" || return
    mv "$stamp.begun" "$stamp"
}

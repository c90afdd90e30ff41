# packages.sh - what a build needs, and how this system provides it.
# SPDX-License-Identifier: BSD-2-Clause
#
# Sourced by setup.sh, and by tests.  What is there is asked of the tools
# themselves, not of the package manager, so that an own installation counts
# too.

# The make to use: automake's files want GNU's where that has its own name.
make=$(command -v gmake || echo make)

have () { command -v "$1" >/dev/null 2>&1; }

# The base systems of FreeBSD and NetBSD have their libraries elsewhere.
have_library () { have pkg-config && pkg-config --exists "$1"; }

# The Python that has the module $1: the first in PATH may be another than
# the one that packages are for, and pkgsrc's has its version in its name.
python_with ()
{
  for python in python3 /usr/bin/python3 /usr/local/bin/python3 \
    python3.15 python3.14 python3.13 python3.12 python3.11 python3.10
  do
    "$python" -c "import $1" 2>/dev/null && { echo "$python"; return; }
  done
  return 1
}

# What is missing, a word each.  A tarball needs neither gnulib nor
# autotools.
missing_parts ()
{
  have cc || have gcc || have clang || echo compiler
  have "$make" || echo make
  have pkg-config || echo pkg-config
  if ! test -f "$top/harness/revision"; then
    have autoreconf || echo autoconf
    have automake || echo automake
    have "${GNULIB_TOOL:-${GNULIB_SRCDIR:+$GNULIB_SRCDIR/}gnulib-tool}" ||
      echo gnulib
  fi
  have kyua || echo kyua
  have_library 'atf-c >= 0.20' || echo atf-c
  have_library sqlite3 || echo sqlite3
  have_library jansson || echo jansson
  have_library libxml-2.0 || echo libxml2
  test "$me" = run || missing_test_parts
}

# What the project's own tests use besides.
missing_test_parts ()
{
  have atf-sh || echo atf-sh
  have nm || echo compiler
  have git || echo git
  have xz || echo xz
  have xmllint || echo xmllint
  have tidy || echo tidy
  have ps || echo ps
  have bmake || echo bmake
  have mksh || have ksh || echo mksh
  for module in jsonschema html5lib yaml; do
    python_with $module >/dev/null || echo $module
  done
}

# optional MANAGER PART: whether only some of the tests need it, which skip
# themselves, and no package has it.
optional ()
{
  case $2 in
    bmake | mksh | jsonschema | html5lib | yaml | tidy | xmllint)
      test -z "$(package "$1" "$2")" ;;
    *) false ;;
  esac
}

# The package manager that is here, if setup knows it.  NetBSD's pkg_add is
# not OpenBSD's, nor is illumos's pkg FreeBSD's.
package_manager ()
{
  case $(uname -s) in
    NetBSD) managers=pkgin ;;
    SunOS) have pkg && echo ips; return ;;
    *) managers='apt-get dnf apk pacman pkg_add pkgin pkg brew' ;;
  esac
  for m in $managers; do
    have "$m" && { echo "$m"; return; }
  done
}

# python_package MANAGER MODULE: where its name has the version of Python,
# the newest that there is.
python_package ()
{
  case $1 in
    pkg) pkg search -q "^py3[0-9]*-$2-[0-9]" ;;
    pkgin) pkgin avail ;;
  esac 2>/dev/null </dev/null |
    sed -n "s/^\\(py3[0-9]*-$2\\)-[0-9].*/\\1/p" |
    sort -u | sort -k 1.3n | tail -n 1 | grep . || echo "py311-$2"
}

# package MANAGER PART: the package, or nothing where the base system has
# it or nobody packages it.  Names are those of Debian's and Fedora's lists,
# Homebrew's formulae, Alpine's aports (main/kyua, main/atf), the ports of
# FreeBSD (devel/atf, devel/py-pyyaml) and OpenBSD (textproc/libxml, devel/kyua,
# www/tidy), pkgsrc (devel/kyua, textproc/py-html5lib), and of omnios-build and
# omnios-extra (build/sqlite3, build/jansson).
package ()
{
  case $1:$2 in
    apt-get:compiler | apt-get:make) echo build-essential ;;
    apt-get:atf-c) echo libatf-dev ;;
    apt-get:atf-sh) echo atf-sh ;;
    apt-get:sqlite3) echo libsqlite3-dev ;;
    apt-get:jansson) echo libjansson-dev ;;
    apt-get:libxml2) echo libxml2-dev ;;
    apt-get:xz) echo xz-utils ;;
    apt-get:xmllint) echo libxml2-utils ;;
    apt-get:ps) echo procps ;;
    apt-get:bmake | apt-get:mksh) echo "$2" ;;
    apt-get:jsonschema | apt-get:html5lib | apt-get:yaml) echo "python3-$2" ;;
    dnf:compiler) echo gcc binutils ;;
    dnf:pkg-config) echo pkgconf-pkg-config ;;
    dnf:gnulib) echo gnulib-devel ;;
    dnf:atf-c) echo libatf-c-devel ;;
    dnf:atf-sh) echo libatf-sh-devel atf-tests ;;
    dnf:sqlite3) echo sqlite-devel ;;
    dnf:jansson | dnf:libxml2) echo "$2-devel" ;;
    dnf:xmllint) echo libxml2 ;;
    dnf:ps) echo procps-ng ;;
    dnf:jsonschema | dnf:html5lib) echo "python3-$2" ;;
    dnf:yaml) echo python3-pyyaml ;;
    apk:compiler | apk:make) echo build-base ;;
    apk:pkg-config) echo pkgconf ;;
    apk:atf-c) echo atf-dev ;;
    apk:atf-sh) echo atf ;;
    apk:sqlite3) echo sqlite-dev ;;
    apk:jansson | apk:libxml2) echo "$2-dev" ;;
    apk:xmllint) echo libxml2-utils ;;
    apk:tidy) echo tidyhtml ;;
    apk:ps) echo procps ;;
    apk:jsonschema | apk:html5lib | apk:yaml) echo "py3-$2" ;;
    pacman:compiler | pacman:make | pacman:pkg-config) echo base-devel ;;
    pacman:sqlite3) echo sqlite ;;
    pacman:xmllint) echo libxml2 ;;
    pacman:ps) echo procps-ng ;;
    pacman:jsonschema | pacman:html5lib | pacman:yaml) echo "python-$2" ;;
    pkg:compiler | pkg_add:compiler | pkgin:compiler) ;;
    # FreeBSD has Kyua in its base system; the port is gone since April 2026,
    # and DragonFly's ports, which follow, have no atf either.
    pkg:kyua) ;;
    pkg:atf-*) test "$(uname -s)" = DragonFly || echo atf ;;
    pkg:make | pkg_add:make | pkgin:make) echo gmake ;;
    pkg:pkg-config | pkgin:pkg-config) echo pkgconf ;;
    pkg_add:pkg-config) ;;
    pkg:yaml) python_package "$1" pyyaml; echo python3 ;;
    pkg:jsonschema | pkg:html5lib) python_package "$1" "$2"; echo python3 ;;
    pkgin:jsonschema | pkgin:html5lib | pkgin:yaml)
      python_package "$1" "$2" ;;
    pkg:tidy) echo tidy-html5 ;;
    pkg_add:autoconf) echo autoconf%2.72 ;;
    pkg_add:automake) echo automake%1.16 ;;
    pkg_add:libxml2 | pkg_add:xmllint) echo libxml ;;
    pkg_add:jsonschema | pkg_add:yaml) echo "py3-$2" ;;
    ips:compiler | ips:make | ips:pkg-config) echo build-essential ;;
    ips:sqlite3) echo database/sqlite-3 ;;
    ips:jansson) echo ooce/library/jansson ;;
    ips:libxml2 | ips:xmllint) echo library/libxml2 ;;
    ips:xz) echo compress/xz ;;
    ips:git) echo developer/versioning/git ;;
    brew:compiler | brew:make | brew:ps) ;;
    brew:pkg-config) echo pkgconf ;;
    brew:atf-*) echo atf ;;
    brew:sqlite3) echo sqlite ;;
    brew:xmllint) echo libxml2 ;;
    brew:tidy) echo tidy-html5 ;;
    *:ps | *:bmake | *:mksh) ;;
    # Nobody has these there, or one that is too old (OpenBSD's atf is 0.18):
    # harness/tools/kyua-from-source, a tarball.
    pacman:atf-* | pacman:kyua | pkg_add:atf-* | pkg_add:html5lib | ips:* | \
      pacman:gnulib | apk:gnulib | brew:gnulib | pkg:gnulib | \
      pkg_add:gnulib | pkgin:gnulib | brew:html5lib | \
      brew:jsonschema | brew:yaml) ;;
    *:atf-c | *:atf-sh) echo atf ;;
    *:xmllint) echo libxml2 ;;
    *) echo "$2" ;;
  esac
}

# install_line MANAGER PACKAGE...: the command, without its privilege.
install_line ()
{
  manager=$1
  shift
  case $manager in
    apt-get) echo "apt-get install -y --no-install-recommends $*" ;;
    dnf) echo "dnf install -y $*" ;;
    apk) echo "apk add $*" ;;
    pacman) echo "pacman -Sy --needed --noconfirm $*" ;;
    pkg) echo "pkg install -y $*" ;;
    pkg_add) echo "pkg_add -I $*" ;;
    pkgin) echo "pkgin -y install $*" ;;
    brew) echo "brew install $*" ;;
    ips) echo "pkg install $*" ;;
  esac
}

# The way to become root, or "refused"; Homebrew wants none.
privilege ()
{
  if [ "$1" = brew ] || [ "$(id -u)" -eq 0 ]; then
    echo
  elif have sudo && sudo -n true 2>/dev/null; then
    echo 'sudo -n '
  elif have doas && doas -n true 2>/dev/null; then
    echo 'doas -n '
  else
    echo refused
  fi
}

# refresh_line MANAGER: what comes before it; indices may be old or, in an
# image, not there.
refresh_line ()
{
  case $1 in
    apt-get) echo "apt-get update" ;;
  esac
}

# run_install PRIVILEGE REFRESH-LINE INSTALL-LINE
run_install ()
{
  DEBIAN_FRONTEND=noninteractive
  export DEBIAN_FRONTEND
  # One index of many may be out of reach; the installation will tell.
  # shellcheck disable=SC2086
  test -z "$2" || $1 $2
  # shellcheck disable=SC2086
  $1 $3
}

# use_own: what kyua-from-source has made here.
use_own ()
{
  test -d "$build/own/bin" || return 0
  PATH=$build/own/bin:$PATH
  PKG_CONFIG_PATH=$build/own/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
  export PATH PKG_CONFIG_PATH
}

# from_source PART...: those that kyua-from-source makes, if it may.
from_source ()
{
  case " $* " in
    *' kyua '* | *' atf-c '* | *' atf-sh '*) ;;
    *) return 0 ;;
  esac
  test "${IPCOMPAT_FROM_SOURCE-}" = yes || return 0
  say "building Kyua and ATF in $build/own"
  step kyua "mend that" "$top/harness/tools/kyua-from-source" "$build/own"
  use_own
}

set_up_packages ()
{
  use_own
  parts=$(missing_parts | sort -u | tr '\n' ' ')
  test -n "$parts" || return 0
  manager=$(package_manager)
  packages=$(for p in $parts; do package "$manager" "$p"; done | sort -u |
    tr '\n' ' ')
  test -n "$manager" ||
    die "missing: $parts" "no package manager that setup knows is here" \
      "install them (README.md, Requirements) and run this again"
  if [ -n "$packages" ]; then
    line=$(install_line "$manager" $packages)
    refresh=$(refresh_line "$manager")
    told=${refresh:+$refresh && }$line
    as_root=$(privilege "$manager")
    test "$as_root" != refused ||
      die "missing: $parts" "next, as root: $told" "then run this again"
    say "installing $packages"
    step packages "mend that; as root: $told" \
      run_install "$as_root" "$refresh" "$line"
  fi
  hash -r
  # shellcheck disable=SC2046
  from_source $(missing_parts)
  hash -r
  parts=$(for p in $(missing_parts | sort -u); do
    optional "$manager" "$p" || echo "$p"
  done | tr '\n' ' ')
  test -z "$parts" || die "still missing: $parts" \
    "no package of $manager gives that; see README.md, Requirements" \
    "Kyua and ATF: IPCOMPAT_FROM_SOURCE=yes, and again, builds them here"
}

#! @ATF_SH@
# packaging_test.sh - what is installed, and what makes packages of it.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@
packaging=$src/harness/packaging
tab=$(printf '\t')

# packaging_case NAME DESCRIPTION [SECONDS]
packaging_case ()
{
  atf_test_case $1
  eval "$1_head () { atf_set descr '$2'; atf_set timeout ${3-300}; }"
  all_cases="${all_cases-} $1"
}

# logged COMMAND...: only if it fails, the end of what it says is shown.
logged ()
{
  "$@" >log 2>&1 || {
    tail -n 40 log
    atf_fail "$*"
  }
}

# stage DESTDIR [VARIABLE=VALUE...]: "make install" there.  Nothing is made
# or configured anew, under the other tests.
stage ()
{
  stage=$1
  shift
  old=$(sed -n 's/^\([a-z][a-z./-]*\):.* *FORCE.*/-o \1/p' $build/Makefile)
  logged env MAKEFLAGS= "$(command -v gmake || echo make)" -C $build \
    -o Makefile -o config.status $old DESTDIR="$stage" "$@" \
    install-exec-am install-data-am
  prefix=$stage$(sed -n 's/^prefix = //p' $build/Makefile)
}

# names DESTDIR [VARIABLE=VALUE...]: the same, of empty programs.
names ()
{
  cat >name <<'END'
#!/bin/sh
for to; do :; done
for file; do test "$file" = "$to" || : >"$to/${file##*/}"; done
END
  chmod +x name
  stage "$@" INSTALL_PROGRAM="$PWD/name"
}

atf_test_case staged cleanup
staged_head ()
{
  atf_set descr "What is staged works there, anywhere, for a plain user"
  atf_set timeout 300
}
staged_body ()
{
  plain=
  if [ "$(id -u)" -eq 0 ]; then
    plain='setpriv --reuid=65534 --regid=65534 --clear-groups'
    $plain true || atf_skip "root cannot become a plain user here"
  fi
  # Kyua's own directories are root's alone.
  place=$(mktemp -d /tmp/ipc-staged.XXXXXX) || atf_fail "no directory"
  echo "$place" >place
  stage "$place/root"
  mkdir "$place/here"
  chmod 755 "$place"
  chmod 777 "$place/here"
  cd "$place/here" || atf_fail "cannot go there"
  # However it is called.
  PATH=$prefix/bin:$PATH
  run="$plain env HOME=$place/here TMPDIR=/tmp"
  atf_check -o ignore -e ignore $run ipcompat run reliability fifos
  report=ipcompat-report/partial/report.json
  test "$(grep -c '"verdict":"holds"' $report)" -ge 10 ||
    atf_fail "almost nothing holds"
  ! grep '"verdict":"no evidence"' $report || atf_fail "no evidence"
  atf_check -o match:'fifos_test:atomic .*passed' $run \
    kyua test -k "$prefix/libexec/ipcompat/suites/Kyuafile" fifos_test:atomic
  atf_check -o match:'mkfifo.c' $run ipcompat adopt -n mkfifo compat
  atf_check -o match:'glibc' $run ipcompat matrix --known --format=csv
  # It is that tree, and no other, which was used.
  rm "$prefix/libexec/ipcompat/suites/Kyuafile"
  atf_check -s exit:2 -e match:"no suites in $prefix/libexec/" $run \
    ipcompat run fifos
}
staged_cleanup ()
{
  test ! -s place || rm -rf "$(cat place)"
}

# files PREFIX: what is below it.
files () { (cd "$1" && find . ! -type d | sed 's|^\./||' | LC_ALL=C sort); }

packaging_case lists 'Lists of files have all that is installed, and no more'
lists_body ()
{
  names $PWD/plain
  atf_check -o save:freebsd $packaging/plist freebsd "$prefix"
  atf_check -o save:pkgsrc $packaging/plist pkgsrc "$prefix"
  # As the port's own arguments have it.
  names $PWD/as-freebsd pkgconfigdir='$(prefix)/libdata/pkgconfig'
  find "$prefix/share/man" -type f -exec gzip '{}' +
  files "$prefix" >wanted
  sed 's|^%%DATADIR%%|share/ipcompat|' freebsd | LC_ALL=C sort >listed
  atf_check diff wanted listed
  names $PWD/as-pkgsrc mandir='$(prefix)/man'
  files "$prefix" >wanted
  atf_check -o inline:'@comment $NetBSD$\n' head -n 1 pkgsrc
  sed 1d pkgsrc >listed
  atf_check diff wanted listed
}

packaging_case lists_wrong 'A file too many, or one that is missing, is noticed'
lists_wrong_body ()
{
  plist="$packaging/plist plain"
  invented $PWD/plain
  atf_check -o ignore $plist "$prefix"
  for stranger in bin/other share/ipcompat/kit/src/deep/x.c \
    share/ipcompat/README libexec/ipcompat/suites/ipc_helper2
  do
    mkdir -p "$prefix/${stranger%/*}"
    : >"$prefix/$stranger"
    atf_check -s exit:1 -o ignore -e inline:"plist: no pattern for \
$stranger\n" $plist "$prefix"
    rm "$prefix/$stranger"
  done
  for gone in bin/ipcompat share/aclocal/ipcompat.m4; do
    mv "$prefix/$gone" gone
    atf_check -s exit:1 -e inline:"plist: no file for $gone\n" \
      $plist "$prefix"
    mv gone "$prefix/$gone"
  done
  atf_check -s exit:2 -e ignore $plist /dev/null
  atf_check -s exit:2 -e match:'no system minix' \
    $packaging/plist minix "$prefix"
}

# invented PREFIX: a file for each pattern, there.
invented ()
{
  prefix=$1
  sed -e '/^#/d' -e 's/^? //' -e 's/\*/x/' -e 's/\[ch\]/c/' \
    $packaging/installed | while read -r file
  do
    mkdir -p "$prefix/${file%/*}"
    : >"$prefix/$file"
  done
}

# filled: the forms, in "filled", for a tarball.
filled ()
{
  python3 -c '' || atf_skip "no python3"
  echo text >ipcompat-9.8.tar.xz
  invented $PWD/plain
  logged $packaging/definitions ipcompat-9.8.tar.xz "$prefix" filled
}

packaging_case forms 'The forms get the version and the sums of a tarball'
forms_body ()
{
  filled
  sha256=$(sha256sum ipcompat-9.8.tar.xz | sed 's/ .*//')
  sha512=$(sha512sum ipcompat-9.8.tar.xz | sed 's/ .*//')
  atf_check -o inline:"SHA256 (ipcompat-9.8.tar.xz) = $sha256\n" \
    grep SHA256 filled/freebsd/distinfo
  atf_check -o inline:"SHA512 (ipcompat-9.8.tar.xz) = $sha512\n" \
    grep SHA512 filled/pkgsrc/distinfo
  atf_check -o inline:'Size (ipcompat-9.8.tar.xz) = 5 bytes\n' \
    grep Size filled/pkgsrc/distinfo
  atf_check -o inline:"  sha256 \"$sha256\"\n" \
    grep sha256 filled/homebrew/ipcompat.rb
  # Nothing is half filled, and no name that is none is taken.
  mv ipcompat-9.8.tar.xz other.tar.xz
  atf_check -s exit:1 -e match:'no tarball' \
    $packaging/definitions other.tar.xz "$prefix" filled
}

packaging_case alpine 'APKBUILD is a script, and moves what it says'
alpine_body ()
{
  filled
  for shell in sh dash bash mksh ksh 'busybox sh'; do
    command -v ${shell%% *} >/dev/null || continue
    atf_check $shell -n filled/alpine/APKBUILD
  done
  # What abuild calls, by functions in its place.
  cat >abuild <<'END'
set -eu
CBUILD=here CHOST=here pkgdir=$PWD/package subpkgdir=$PWD/subpackage
make () { echo make "$@"; }
amove () {
  for f; do
    mkdir -p "$subpkgdir/${f%/*}"
    mv "$pkgdir/"$f "$subpkgdir/${f%/*}"
  done
}
. filled/alpine/APKBUILD
echo "$pkgname $pkgver $pkgrel $license" $subpackages
echo "$source" | sed 's|.*/||'
printf '%s\n' "$sha512sums" | sed '/^$/d' >sums
package
suites
echo $depends
END
  invented $PWD/package/usr
  atf_check -o save:said sh abuild
  cat >wanted <<END
ipcompat 9.8 0 BSD-2-Clause ipcompat-static ipcompat-dev ipcompat-libs \
ipcompat-doc ipcompat-suites ipcompat-bash-completion:bashcomp \
ipcompat-zsh-completion:zshcomp
ipcompat-9.8.tar.xz
make DESTDIR=$PWD/package install
ipcompat=9.8-r0 kyua
END
  atf_check diff wanted said
  atf_check -o ignore sha512sum -c sums
  test -f subpackage/usr/libexec/ipcompat/suites/Kyuafile ||
    atf_fail "the suites are not moved"
}

packaging_case homebrew 'The formula is Ruby'
homebrew_body ()
{
  command -v ruby >/dev/null || atf_skip "no ruby"
  filled
  atf_check -o inline:'Syntax OK\n' ruby -wc filled/homebrew/ipcompat.rb
  # Homebrew's words, by methods that note what they are given.
  cat >brew.rb <<'END'
class Formula
  class << self
    %w[desc homepage url sha256 license depends_on uses_from_macos].each do |w|
      define_method(w) { |value| puts "#{w} #{value.inspect}" }
    end
    def test(&block) = puts("test")
  end
  def system(*words) = puts(words.join(" "))
  def std_configure_args = ["--prefix=x"]
end
require "./filled/homebrew/ipcompat"
Ipcompat.new.install
END
  atf_check -o save:said ruby brew.rb
  for text in 'url ".*/ipcompat-9.8.tar.xz"' 'depends_on "atf"' test \
    './configure .* --prefix=x' 'make install'
  do
    atf_check -o ignore grep -x "$text" said
  done
}

packaging_case ports 'The makefiles of FreeBSD and pkgsrc are make'
ports_body ()
{
  command -v bmake >/dev/null || atf_skip "no bmake"
  filled
  # In the place of all that they include, which says that it was.
  mkdir -p Mk
  : >Mk/sys.mk
  echo 'INCLUDED+= port' >Mk/bsd.port.mk
  values ()
  {
    directory=$1
    shift
    for variable; do
      env -u MAKEFLAGS -u MFLAGS bmake -m "$PWD/Mk" -C $directory \
        -V $variable >value ||
        atf_fail "$variable"
      tr -s ' ' <value
    done
  }
  # What it has to say, to be a port.
  values filled/freebsd PORTNAME DISTVERSION \
    LICENSE INCLUDED USES LIB_DEPENDS GNU_CONFIGURE >said
  cat >wanted <<'END'
ipcompat
9.8
BSD2CLAUSE
port
gmake pathfix pkgconfig sqlite tar:xz
libatf-c.so:devel/atf libjansson.so:devel/jansson libxml2.so:textproc/libxml2
yes
END
  atf_check diff wanted said
  mkdir -p tree/devel tree/mk
  cp -R filled/pkgsrc tree/devel/ipcompat
  for part in databases/sqlite3 devel/atf textproc/jansson textproc/libxml2
  do
    mkdir -p tree/$part
    echo "INCLUDED+= $part" >tree/$part/buildlink3.mk
  done
  echo 'INCLUDED+= pkg' >tree/mk/bsd.pkg.mk
  values tree/devel/ipcompat DISTNAME LICENSE \
    EXTRACT_SUFX INCLUDED USE_TOOLS >said
  cat >wanted <<'END'
ipcompat-9.8
2-clause-bsd
.tar.xz
databases/sqlite3 devel/atf textproc/jansson textproc/libxml2 pkg
gmake pkg-config
END
  atf_check diff wanted said
  # An include that is not there is noticed, and so is what is no make.
  echo '.include "../../devel/none/buildlink3.mk"' \
    >>tree/devel/ipcompat/Makefile
  atf_check -s not-exit:0 -o ignore -e ignore \
    env -u MAKEFLAGS -u MFLAGS bmake -C tree/devel/ipcompat -V DISTNAME
}

packaging_case debian 'Debian packages are built, checked and used' 7200
debian_body ()
{
  suites=$(atf_config_get chroots no)
  test "$suites" != no || atf_skip "only with --chroots"
  enter=$src/harness/platforms/chroot
  version=$(sed -n 's/^VERSION = //p' $build/Makefile)
  tree=ipcompat-$version
  # Of an absolute name, automake finds no way to what gnulib has.
  below=harness/tests/packaging
  mkdir -p $build/$below
  logged ${MAKE:-make} -C $build distdir distdir=$below/$tree \
    top_distdir=$below/$tree
  tar -C $build/$below -cJf $tree.tar.xz $tree || atf_fail "no tarball"
  chmod -R u+w $build/$below && rm -rf ${build:?}/$below
  for suite in $(echo $suites | tr , ' '); do
    status=0
    $enter --keep=$PWD/$suite $suite true >made 2>&1 || status=$?
    case $status in
      0) ;;
      77) atf_skip "$suite: $(tail -n 1 made)" ;;
      *) cat made; atf_fail "no $suite" ;;
    esac
    cp $tree.tar.xz $suite/ipcompat
    logged $enter --keep=$PWD/$suite $suite harness/packaging/deb --depend \
      --check $tree.tar.xz /tmp/deb
    rm -rf --one-file-system $suite
  done
}

atf_init_test_cases ()
{
  atf_add_test_case staged
  for c in $all_cases; do
    atf_add_test_case $c
  done
}

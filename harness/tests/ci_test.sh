#! @ATF_SH@
# ci_test.sh - what the definitions for CI services rest on.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@

need_definitions ()
{
  test -d $src/.github || atf_skip "a tarball has no definitions"
  python=$(. "$src/harness/tools/packages.sh" &&
    python_with "jsonschema, yaml") || atf_skip "no jsonschema or no yaml"
  check="$python $src/harness/tests/ci-definitions.py"
  schemas=$src/harness/tests/ci-schemas.json
}

atf_test_case definitions
definitions_head ()
{
  atf_set descr "They are valid, cover each system and call what is there"
}
definitions_body ()
{
  need_definitions
  atf_check $check $src $schemas
}

atf_test_case definitions_wrong
definitions_wrong_head ()
{
  atf_set descr "A definition with a mistake is found"
}
definitions_wrong_body ()
{
  need_definitions
  mkdir -p harness/tools
  cp $src/harness/tools/ci harness/tools
  ci=.github/workflows/ci.yml
  # mistake FILE SED-SCRIPT WHAT-IS-SAID
  mistake ()
  {
    rm -rf .github .builds
    cp -r $src/.github $src/.builds $src/.cirrus.yml .
    sed "$2" $1 >new
    ! cmp -s new $1 || atf_fail "no change: $2"
    mv new $1
    atf_check -s exit:1 -o match:"$3" $check . $schemas
  }
  cp -r $src/.github $src/.builds $src/.cirrus.yml .
  atf_check $check . $schemas
  mistake $ci 's/^jobs:/jobs: [/' 'no YAML'
  mistake $ci 's/runs-on/run-on/' 'run-on'
  mistake $ci 's/debian:stable/debian/' 'debian'
  mistake $ci 's/upload-artifact@v7/upload-artifact@v3/' '@v3'
  mistake $ci 's|harness/tools/ci|harness/tools/cii|' 'cii is no script'
  mistake $ci 's|run: harness/tools/ci$|run: "true"|' 'does not run'
  mistake $ci 's|path: ipcompat-results|path: results|' 'does not keep'
  mistake $ci 's/^    needs: tarball//' 'needs a tarball'
  mistake $ci 's/- system: Arch/- system: Alpine/' 'two artifacts.*'
  mistake .builds/openbsd.yml 's/^image:.*/image: openbsd/' "'openbsd'"
  mistake .builds/alpine.yml 's/^artifacts:/results:/' 'artifacts'
  mistake .cirrus.yml 's/ci_script/ci_skript/' 'does not run'
  chmod -x harness/tools/ci
  mistake .cirrus.yml '1s/-/--/' 'is no script'
}

# make_tree: the script, and in the place of all that it calls what says so
# and does as it is told by files.
make_tree ()
{
  mkdir -p harness/tools reports build/harness
  : >harness/revision
  cp $src/harness/tools/ci $src/harness/tools/setup.sh \
    $src/harness/tools/packages.sh harness/tools
  cat >harness/check <<'END'
#!/bin/sh
echo check "$@" >>calls
exit $(cat check-fails 2>/dev/null || echo 0)
END
  cat >harness/run <<'END'
#!/bin/sh
echo run "$@" >>calls
test ! -f run-fails || exit 2
report=${1#--build=}/report
mkdir -p $report
printf '%s\n' '{"schema":"ipcompat-report/2",' \
  '"product":{"key":"minix-3-x","os":"Minix"},' >$report/report.json
END
  cat >build/harness/ipcompat <<'END'
#!/bin/sh
echo ipcompat "$@" >>calls
test ! -f worse
END
  chmod +x harness/check harness/run build/harness/ipcompat
}

# said STATUS PATTERN: so ends the script, and so it says.
said ()
{
  rm -f calls ipcompat-results.tar.gz
  atf_check -s exit:$1 -o match:"$2" harness/tools/ci
}

atf_test_case script
script_head ()
{
  atf_set descr "harness/tools/ci: both commands, compared, packed"
}
script_body ()
{
  make_tree
  said 0 'reports/ has none of minix-3-x: nothing to compare with'
  printf '%s\n' "check --build=$PWD/build" "run --build=$PWD/build" >both
  atf_check -o file:both cat calls
  atf_check -o match:'^report/report.json$' \
    tar -tzf ipcompat-results.tar.gz
  : >reports/minix-3-x.json
  said 0 'compared with reports/minix-3-x.json'
  atf_check -o inline:"ipcompat compare $PWD/reports/minix-3-x.json \
$PWD/build/report/report.json\n" grep ipcompat calls
  : >worse
  said 1 'compared with'
  rm worse
  # A test that failed keeps nobody from the report.
  echo 1 >check-fails
  said 1 'compared with'
  atf_check -o match:report.json tar -tzf ipcompat-results.tar.gz
  rm check-fails
  : >run-fails
  said 1 'there is no report'
  rm run-fails reports/*
  # Its arguments.
  rm calls
  atf_check -o ignore harness/tools/ci --build=other setup_test:make
  atf_check -o inline:"check --build=$PWD/other setup_test:make\n" \
    grep check calls
  atf_check -s exit:2 -e match:'unknown option: --tarbal' \
    harness/tools/ci --tarbal
}

# tools TOOL...: these of this system, in bin/.
tools ()
{
  mkdir -p bin
  for tool; do
    there=$(command -v $tool) && test -x "$there" && ln -s $there bin/ ||
      atf_skip "no $tool"
  done
}

atf_test_case gnulib
gnulib_head ()
{
  atf_set descr "harness/tools/ci: gnulib is cloned where nothing has it"
}
gnulib_body ()
{
  make_tree
  echo 'echo "gnulib: ${GNULIB_SRCDIR-}" >>calls' >>harness/run
  tools cat dirname git gzip ls mkdir rm sed sh tar
  printf '#!/bin/sh\necho NetBSD\n' >bin/uname
  printf '#!/bin/sh\n' >bin/pkgin
  chmod +x bin/uname bin/pkgin
  git -c init.defaultBranch=main init -q origin
  git -C origin -c user.name=n -c user.email=e commit -q --allow-empty -m m
  ci="env PATH=$PWD/bin IPCOMPAT_GNULIB=file://$PWD/origin harness/tools/ci"
  # A tarball needs none.
  atf_check -o not-match:cloning $ci
  atf_check -o inline:'gnulib: \n' grep gnulib calls
  rm harness/revision calls
  atf_check -o match:'cloning gnulib' $ci
  atf_check -o inline:"gnulib: $PWD/build/gnulib\n" grep gnulib calls
  test -d build/gnulib/.git || atf_fail "no clone"
  # The second time it is there; and whoever has it says where.
  atf_check -o not-match:cloning $ci
  rm calls
  atf_check -o not-match:cloning env GNULIB_SRCDIR=/mine $ci
  atf_check -o inline:'gnulib: /mine\n' grep gnulib calls
  rm -rf build/gnulib
  printf '#!/bin/sh\n' >bin/gnulib-tool
  chmod +x bin/gnulib-tool
  atf_check -o not-match:cloning $ci
}

# make_release NAME VERSION TEXT: one whose configure makes a makefile that
# installs TEXT as PREFIX/bin/NAME; and its line.
make_release ()
{
  mkdir -p own/src $1-$2
  cat >$1-$2/configure <<'END'
#!/bin/sh
for a; do case $a in --prefix=*) prefix=${a#--prefix=} ;; esac; done
printf '%s\n' 'all:' 'install:' >Makefile
printf '\tmkdir -p %s/bin && cp program %s/bin/NAME\n' $prefix $prefix \
  >>Makefile
echo $(basename $PWD) >>$prefix/made
END
  sed "s/NAME/$1/" $1-$2/configure >new && mv new $1-$2/configure
  chmod +x $1-$2/configure
  printf '#!/bin/sh\n%s\n' "$3" >$1-$2/program
  chmod +x $1-$2/program
  tar -cf - $1-$2 | gzip >own/src/$1-$2.tar.gz
  sum=$(sha256sum own/src/$1-$2.tar.gz | sed 's/ .*//')
  echo "$1 $2 $sum https://nowhere.invalid/$1-$2.tar.gz" >>list
}

atf_test_case from_source
from_source_head ()
{
  atf_set descr "Kyua and ATF from sources: just what is missing, unaltered"
  atf_set require.progs "sha256sum make"
}
from_source_body ()
{
  # A system with Lua and nothing else of it.
  tools basename cat cmp cp dirname env expr grep gzip install make mkdir mv \
    rm sed sh sha256sum tar touch
  cat >bin/pkg-config <<'END'
#!/bin/sh
case $* in
  *atf-c*) test -x own/bin/atf ;;
  *' lua') ;;
  *) exit 1 ;;
esac
END
  printf '#!/bin/sh\n' >bin/atf-sh
  chmod +x bin/pkg-config bin/atf-sh
  make_release atf 0.26 :
  make_release lutok 0.6.3 :
  make_release kyua 0.14.1 'echo kyua'
  script="env PATH=$PWD/bin sh $src/harness/tools/kyua-from-source"
  atf_check -o ignore $script own list
  atf_check -o inline:'atf-0.26\nlutok-0.6.3\nkyua-0.14.1\n' cat own/made
  atf_check -o inline:'kyua\n' own/bin/kyua
  # All that is there now.
  atf_check $script own list
  atf_check -o match:'^3 ' wc -l own/made
  # Another tarball than the one that was released.
  rm -r own/bin/kyua own/made
  echo more | gzip >>own/src/kyua-0.14.1.tar.gz
  atf_check -s exit:1 -o match:lutok \
    -e match:'kyua-0.14.1.tar.gz is not what was released' $script own list
  test ! -e own/bin/kyua || atf_fail "it was built nevertheless"
  # None, and no way to it.
  rm own/src/kyua-0.14.1.tar.gz
  atf_check -s exit:1 -o ignore -e match:'none of curl' $script own list
}

atf_test_case managers
managers_head ()
{
  atf_set descr "Each system's own package manager is found, and its names"
}
managers_body ()
{
  tools cat grep sed sort tail tr
  cat >bin/uname <<'END'
#!/bin/sh
cat system
END
  chmod +x bin/uname
  # on SYSTEM EXPECTED TOOL...: it has just these.
  on ()
  {
    echo $1 >system
    expected=$2
    shift 2
    for tool; do
      printf '#!/bin/sh\n' >bin/$tool
      chmod +x bin/$tool
    done
    got=$(PATH=$PWD/bin; . $src/harness/tools/packages.sh; package_manager)
    for tool; do rm bin/$tool; done
    test "$got" = "$expected" || atf_fail "$*: $got"
  }
  on Linux apt-get apt-get
  on Linux apk apk
  on FreeBSD pkg pkg
  on DragonFly pkg pkg
  on OpenBSD pkg_add pkg_add
  # Both have a pkg_add or a pkg that is another one's.
  on NetBSD pkgin pkg_add pkgin
  on NetBSD '' pkg_add
  on SunOS ips pkg
  on Darwin brew brew
  # name MANAGER PART PACKAGES
  name ()
  {
    got=$(PATH=$PWD/bin; . $src/harness/tools/packages.sh
      package $1 $2 | tr '\n' ' ')
    test "$got" = "$3" || atf_fail "$1 $2: '$got', not '$3'"
  }
  echo DragonFly >system
  name pkg atf-c ''
  echo FreeBSD >system
  name pkg atf-c 'atf '
  name pkg kyua ''
  name pkg_add libxml2 'libxml '
  name pkg_add atf-c ''
  name pkgin atf-c 'atf '
  name pkgin gnulib ''
  name pacman kyua ''
  name ips jansson 'ooce/library/jansson '
  name ips kyua ''
  # Where a name has Python's version, the newest that there is.
  printf '#!/bin/sh\n%s\n' 'printf "%s\n" py311-html5lib-1.1 \
    py312-html5lib-1.1 py39-html5lib-1.1 py313-other-1' >bin/pkgin
  chmod +x bin/pkgin
  name pkgin html5lib 'py312-html5lib '
  # What no package has, some tests do without; not so a build.
  (PATH=$PWD/bin; . $src/harness/tools/packages.sh
    optional pkg_add html5lib && ! optional pkg_add atf-c &&
      ! optional apt-get tidy) || atf_fail "what is optional"
}

# shells: those that are here.
shells ()
{
  for shell in dash 'bash --posix' mksh ksh yash; do
    ! command -v ${shell%% *} >/dev/null || echo "$shell"
  done
}

atf_test_case shells
shells_head ()
{
  atf_set descr "Scripts are read by each shell; generate writes the same"
}
shells_body ()
{
  (cd $src && find . -type f ! -path './.git/*' ! -path './build*' \
    ! -path './_*' ! -path './harness/gnulib/*' ! -path './autom4te.cache/*' \
    ! -name configure ! -name '*.[chm]*') |
    while read -r file; do
      case $(sed q "$src/$file" 2>/dev/null | tr -d '\0') in
        '#!/bin/sh' | '#! @ATF''_SH@' | '# '*.sh' - '*) echo $file ;;
      esac
    done >scripts
  atf_check -o ignore grep -x ./harness/tools/setup.sh scripts
  atf_check -o ignore grep -x ./bootstrap scripts
  shells >shells
  test -s shells || atf_skip "none of dash, bash, mksh, ksh"
  cat shells
  while read -r shell; do
    while read -r file; do
      $shell -n $src/$file || atf_fail "$shell does not read $file"
    done <scripts
  done <shells
  # Here it must be another's.
  mkdir tree
  (cd $src && tar -cf - catalogue fallbacks probes suites harness/tools \
    harness/faults) | (cd tree && tar -xf - && chmod -R u+w .)
  while read -r shell; do
    (cd tree && rm -f $generated && $shell harness/tools/generate) ||
      atf_fail "$shell: generate"
    (cd tree && cksum $generated) >sums
    test -f first || cp sums first
    atf_check -o file:first cat sums
  done <shells
}
generated='catalogue/all.def suites/programs.mk suites/Kyuafile
  probes/ipc-probes.m4 fallbacks/sources.mk harness/faults/calls.mk
  suites/frame/calls-macros.h suites/facilities/missing.h'

atf_test_case adapters
adapters_head ()
{
  atf_set descr "The oracle's adapters of other systems, against stand-ins"
}
adapters_body ()
{
  stand_ins=$src/harness/tests/stand-ins
  for system in freebsd netbsd openbsd illumos macos; do
    adapter=$src/suites/instruments/oracle-$system.c
    atf_check @CC@ -std=c99 -D_GNU_SOURCE -Wall -Wextra -Werror \
      -I$stand_ins/$system -iquote $src/suites \
      -iquote $src/suites/instruments -include $stand_ins/$system/first.h \
      -o adapters $stand_ins/adapters.c $adapter \
      $src/suites/instruments/oracle-names.c
    atf_check ./adapters
    # There is none that nobody asks.
    echo oracle-$system.c >>asked
  done
  printf '%s\n' oracle-linux.c oracle-names.c oracle-none.c oracle-ps.c \
    oracle-release.c oracle.c >>asked
  sort asked >expected
  atf_check -o file:expected sh -c "cd $src/suites/instruments &&
    LC_ALL=C ls oracle*.c | sort"
}

atf_init_test_cases ()
{
  for c in definitions definitions_wrong script gnulib from_source \
    managers shells adapters
  do
    atf_add_test_case $c
  done
}

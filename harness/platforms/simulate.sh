# simulate.sh - whether a simulated platform shows what its file says.
# SPDX-License-Identifier: BSD-2-Clause
#
# Sourced by harness/platforms/run.  Faults are armed while bodies run, and
# always for configure's probes and for the consumer: a program of someone
# else's, which has the native calls or those of ipcompat.h.

# judge: the platform that is loaded has run.
judge ()
{
  test "$evidence" = simulated || return 0
  {
    wrong_probes
    wrong_fallbacks
    wrong_rows
    wrong_consumer
  } >"$place/wrong" 2>&1
  test -s "$place/wrong" || {
    say "$name: probes, rows, fallbacks and a program are as its file says"
    return 0
  }
  sed "s/^/$me: $name: /" "$place/wrong"
  say "$name: FAILED: it is another platform than its file says"
  return 1
}

# answer NAME: of a probe, or of IPC_USE_NAME.
answer () { sed -n "s/^#define $1 //p" "$place/probes.h"; }

wrong_probes ()
{
  for probe in $probes_no; do
    test "$(answer "IPC_PROBE_$probe")" = 0 ||
      echo "$probe says $(answer "IPC_PROBE_$probe"), wanted 0"
  done
  for probe in $probes_yes; do
    test "$(answer "IPC_PROBE_$probe")" = 1 ||
      echo "$probe says $(answer "IPC_PROBE_$probe"), wanted 1"
  done
}

# Which fallbacks configure has chosen, asked by nobody.
wrong_fallbacks ()
{
  chosen_there=$(sed -n 's/^#define IPC_USE_\([A-Z_0-9]*\) 1$/\1/p' \
    "$place/probes.h" | tr 'A-Z\n' 'a-z ')
  chosen_here=$(sed -n 's/^#define IPC_USE_\([A-Z_0-9]*\) 1$/\1/p' \
    "$build/probes.h" | tr 'A-Z\n' 'a-z ')
  for fallback in $fallbacks; do
    case " $chosen_there" in
      *" $fallback "*) ;;
      *) echo "the fallback $fallback is not chosen" ;;
    esac
  done
  for fallback in $chosen_there; do
    case " $fallbacks $chosen_here " in
      *" $fallback "*) ;;
      *) echo "the fallback $fallback is chosen, and is not in its file" ;;
    esac
  done
}

# What the members "native", "proven", "limited" and "refuses" say, a row a
# line.
wrong_rows ()
{
  {
    echo "$native" | sed 's/^ */native /'
    echo "$proven" | sed 's/^ */proven /'
    echo "$limited" | sed 's/^ */limited /'
    echo "$refuses" | sed 's/^ */fails /'
  } | awk -v part="$(test "$found" = "$place/report/report.json" || echo 1)" \
    -f "$here/rows.awk" - "$found"
}

# compile OUTPUT OPTION...
compile ()
{
  output=$1
  shift
  $cc -std=c99 -D_XOPEN_SOURCE=700 -I"$place/fallbacks" -I"$top/fallbacks" \
    "$@" -o "$output" "$top/harness/tests/installed.c" \
    "$place/fallbacks/libipcompat.a"
}

# consume NAME: what the program stops at, on the broken platform; nothing if
# all works.
consume ()
{
  rm -rf "$place/consumer/work"
  mkdir -p "$place/consumer/work"
  (cd "$place/consumer/work" && $runner "../$1" </dev/null) || :
}

wrong_consumer ()
{
  mkdir -p "$place/consumer"
  compile "$place/consumer/native" -DIPCOMPAT_NO_MAP &&
    compile "$place/consumer/mapped" || echo "it does not compile"
  said=$(consume native)
  test -n "$said" || echo "a program with the native calls works"
  said=$(consume mapped)
  test "$said" = "$stops_at" ||
    echo "a program with ipcompat.h stops at '$said', wanted '$stops_at'"
}

#! @ATF_SH@
# usage_test.sh - the command explains itself, to people and to shells.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@
ipcompat=$build/harness/ipcompat

# commands: those that --help lists.
commands ()
{
  $ipcompat --help | sed -n 's/^  \([a-z]*\) .*/\1/p'
}

atf_test_case help
help_body ()
{
  for how in --help -h help; do
    atf_check -o match:'^Usage: ipcompat COMMAND' $ipcompat $how
  done
  for how in --version -V version; do
    atf_check -o match:'^ipcompat [0-9]' $ipcompat $how
  done
  for command in $(commands); do
    for how in "$command --help" "$command -h" "help $command"; do
      atf_check -o match:"[Uu]sage: ipcompat $command" $ipcompat $how
    done
    $ipcompat help $command | awk 'length > 80 { exit 1 }' ||
      atf_fail "help $command is wider than 80 columns"
    atf_check -s exit:2 -e match:"ipcompat $command --help" \
      $ipcompat $command --no-such-option
  done
  for how in nonsense 'help nonsense' 'nonsense -h'; do
    atf_check -s exit:2 -e match:'no such command: nonsense' $ipcompat $how
  done
}

# What is to be typed next can be pasted, wherever the command is.
atf_test_case pasted
pasted_body ()
{
  for place in plain 'a b' "it's" '$HOME'; do
    mkdir "$place"
    ln -s $ipcompat "$place/ipcompat"
    for name in "./$place/ipcompat" "$PWD/$place/ipcompat"; do
      "$name" explain fifos.creat 2>err
      sed -n 's/^next: //p' err >line
      atf_check -o match:'^fifos.create  ' sh ./line
      "$name" report -q $src/reports/linux-6.18-musl-*.json >out ||
        atf_fail "$name"
      sed -n 's/^next: //p' out >line
      atf_check -o match:'^[a-z_]*[.][a-z_0-9]*  [A-Z]*$' sh ./line
    done
  done
  # As a command of the PATH, and in a file for others, it is itself.
  PATH=$PWD/plain:$PATH
  atf_check -s exit:2 -e match:'^next: ipcompat explain' \
    ipcompat explain fifos.creat
  ./plain/ipcompat report --output=file $src/reports/linux-6.18-musl-*.json
  atf_check -o match:'^next: ipcompat explain' cat file
}

# The manual has each command and each of its options.
atf_test_case manual
manual_body ()
{
  sed 's/^\.It Fl Fl /--/; s/ Ns .*//' $src/harness/command/ipcompat.1 \
    >manual
  for command in $(commands); do
    grep -q "^\.It Cm $command\$" manual || atf_fail "no $command there"
    for option in $($ipcompat help $command | grep -oE -- '--[a-z-]+' |
      sort -u)
    do
      case $option in
        --help) ;;
        *) grep -q -- "$option\|Fl Fl ${option#--}" manual ||
             atf_fail "no $option of $command there" ;;
      esac
    done
  done
}

atf_test_case completion
completion_head () { atf_set require.progs bash; }
completion_body ()
{
  mkdir bin
  ln -s $ipcompat bin/ipcompat
  cat >ask <<'END'
. "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_ipcompat
printf '%s\n' "${COMPREPLY[@]}"
END
  ask="env PATH=$PWD/bin:$PATH bash ask
    $src/harness/command/completion/ipcompat"
  atf_check -o match:'^report$' -o not-match:'^run$' $ask ipcompat re
  atf_check -o match:'^--format=$' -o not-match:'^--verify$' \
    $ask ipcompat report --fo
  atf_check -o match:'^reliability$' -o match:'^reliability.persist$' \
    -o not-match:fifos $ask ipcompat explain rel
  atf_check -o inline:'compare\n' $ask ipcompat help comp
  # Readline takes "=" for a word of its own.
  mkdir a-directory
  touch a-file 'a-file of two'
  atf_check -o inline:'a-file\na-file of two\n' \
    $ask ipcompat report --output = a-f
  atf_check -o inline:'a-directory\n' $ask ipcompat matrix --directory = a-d
  atf_check -o match:'^a-file$' $ask ipcompat explain --bugs =
  atf_check -o match:'^a-file$' $ask ipcompat explain --bugs=a-f
}

# What zsh offers is what compadd takes, in a shell of its own on a terminal.
atf_test_case zsh
zsh_head ()
{
  atf_set require.progs zsh
  atf_set timeout 300
}
zsh_body ()
{
  mkdir bin
  ln -s $ipcompat bin/ipcompat
  touch a-file
  cat >ask <<'END'
zmodload zsh/zpty || exit 1
zpty shell env TERM=dumb zsh -f -i
zpty -w shell "fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D
compadd () {
  local -a offered
  builtin compadd -O offered \"\$@\"
  print -rl -- \$offered >>offered
  builtin compadd \"\$@\"
}
answered () { print -r -- END''ED }
zle -N answered
bindkey '^I' complete-word '^T' answered
print REA''DY"
zpty -r shell out '*READY*'
zpty -w -n shell "$2"$'\t\x14'
zpty -r shell out '*ENDED*'
zpty -d shell
cat offered
rm offered
END
  ask="env PATH=$PWD/bin:$PATH zsh -f ask $src/harness/command/completion"
  zsh -f -c 'zmodload zsh/zpty' || atf_skip 'no zpty in this zsh'
  atf_check -o inline:'report\n' $ask 'ipcompat re'
  atf_check -o inline:'--format=\n' $ask 'ipcompat report --fo'
  atf_check -o match:'^reliability$' -o match:'^reliability.persist$' \
    -o not-match:fifos $ask 'ipcompat explain rel'
  atf_check -o inline:'compare\n' $ask 'ipcompat help comp'
  atf_check -o match:'^a-file$' $ask 'ipcompat badge a-f'
  atf_check -o match:'^a-file$' $ask 'ipcompat explain --bugs=a-f'
}

# What cannot be written is said, by each subcommand.
atf_test_case full
full_body ()
{
  test -w /dev/full || atf_skip 'no /dev/full'
  report=$src/reports/linux-6.18-glibc-2.36-x86_64.json
  musl=$src/reports/linux-6.18-musl-1.2.3-x86_64.json
  for words in "report $report" "report --format=json $report" list \
    'list --faults' 'explain fifos.atomic' 'explain poll' 'adopt --list' \
    "compare $report $musl" "compare --format=junit $report $musl" \
    "matrix $report" "matrix --format=csv $report" "identify $report" \
    "badge $report" --help --version 'help run'; do
    $ipcompat $words >/dev/full 2>err
    test $? -eq 2 -a -s err || echo "$words: silent, or no status 2"
  done >wrong
  atf_check cat wrong
}

atf_init_test_cases ()
{
  atf_add_test_case full
  atf_add_test_case help
  atf_add_test_case pasted
  atf_add_test_case manual
  atf_add_test_case completion
  atf_add_test_case zsh
}

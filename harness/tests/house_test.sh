#! @ATF_SH@
# house_test.sh - the project's rules about itself.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@

atf_test_case catalogue
catalogue_head ()
{
  atf_set descr "The catalogue is closed where the compiler cannot see"
}
catalogue_body ()
{
  atf_check sh $src/harness/check-catalogue $src
}

atf_test_case style
style_head ()
{
  atf_set descr "Sources have the shape that HACKING.md asks for"
}
style_body ()
{
  atf_check sh $src/harness/check-style $src
}

atf_test_case no_replacements
no_replacements_head ()
{
  atf_set descr "No function of gnulib's stands between a suite and libc"
}
no_replacements_body ()
{
  for program in $build/suites/*_test; do
    @NM@ $program >symbols || atf_fail "cannot read $program"
    grep -q ipc_case_run symbols || test "${program##*/}" = platform_test ||
      atf_fail "$program is no suite"
    if grep -w 'rpl_[a-z0-9_]*' symbols; then
      atf_fail "$program measures gnulib"
    fi
  done
}

atf_init_test_cases ()
{
  atf_add_test_case catalogue
  atf_add_test_case style
  atf_add_test_case no_replacements
}

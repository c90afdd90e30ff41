# products.sh - reports of products that are made up; sourced by tests.
# SPDX-License-Identifier: BSD-2-Clause

simulated='evidence: simulated\012simulation: old\012faults: x\012'

# make_report NAME FACTS: NAME.json, of the rows in fixture-store's form on the
# standard input, and of a product with FACTS besides.
make_report ()
{
  rm -f made.db
  {
    printf 'suites/platform_test|product|-|passed||%s|\n' \
"os: Linux\\012os_version: 6.18\\012machine: $1\\012libc: glibc\\012"\
"libc_version: 2.36\\012compiler: gcc 12.2\\012pointer_bits: 64\\012"\
"${2:-evidence: real\\012}revision: abc\\012"
    cat
  } | $build/harness/tests/fixture-store made.db
  $ipcompat report --format=json made.db >$1.json || atf_fail "no $1"
}

#! @ATF_SH@
# run_test.sh - ipcompat run.
# SPDX-License-Identifier: BSD-2-Clause
atf_test_case nothing
nothing_body () { :; }
atf_init_test_cases () { atf_add_test_case nothing; }

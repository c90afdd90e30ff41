# SPDX-License-Identifier: BSD-2-Clause
EXTRA_DIST += reports/README.md reports/facts

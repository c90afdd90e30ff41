# unittests.py - run one of Python's own test modules, and tell of each test.
# SPDX-License-Identifier: BSD-2-Clause
#
# usage: unittests.py DIRECTORY RESULTS MODULE[:PATTERN]
# DIRECTORY has the package test.  Each test of test.MODULE whose id the
# PATTERN fits, if there is one, becomes a line of RESULTS: id, tab, result.

import os
import re
import sys
import unittest

directory, results, module = sys.argv[1:]
sys.argv[1:] = []
sys.path.insert(0, directory)
sys.path[:] = [p for p in sys.path if p != os.path.dirname(__file__)]
name, _, pattern = module.partition(':')
out = os.open(results, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)


def name_of(test):
    """Also of a module that could not be loaded."""
    return ' '.join(test.id().removeprefix('test.').split())


class Result(unittest.TextTestResult):
    """Lines that are there whatever happens next."""

    def line(self, test, result):
        os.write(out, ('%s\t%s\n' % (name_of(test), result)).encode())

    def addSuccess(self, test):
        super().addSuccess(test)
        self.line(test, 'ok')

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.line(test, 'not ok')

    def addError(self, test, error):
        super().addError(test, error)
        self.line(test, 'not ok')

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            self.line(test, 'not ok')

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.line(test, 'skipped')

    def addExpectedFailure(self, test, error):
        super().addExpectedFailure(test, error)
        self.line(test, 'ok')

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.line(test, 'not ok')


def each(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from each(test)
        elif not pattern or re.search(pattern, test.id()):
            yield test


def main():
    from test import support
    support.use_resources = []
    support.verbose = False
    tests = unittest.defaultTestLoader.loadTestsFromName('test.' + name)
    if not pattern:
        chosen = tests
    else:
        chosen = unittest.TestSuite(each(tests))
    runner = unittest.TextTestRunner(verbosity=2, resultclass=Result)
    sys.exit(not runner.run(chosen).wasSuccessful())


if __name__ == '__main__':
    main()

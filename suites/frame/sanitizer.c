/* sanitizer.c - a program that LeakSanitizer watches stays a test program.
   SPDX-License-Identifier: BSD-2-Clause

   libatf-c never frees the list of cases.  Kyua would understand neither the
   status nor the message that tell of it.  LeakSanitizer calls these where a
   program is built with it; nobody does elsewhere.  */

const char *__lsan_default_suppressions (void);
const char *__lsan_default_options (void);

const char *
__lsan_default_suppressions (void)
{
  return "leak:libatf-c\n";
}

const char *
__lsan_default_options (void)
{
  return "print_suppressions=0";
}

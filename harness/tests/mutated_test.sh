#! @ATF_SH@
# mutated_test.sh - damaged stores and reports: no crash, and no silence.
# SPDX-License-Identifier: BSD-2-Clause

src=@SRC@
build=@BUILD@
# IPC_MUTATED_COMMAND: another build of it, with sanitizers, say.
ipcompat=${IPC_MUTATED_COMMAND:-$build/harness/tests/fixture-ipcompat}

# whole: the store whole.db and the report whole.json, which are good.
whole ()
{
  { printf 'suites/platform_test|product|-|passed||%s|\n' \
'os: Linux\012os_version: 6.18.1-x\012machine: x86_64\012'\
'libc: glibc\012libc_version: 2.36\012compiler: gcc 12.2\012'\
'pointer_bits: 64\012uid0: no\012evidence: real\012revision: abc1234\012'\
'probe: FIXTURE 1 a word\012'
    for infix in '' _strict _fallback; do
      printf 'suites/alpha%s_test|deviates|alpha.deviates|failed|no|' "$infix"
      printf 'observed: wrong\\012mapped: splint\\012|broken: a\\012\n'
    done
    printf 'suites/alpha_test|holds|alpha.holds|passed||observed: right|\n'
  } | $build/harness/tests/fixture-store whole.db || atf_fail 'no store'
  $build/harness/tests/fixture-ipcompat report --format=json whole.db \
    >whole.json || atf_fail 'no report'
}

atf_test_case schema
schema_head ()
{
  atf_set descr 'A store with an impossible schema says why'
  atf_set require.progs python3
}
schema_body ()
{
  whole
  cat >schema.py <<'EOF'
import re, shutil, sqlite3, subprocess, sys
cases = [
  ('DROP TABLE files', 'not a results file of Kyua'),
  ('DROP TABLE metadata; CREATE VIEW metadata AS SELECT 3 AS schema_version',
   'not a results file of Kyua'),
  ('UPDATE metadata SET schema_version = 99', 'schema version 99.*only 3'),
  ('UPDATE metadata SET schema_version = -1', 'schema version -1.*only 3'),
  ("UPDATE metadata SET schema_version = 'three'", 'schema version'),
  ('UPDATE metadata SET schema_version = 4294967299', 'schema version'),
  ('DELETE FROM metadata', 'schema version 0.*only 3'),
  ('ALTER TABLE metadata RENAME COLUMN schema_version TO v', 'no such column'),
  ('ALTER TABLE test_results RENAME COLUMN start_time TO t', 'no such column'),
  ('ALTER TABLE files RENAME COLUMN contents TO c', 'no such column'),
  ('DELETE FROM test_results', 'no results'),
  ('DELETE FROM test_programs', 'no results'),
]
for sql, why in cases:
    shutil.copy('whole.db', 'bad.db')
    db = sqlite3.connect('bad.db')
    db.executescript(sql)
    db.close()
    p = subprocess.run([sys.argv[1], 'report', 'bad.db'], capture_output=True,
                       text=True)
    if (p.returncode, p.stdout) != (2, '') or not re.search(why, p.stderr):
        print(sql, p.returncode, p.stdout[:99], p.stderr)
sqlite3.connect('none.db').execute('CREATE TABLE t (x)')
p = subprocess.run([sys.argv[1], 'report', 'none.db'], capture_output=True,
                   text=True)
if p.returncode != 2 or 'not a results file of Kyua' not in p.stderr:
    print('none.db', p.returncode, p.stderr)
EOF
  atf_check python3 schema.py $ipcompat
}

atf_test_case files
files_head ()
{
  atf_set descr '500 damaged stores and reports: no crash, no silence'
  atf_set require.progs python3
  atf_set timeout 300
}
files_body ()
{
  whole
  mkdir known
  cp whole.json known
  cat >mutate.py <<'EOF'
import random, shutil, sqlite3, subprocess, sys
import damage
random.seed(13)
values = [None, -1, 0, 2 ** 63 - 1, 1e300, '', 'x' * 5000, b'\0\xff\x1b[31m',
          '"><img src=x>', 'observed: \x07\n', '%s%n', b'observed: a\0b\n',
          'alpha.holds', 'no.such', 'passed', 'failed', 'broken', '../../x']
columns = [('test_programs', 'relative_path'), ('test_cases', 'name'),
  ('test_cases', 'metadata_id'), ('test_cases', 'test_program_id'),
  ('test_results', 'result_type'), ('test_results', 'result_reason'),
  ('test_results', 'start_time'), ('test_results', 'end_time'),
  ('test_case_files', 'file_name'), ('test_case_files', 'file_id'),
  ('files', 'contents'), ('metadatas', 'property_name'),
  ('metadatas', 'property_value'), ('metadata', 'schema_version')]

def store():
    shutil.copy('whole.db', 'bad')
    db = sqlite3.connect('bad')
    for _ in range(random.choice((1, 1, 3, 9))):
        table, column = random.choice(columns)
        row = random.randrange(1, 7)
        try:
            db.execute('UPDATE %s SET %s = ? WHERE rowid = ?'
                       % (table, column), (random.choice(values), row))
        except (sqlite3.IntegrityError, OverflowError):
            pass
    db.commit()
    db.close()

def scratched(name, *pieces):
    bad = damage.damaged(open(name, 'rb').read(), *pieces)
    open('bad', 'wb').write(bad)

commands = [['report'], ['report', '-v'], ['report', '--format=json'],
  ['report', '--format=html'], ['report', '--format=markdown'],
  ['report', '--format=junit'], ['matrix'], ['matrix', '--format=json'],
  ['matrix', '--format=csv'], ['matrix', '--format=markdown', 'whole.json'],
  ['compare', 'whole.json'], ['compare', '--format=junit', 'whole.json'],
  ['badge'], ['identify', '--known=known'], ['report', '--verify'],
  ['report', '--against=whole.json', '--format=html']]
done = {0: 0, 1: 0, 2: 0}
for n in range(500):
    kind = n % 4
    if kind == 0:
        store()
    elif kind == 1:
        scratched('whole.db', [b'\0', b'\xff' * 8, b'SELECT', b'\0' * 600])
    else:
        scratched('whole.json')
    command = random.choice(commands)
    p = subprocess.run([sys.argv[1]] + command + ['bad'], capture_output=True)
    wrong = None
    if p.returncode not in done:
        wrong = 'crashed'
    elif p.returncode == 2 and (not p.stderr or p.stdout):
        wrong = 'no message, or half an answer'
    elif p.returncode < 2 and not p.stdout and '--verify' not in command:
        wrong = 'silence'
    elif any(c != 10 and not 32 <= c < 127 for c in p.stderr):
        wrong = 'foreign bytes in a message'
    elif b'<img' in p.stdout and 'csv' not in ' '.join(command):
        if 'html' in ' '.join(command) or command == ['matrix']:
            wrong = 'markup from a string'
    if wrong:
        shutil.copy('bad', 'bad.%d' % n)
        print(n, kind, command, wrong, p.returncode, p.stderr[-2000:])
    done[p.returncode if p.returncode in done else 2] += 1
sys.stderr.write('%s\n' % done)
assert done[0] > 50 and done[2] > 50
EOF
  atf_check -e save:counts env PYTHONPATH=$src/harness/tests \
    PYTHONDONTWRITEBYTECODE=1 python3 mutate.py $ipcompat
  cat counts
}

atf_init_test_cases ()
{
  atf_add_test_case schema
  atf_add_test_case files
}

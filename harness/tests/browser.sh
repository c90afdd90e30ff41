# browser.sh - page.html as a browser has it; sourced by tests.
# SPDX-License-Identifier: BSD-2-Clause

# policy_fits: the page's policy names the hashes of its style and script.
policy_fits ()
{
  cat >check.py <<'END'
import base64, hashlib, html, re
page = open('page.html', 'rb').read()
policy = html.unescape(re.search(
    rb'Security-Policy" content="([^"]*)"', page).group(1).decode())
for name in 'style', 'script':
    body = re.search(b'<%s>(.*?)</%s>' % (name.encode(), name.encode()),
                     page, re.S).group(1)
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    assert "%s-src 'sha256-%s'" % (name, digest) in policy, (name, policy)
assert policy.startswith("default-src 'none';")
END
  atf_check python3 check.py
}

# need_browser: skip the case where there is none.
need_browser ()
{
  browser=$(command -v chromium) || atf_skip 'no chromium'
}

# dom FRAGMENT: page.html as it is when the script has run.
dom ()
{
  timeout 120 $browser --headless=new --no-sandbox --disable-gpu \
    --user-data-dir="$PWD/profile" --virtual-time-budget=4000 \
    --dump-dom "file://$PWD/page.html$1" 2>/dev/null
}

# look MODE [AXE]: the facts of page.html in MODE, a line each.
look ()
{
  timeout 120 node $src/harness/tests/look.js $browser "$PWD/page.html" "$@"
}

# looks: page.html is fit for light and dark, a phone, paper and no script.
looks ()
{
  need_browser
  command -v node >/dev/null || atf_skip 'no node to talk to chromium'
  look light >facts
  test -s facts || atf_skip 'chromium does not start'
  for mode in light dark phone print noscript; do
    look $mode >facts
    atf_check -o match:'^errors: 0$' cat facts
    atf_check -o match:'^wider than the window: no$' cat facts
    case $mode in
      dark) atf_check -o match:'^back: dark$' cat facts ;;
      *) atf_check -o match:'^back: light$' cat facts ;;
    esac
    case $mode in
      print | noscript) atf_check -o match:'^filter: hidden$' cat facts ;;
      *) atf_check -o match:'^filter: shown$' cat facts ;;
    esac
  done
}

# find_axe: axe-core's script, which nothing here needs but one case.
find_axe ()
{
  for axe in "${IPC_AXE-}" /usr/share/nodejs/axe-core/axe.min.js \
    /usr/share/javascript/axe-core/axe.min.js \
    "$(npm root -g 2>/dev/null)/axe-core/axe.min.js"; do
    test ! -f "$axe" || return 0
  done
  atf_skip 'no axe-core: IPC_AXE=DIR/axe.min.js'
}

# axe_finds_nothing: of page.html, light, dark and on a phone.
axe_finds_nothing ()
{
  need_browser
  command -v node >/dev/null || atf_skip 'no node to talk to chromium'
  find_axe
  look light >facts
  test -s facts || atf_skip 'chromium does not start'
  for mode in light dark phone; do
    look $mode "$axe" >facts
    atf_check -o match:'^axe passes: true$' -o not-match:'^axe: ' cat facts
  done
}

# Two cases for each page, which page() makes.

atf_test_case fit
fit_head ()
{
  atf_set descr 'Fit for light and dark, a phone, paper, and without script'
  atf_set timeout 600
}
fit_body ()
{
  page
  looks
}

atf_test_case axe
axe_head ()
{
  atf_set descr 'axe finds nothing'
  atf_set timeout 600
}
axe_body ()
{
  page
  axe_finds_nothing
}

// report.js - the page's filter and keys, put into it at build time.
// SPDX-License-Identifier: BSD-2-Clause
//
// The page is whole without this.  All that is known is read from the page,
// and text is only ever set as text.  The filter's state is in the fragment,
// "#ID?v=deviates&q=words", which works on file:// too.

(function () {
var form = document.getElementById('find');
var keys = document.getElementById('keys');
var shown = document.getElementById('shown');
var unfold = document.getElementById('unfold');
var rows = list(document, 'details[id], td[id]');
var findings = list(document, '#findings li, #findings tbody tr, ' +
                    '#choices tbody tr').map(group);
var parts = list(document, '#findings section, #choices details');
var sections = list(document, 'section.suite');
var boxes = { v: list(form, '[name=v]'), l: list(form, '[name=l]') };
var builds = list(form, '[name=b] option').map(function (option) {
  return option.value;
}).filter(function (name) { return name && name !== 'differ'; });
var fields = ['q', 's', 'b', 'f'];

function text(where, selector) {
  var element = where.querySelector(selector);
  return element ? element.textContent : '';
}

// What a row's classes mean; none: it holds, and proves its fallback.
var words = { d: 'deviates', a: 'absent', n: 'no evidence',
  x: 'not exercised', t: 'not testable', h: 'holds', f: 'fails', l: 'limited',
  p: 'proven', V: 'VARIES', H: 'HAZARD' };

function meant(element, letters, otherwise) {
  var found = letters.split('').filter(function (letter) {
    return element && element.classList.contains(letter);
  });
  return found.length ? words[found[0]] : otherwise;
}

// The links to rows in a finding.
function group(element) {
  return { element: element, links: list(element, 'a').filter(function (a) {
    return /^#[a-z0-9_]+\.[a-z0-9_]+$/.test(a.getAttribute('href'));
  }) };
}

// What the table in a fold says of a build: without one, all builds of the
// suite saw the same.
function build(row, name) {
  var suite = row.closest('section.suite');
  var found = null;
  list(row, 'tr').forEach(function (line) {
    if (text(line, 'th').split(', ').indexOf(name) >= 0)
      found = { verdict: text(line, 'td b'), value: text(line, 'samp') };
  });
  if (!found && !list(row, 'td b').length &&
      suite.getAttribute('data-b').split(' ').indexOf(name) >= 0)
    found = { verdict: row.verdict, value: '' };
  return found;
}

function learn(row) {
  var cell = row.nodeName === 'TD';
  row.verdict = meant(row, 'danxth', 'holds');
  // The first build is every row's.
  var seen = builds.map(function (name) { return build(row, name); });
  row.facts = {
    suite: row.id.split('.')[0],
    level: cell ? meant(row, 'VH', 'REQUIRED') :
      text(row, 'summary > i') || 'REQUIRED',
    words: (row.id + ' ' + (cell ? row.parentNode : row).textContent)
      .toLowerCase(),
    builds: {},
    differ: cell ? / \(/.test(row.textContent) :
      seen[0] && seen.some(function (other) {
        return other && (other.value !== seen[0].value ||
                         other.verdict !== seen[0].verdict);
      }),
    fallback: cell ? meant(row, 'flp', 'none') :
      meant(row.querySelector('summary > em'), 'flnx',
            row.querySelector('a[href^="#f-"]') ? 'proven' : 'none')
  };
  builds.forEach(function (name, i) {
    row.facts.builds[name] = seen[i] ? seen[i].verdict : '';
  });
}

// The filter, from the form.
function state() {
  var now = {};
  fields.forEach(function (name) { now[name] = form.elements[name].value; });
  Object.keys(boxes).forEach(function (name) {
    var on = boxes[name].filter(function (box) { return box.checked; });
    now[name] = on.length === boxes[name].length ? null :
      on.map(function (box) { return box.value; });
  });
  return now;
}

// The filter as it is written in the fragment; what is not set is left out.
function written() {
  var now = state();
  var parts = [];
  ['v', 'l'].forEach(function (name) {
    if (now[name])
      parts.push(name + '=' + now[name].map(encodeURIComponent).join(','));
  });
  fields.forEach(function (name) {
    if (now[name])
      parts.push(name + '=' + encodeURIComponent(now[name]));
  });
  return parts.join('&');
}

function matches(row, now, words) {
  var facts = row.facts;
  var verdict = row.verdict;
  if (now.b === 'differ' ? !facts.differ : now.b && !facts.builds[now.b])
    return false;
  if (facts.builds[now.b])
    verdict = facts.builds[now.b];
  return (!now.v || now.v.indexOf(verdict) >= 0) &&
    (!now.l || now.l.indexOf(facts.level) >= 0) &&
    (!now.s || now.s === facts.suite) &&
    (!now.f || now.f === facts.fallback) &&
    words.every(function (word) { return facts.words.indexOf(word) >= 0; });
}

function visible() {
  return rows.filter(function (row) { return !row.gone; });
}

// Hide ROW or, in a matrix, dim it: its line goes with the last of its cells.
function hide(row, gone) {
  row.gone = gone;
  if (row.nodeName === 'DETAILS')
    row.hidden = gone;
  else
    row.classList.toggle('no', gone);
}

function settle() {
  list(document, '.matrix tbody tr').forEach(function (line) {
    line.hidden = !line.querySelector('td[id]:not(.no)');
  });
  sections.forEach(function (section) {
    section.hidden = !section.querySelector('details[id]:not([hidden]), ' +
                                            'td[id]:not(.no)');
  });
  findings.forEach(function (finding) {
    finding.links.forEach(function (a) {
      var row = document.getElementById(a.getAttribute('href').slice(1));
      a.hidden = Boolean(row && row.gone);
    });
    finding.element.hidden = finding.links.length > 0 &&
      finding.links.every(function (a) { return a.hidden; });
  });
  parts.forEach(function (part) {
    part.hidden = !part.querySelector('li:not([hidden]), ' +
                                      'tbody tr:not([hidden])');
  });
}

// Show what matches, and the row that the fragment names in any case.
function apply(id) {
  var now = state();
  var asked = wordsOf(now.q);
  var count = 0;
  rows.forEach(function (row) {
    var match = matches(row, now, asked);
    count += match ? 1 : 0;
    hide(row, !match && row.id !== id);
    row.classList.toggle('out', !match && row.id === id);
    row.classList.toggle('target', row.id === id);
  });
  settle();
  shown.textContent = count + ' of ' + rows.length + ' shown';
  tell();
}

function fill(asked) {
  Object.keys(boxes).forEach(function (name) {
    check(boxes[name], asked[name], true);
  });
}

function go(id, asked) {
  var target = id ? document.getElementById(id) :
    !asked ? null :
    visible()[0] ? visible()[0].closest('section') : form;
  if (id && target && rows.indexOf(target) >= 0)
    target.open = true;
  if (target)
    target.scrollIntoView({ block: id ? 'center' : 'start' });
}

function tell() {
  var closed = visible().some(function (row) {
    return row.open === false;
  });
  unfold.textContent = closed ? 'Unfold all shown' : 'Fold all';
}

function isFinding(row) {
  return /^(deviates|absent)$/.test(row.verdict) ||
    row.facts.fallback === 'fails';
}

// Go to the next (WAY 1) or previous (-1) of the rows in CHOICE.
function step(choice, way) {
  var here = document.activeElement.closest('details[id], td[id]');
  var at = rows.indexOf(here);
  var next = choice.filter(function (row) {
    return way > 0 ? rows.indexOf(row) > at : rows.indexOf(row) < at;
  });
  var row = next[way > 0 ? 0 : next.length - 1];
  if (!row || (!here && way < 0))
    return;
  if (row.nodeName === 'TD')
    row.tabIndex = -1;
  (row.querySelector('summary') || row).focus();
  row.scrollIntoView({ block: 'nearest' });
}

function key(event) {
  var field = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.nodeName);
  if (event.ctrlKey || event.altKey || event.metaKey || !keys.checked)
    return;
  if (field) {
    if (event.key === 'Escape')
      event.target.blur();
    return;
  }
  if (event.key === '/') {
    form.elements.q.focus();
    event.preventDefault();
  }
  if (event.key === 'j' || event.key === 'k')
    step(visible(), event.key === 'j' ? 1 : -1);
  if (event.key === 'n' || event.key === 'p')
    step(visible().filter(isFinding), event.key === 'n' ? 1 : -1);
}

// On paper: what does not hold is open, or all that a filter has chosen.
function paper() {
  var chosen = written() !== '';
  visible().forEach(function (row) {
    row.before = row.open;
    row.open = row.open || chosen ||
      row.verdict !== 'holds' || isFinding(row);
  });
}

function screen() {
  rows.forEach(function (row) {
    if ('before' in row)
      row.open = row.before;
    delete row.before;
  });
}

rows.forEach(learn);
sections.forEach(function (section) {
  form.elements.s.add(new Option(section.id, section.id));
});
unfold.addEventListener('click', function () {
  var open = visible().some(function (row) { return row.open === false; });
  visible().forEach(function (row) { row.open = open; });
  tell();
});
document.addEventListener('toggle', tell, true);
document.addEventListener('keydown', key);
window.addEventListener('beforeprint', paper);
window.addEventListener('afterprint', screen);
filter(form, { fields: fields, fill: fill, written: written, apply: apply,
               go: go });
}());

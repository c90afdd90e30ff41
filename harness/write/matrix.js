// matrix.js - the filter of the page of many products.
// SPDX-License-Identifier: BSD-2-Clause
//
// The page is whole without this.  All that is known is read from the page,
// and text is only ever set as text.  The filter's state is in the fragment,
// "#ID?d=alike&c=KEY,KEY", which works on file:// too.

(function () {
var form = document.getElementById('find');
var shown = document.getElementById('shown');
var folds = list(document, 'details.b');
var suites = list(document, 'details.suite');
var unanimous = document.getElementById('unanimous');
var bodies = list(document, '.grid tbody');
var heads = list(document, '.grid thead th').slice(1);
var kinds = list(document, '[name=e]');
var choices = list(document, '[name=c]');
var fields = ['q', 's', 'd'];
var sheet = document.styleSheets[0];
var own = 0;
var ids = {};

function values(boxes) {
  return boxes.filter(function (box) { return box.checked; })
    .map(function (box) { return box.value; });
}

// What a search looks through, when it does for the first time.
function text(fold) {
  if (!fold.words)
    fold.words = (fold.id + ' ' + fold.textContent).toLowerCase();
  return fold.words;
}

function matches(fold, asked) {
  return (!form.elements.s.value ||
          fold.id.split('.')[0] === form.elements.s.value) &&
    (!form.elements.d.value ||
     fold.getAttribute('data-d') === form.elements.d.value) &&
    asked.every(function (word) { return text(fold).indexOf(word) >= 0; });
}

// Hide columns and mark one, by rules: there may be 30,000 cells.
function columns(id) {
  var evidence = values(kinds);
  var only = choices.filter(function (box) { return box.checked; })
    .map(function (box) { return box.getAttribute('data-by'); });
  var left = [];
  var target = id && document.getElementById(id);
  for (; own > 0; own--)
    sheet.deleteRule(sheet.cssRules.length - 1);
  heads.forEach(function (head, i) {
    var key = head.id.slice(2);
    var place = '.grid tr > :nth-child(' + (i + 2) + ')';
    var on = only.length ? only.indexOf(key) >= 0 :
      evidence.indexOf(head.getAttribute('data-e')) >= 0;
    if (on)
      left.push(head.querySelector('a').textContent);
    if (!on)
      rule('.js ' + place + ' { display: none !important; }');
    else if (target && head.contains(target))
      rule('.js .grid td:nth-child(' + (i + 2) +
           ') { outline: 2px solid var(--link); outline-offset: -2px; }');
  });
  document.documentElement.classList.toggle('one', left.length === 1);
  if (left.length < heads.length)
    shown.textContent += '; columns ' + left.join(', ');
}

function rule(text) {
  sheet.insertRule(text, sheet.cssRules.length);
  own++;
}

function filtered() {
  return fields.some(function (name) { return form.elements[name].value; });
}

// Show what matches, and the row that the fragment names in any case.
function apply(id) {
  var asked = wordsOf(form.elements.q.value);
  var set = filtered();
  var count = 0;
  folds.forEach(function (fold) {
    var match = matches(fold, asked);
    count += match ? 1 : 0;
    fold.hidden = !match && fold.id !== id;
    fold.classList.toggle('target', fold.id === id);
    if (ids[fold.id])
      ids[fold.id].hidden = fold.hidden;
  });
  suites.forEach(function (suite) {
    suite.hidden = !suite.querySelector('details.b:not([hidden])');
    if (set)
      suite.open = !suite.hidden;
  });
  if (unanimous) {
    unanimous.hidden = !unanimous.querySelector('.suite:not([hidden])');
    if (set)
      unanimous.open = true;
  }
  bodies.forEach(function (body) {
    body.hidden = !body.querySelector('tr:not(.g):not([hidden])');
  });
  shown.textContent = count + ' of ' + folds.length + ' rows';
  columns(id);
}

function written() {
  var parts = [];
  var evidence = values(kinds);
  var only = values(choices);
  fields.forEach(function (name) {
    if (form.elements[name].value)
      parts.push(name + '=' + encodeURIComponent(form.elements[name].value));
  });
  if (evidence.length < kinds.length)
    parts.push('e=' + evidence.join(','));
  if (only.length)
    parts.push('c=' + only.map(encodeURIComponent).join(','));
  return parts.join('&');
}

function fill(asked) {
  check(kinds, asked.e, true);
  check(choices, asked.c, false);
}

function go(id, asked) {
  var target = id && document.getElementById(id);
  var parent;
  for (parent = target; parent; parent = parent.parentElement)
    if (parent.nodeName === 'DETAILS')
      parent.open = true;
  if (!target && asked)
    target = filtered() && !bodies.some(function (body) {
      return !body.hidden;
    }) ? document.getElementById('suites') : form;
  if (target)
    target.scrollIntoView({ inline: 'center', block: 'start' });
}

list(document, '.grid tbody tr:not(.g)').forEach(function (row) {
  ids[row.querySelector('a').getAttribute('href').slice(1)] = row;
});
document.addEventListener('click', function (event) {
  var cell = event.target.closest('.grid td');
  if (cell)
    cell.parentNode.querySelector('a').click();
});
filter(form, { fields: fields, fill: fill, written: written, apply: apply,
               go: go });
}());

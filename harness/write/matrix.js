// matrix.js - the filter of the page of many products.
// SPDX-License-Identifier: BSD-2-Clause
//
// The page is whole without this.  All that is known is read from the page,
// and text is only ever set as text.  The filter's state is in the fragment,
// "#ID?d=alike&c=KEY,KEY", which works on file:// too.

(function () {
'use strict';

var form = document.getElementById('find');
var shown = document.getElementById('shown');
var folds = list('details.b');
var suites = list('details.suite');
var unanimous = document.getElementById('unanimous');
var bodies = list('.grid tbody');
var heads = list('.grid thead th').slice(1);
var kinds = list('[name=e]');
var choices = list('[name=c]');
var fields = ['q', 's', 'd'];
var sheet = document.styleSheets[0];
var own = 0;
var ids = {};
var id = '';
var timer = 0;

function list(selector) {
  return Array.prototype.slice.call(document.querySelectorAll(selector));
}

function values(boxes) {
  return boxes.filter(function (box) { return box.checked; })
    .map(function (box) { return box.value; });
}

function words(text) {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
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
function columns() {
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
function apply() {
  var asked = words(form.elements.q.value);
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
  columns();
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

// "#?" rather than "#", which would scroll to the top.
function write() {
  var query = written();
  var hash = '#' + id + (query || !id ? '?' + query : '');
  if (location.hash !== hash && (location.hash || query))
    location.replace(hash);
}

function changed() {
  clearTimeout(timer);
  apply();
  write();
}

function decoded(part) {
  try { return decodeURIComponent(part); } catch (e) { return ''; }
}

// Set the form as QUERY says; unknown names and values are ignored.
function fill(query) {
  var asked = {};
  query.split('&').forEach(function (part) {
    var at = part.indexOf('=');
    if (at > 0)
      asked[part.slice(0, at)] = part.slice(at + 1);
  });
  fields.forEach(function (name) {
    var field = form.elements[name];
    var value = decoded(asked[name] || '');
    field.value = value;
    if (field.value !== value)
      field.value = '';
  });
  check(kinds, 'e' in asked ? asked.e : null, true);
  check(choices, 'c' in asked ? asked.c : null, false);
}

function check(boxes, names, usual) {
  var on = names === null ? null : names.split(',').map(decoded);
  boxes.forEach(function (box) {
    box.checked = on ? on.indexOf(box.value) >= 0 : usual;
  });
}

// A fragment without "?" leaves the filter as it is.
function read() {
  var hash = location.hash.slice(1);
  var at = hash.indexOf('?');
  var target, parent;
  id = decoded(at < 0 ? hash : hash.slice(0, at));
  if (at >= 0)
    fill(hash.slice(at + 1));
  apply();
  target = id && document.getElementById(id);
  for (parent = target; parent; parent = parent.parentElement)
    if (parent.nodeName === 'DETAILS')
      parent.open = true;
  if (!target && at >= 0 && hash.length > at + 1)
    target = filtered() && !bodies.some(function (body) {
      return !body.hidden;
    }) ? document.getElementById('suites') : form;
  if (target)
    target.scrollIntoView({ inline: 'center', block: 'start' });
  if (at < 0)
    write();
}

list('.grid tbody tr:not(.g)').forEach(function (row) {
  ids[row.querySelector('a').getAttribute('href').slice(1)] = row;
});
form.hidden = false;
document.documentElement.classList.add('js');
form.addEventListener('submit', function (event) {
  event.preventDefault();
  changed();
});
form.addEventListener('reset', function () { setTimeout(changed, 0); });
document.addEventListener('change', changed);
form.elements.q.addEventListener('input', function () {
  clearTimeout(timer);
  timer = setTimeout(changed, 150);
});
document.addEventListener('click', function (event) {
  var cell = event.target.closest('.grid td');
  if (cell)
    cell.parentNode.querySelector('a').click();
});
window.addEventListener('hashchange', read);
read();
}());

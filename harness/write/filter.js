// filter.js - what the filters of both pages have in common.
// SPDX-License-Identifier: BSD-2-Clause
//
// It comes before the page's own script, in the same element.

'use strict';

function list(where, selector) {
  return Array.prototype.slice.call(where.querySelectorAll(selector));
}

function wordsOf(text) {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

function decoded(part) {
  try { return decodeURIComponent(part); } catch (e) { return ''; }
}

// Check those of BOXES that the list NAMES has; without a list, all or none.
function check(boxes, names, usual) {
  var on = names === undefined ? null : names.split(',').map(decoded);
  boxes.forEach(function (box) {
    box.checked = on ? on.indexOf(box.value) >= 0 : usual;
  });
}

// Keep FORM and the fragment, "#ID?NAME=VALUE&...", the same.  PAGE has:
//   fields          the names of those members that have one value
//   fill(asked)     sets what else the query ASKED for, by name
//   written()       the query; "" if nothing is set
//   apply(id)       shows what matches, and the row ID in any case
//   go(id, asked)   scrolls to ID or, if a query was ASKED, to what it shows
function filter(form, page) {
  var id = '';
  var timer = 0;

  // "#?" rather than "#", which would scroll to the top.
  function write() {
    var query = page.written();
    var hash = '#' + id + (query || !id ? '?' + query : '');
    if (location.hash !== hash && (location.hash || query))
      location.replace(hash);
  }

  function changed() {
    clearTimeout(timer);
    page.apply(id);
    write();
  }

  // Set the form as QUERY says; unknown names and values are ignored.
  function fill(query) {
    var asked = {};
    query.split('&').forEach(function (part) {
      var at = part.indexOf('=');
      if (at > 0)
        asked[part.slice(0, at)] = part.slice(at + 1);
    });
    page.fields.forEach(function (name) {
      var field = form.elements[name];
      var value = decoded(asked[name] || '');
      if (field.value !== value)
        field.value = value;
      if (field.value !== value)
        field.value = '';
    });
    page.fill(asked);
  }

  // A fragment without "?" leaves the filter as it is.
  function read() {
    var hash = location.hash.slice(1);
    var at = hash.indexOf('?');
    id = decoded(at < 0 ? hash : hash.slice(0, at));
    if (at >= 0)
      fill(hash.slice(at + 1));
    page.apply(id);
    page.go(id, at >= 0 && page.written() !== '');
    if (at < 0)
      write();
  }

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
  window.addEventListener('hashchange', read);
  read();
}

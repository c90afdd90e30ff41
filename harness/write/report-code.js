// report-code.js - the page's copy buttons, links of rows to themselves and
// switch for its keys, put into it after report.js.
// SPDX-License-Identifier: BSD-2-Clause

(function () {
var keys = document.getElementById('keys');

// A row that is opened gets a link to itself.
function opened(event) {
  var row = event.target;
  var link;
  if (!row.open || !row.id || row.querySelector('.self'))
    return;
  link = document.createElement('a');
  link.className = 'self';
  link.href = '#' + row.id;
  link.textContent = 'link to this';
  row.appendChild(link);
}

function copyButton(pre) {
  var button = document.createElement('button');
  var code = pre.textContent;
  button.type = 'button';
  button.textContent = 'Copy';
  button.addEventListener('click', function () {
    var done = function () { button.textContent = 'Copied'; };
    var range = document.createRange();
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(code).then(done);
      return;
    }
    range.selectNodeContents(pre.firstChild);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    if (document.execCommand('copy'))
      done();
  });
  pre.appendChild(button);
}

// Whether single keys do anything is remembered, where that is allowed.
function remember() {
  try { localStorage.setItem('ipcompat-keys', keys.checked ? '1' : '0'); }
  catch (e) { return; }
}

try { keys.checked = localStorage.getItem('ipcompat-keys') !== '0'; }
catch (e) { keys.checked = true; }
keys.addEventListener('change', remember);
document.querySelectorAll('pre').forEach(copyButton);
document.addEventListener('toggle', opened, true);
}());

// look.js - what a browser makes of a page, a fact a line.
// SPDX-License-Identifier: BSD-2-Clause
//
// usage: node look.js CHROMIUM PAGE light|dark|phone|print|noscript|slow [AXE]
// slow: by a processor that is four times slower; and when it was painted.
'use strict';
var start = require('child_process').spawn;
var [program, page, mode, axe] = process.argv.slice(2);
var child = start(program, ['--headless=new', '--no-sandbox', '--disable-gpu',
  '--user-data-dir=' + process.cwd() + '/profile', '--hide-scrollbars',
  '--remote-debugging-pipe', 'about:blank'],
  {stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']});
var count = 0, waiting = {}, rest = '', session, errors = 0, loaded;
var load = new Promise(function (done) { loaded = done; });

child.stdio[4].on('data', function (data) {
  var parts = (rest + data).split('\0');
  rest = parts.pop();
  parts.forEach(function (part) {
    var m = JSON.parse(part);
    if (m.id) waiting[m.id](m.result || {});
    else if (m.method === 'Page.loadEventFired') loaded();
    else if (m.method === 'Runtime.exceptionThrown'
             || (m.method === 'Log.entryAdded'
                 && m.params.entry.level === 'error')) errors++;
  });
});

function send(method, params) {
  return new Promise(function (done) {
    var m = {id: ++count, method: method, params: params || {}};
    if (session) m.sessionId = session;
    waiting[m.id] = done;
    child.stdio[3].write(JSON.stringify(m) + '\0');
  });
}

// Run in the page, which may have no script of its own.
function facts() {
  var root = document.documentElement;
  var back = getComputedStyle(document.body).backgroundColor;
  var filter = document.getElementById('find');
  var first = Number((/\d+/.exec(back) || ['255'])[0]);
  return ['wider than the window: '
      + (root.scrollWidth > innerWidth ? 'yes' : 'no'),
    'back: ' + (first < 80 && !/, 0\)/.test(back) ? 'dark' : 'light'),
    'filter: ' + (filter && filter.offsetHeight > 0 ? 'shown' : 'hidden')
  ].join('\n');
}

// Milliseconds from the page's beginning.
function times() {
  var paint = performance.getEntriesByName('first-paint')[0];
  var page = performance.getEntriesByType('navigation')[0];
  return ['first paint: ' + (paint ? Math.round(paint.startTime) : 'none'),
    'loaded: ' + Math.round(page.loadEventStart)].join('\n');
}

async function look() {
  var targets = (await send('Target.getTargets')).targetInfos;
  var target = targets.find(function (t) { return t.type === 'page'; });
  session = (await send('Target.attachToTarget',
    {targetId: target.targetId, flatten: true})).sessionId;
  await send('Page.enable');
  await send('Runtime.enable');
  await send('Log.enable');
  await send('Emulation.setDeviceMetricsOverride',
    {width: mode === 'phone' ? 360 : 1200, height: 800,
     deviceScaleFactor: 1, mobile: false});
  await send('Emulation.setEmulatedMedia',
    {media: mode === 'print' ? 'print' : 'screen', features:
     [{name: 'prefers-color-scheme',
       value: mode === 'dark' ? 'dark' : 'light'}]});
  if (mode === 'noscript')
    await send('Emulation.setScriptExecutionDisabled', {value: true});
  if (mode === 'slow') await send('Emulation.setCPUThrottlingRate', {rate: 4});
  // The page's policy lets in no script but its own.
  if (axe) await send('Page.setBypassCSP', {enabled: true});
  await send('Page.navigate', {url: 'file://' + page});
  await load;
  var answer = await send('Runtime.evaluate',
    {expression: '(' + facts + ')()', returnByValue: true});
  console.log('errors: ' + errors + '\n' + answer.result.value);
  if (mode === 'slow') {
    answer = await send('Runtime.evaluate', {expression:
      'new Promise(done => setTimeout(() => done((' + times + ')()), 500))',
      awaitPromise: true, returnByValue: true});
    console.log(answer.result.value);
  }
  if (axe) {
    var source = require('fs').readFileSync(axe, 'utf8');
    answer = await send('Runtime.evaluate', {expression: source
      + ';axe.run(document, {resultTypes: ["violations"]}).then(r =>'
      + 'r.violations.map(v => "axe: " + v.id + " " + v.nodes[0].html)'
      + '.concat("axe passes: " + (r.passes.length > 9)).join("\\n"))',
      awaitPromise: true, returnByValue: true});
    console.log(answer.result.value);
  }
  child.kill();
  process.exit(0);
}
child.on('exit', function () { process.exit(1); });
look();

// run.mjs - run a program of WASIX as if it were one of this host.
// SPDX-License-Identifier: BSD-2-Clause
//
// usage: node run.mjs SDK PROGRAM [ARGUMENT...]
// SDK is where the package @wasmer/sdk is.  The program works in a directory
// in memory.  Of this host it sees the directory that PROGRAM is in, which it
// cannot change, and that of the result file which ATF's "-r FILE" names, under
// their own names.  All of its processes end with the first one, and what is
// not at its end after 30 seconds is killed: it hangs, and Kyua would wait for
// two minutes.

import fs from "node:fs";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { Worker as Thread } from "node:worker_threads";
import { serve } from "./files.mjs";

const [sdk, program, ...args] = process.argv.slice(2);
const url = (name) => new URL(name, pathToFileURL(`${path.resolve(sdk)}/`));
const workspace = "/workspace";

const beside = path.dirname(path.resolve(program));
let results;

// A program's own name has no directory there, by which those of ATF find what
// is beside them: they are told.
function tell_atf() {
  for (let i = 0; i < args.length; i++) {
    if (args[i] === "--") break;
    if (args[i] === "-l") return args.unshift("-s", beside);
    if (!args[i].startsWith("-r")) continue;
    const joined = args[i].length > 2;
    const file = path.resolve(joined ? args[i].slice(2) : args[i + 1] ?? "");
    args.splice(i, joined ? 1 : 2, "-r", file);
    results = path.dirname(file);
    return args.unshift("-s", beside);
  }
}

async function start(directories) {
  process.env.IPCOMPAT_WASIX_MOUNTS = JSON.stringify(directories);
  process.env.IPCOMPAT_WASIX_WORKER = url("dist/node-worker.js").href;
  const [core, network, cache, adapter] = await Promise.all(
    ["pkg/wasmer_sdk_js.js", "dist/node-network.js", "dist/node-cache.js",
      "dist/node-worker-adapter.js"].map((each) => import(url(each))));
  const runtime = fs.readFileSync(url("pkg/wasmer_sdk_js_bg.wasm"));
  await core.default({ module_or_path: runtime });
  network.installNodeNetworkGlobals();
  cache.installNodeCacheGlobals();
  globalThis.Worker = adapter.NodeWorkerAdapter;
  core.setSDKUrl(url("pkg/wasmer_sdk_js.js").href);
  core.setWorkerUrl(new URL("./worker.mjs", import.meta.url).href);
  serve(directories);
  return [core, core.WasmerCore.create({ cache: { mode: "disabled" } },
    new network.NodeNetworkBridge())];
}

async function prepare(client, directories) {
  const name = path.basename(program);
  const bytes = new Uint8Array(fs.readFileSync(program));
  const made = await client.createPackage({
    modules: { program: bytes },
    commands: { [name]: { module: "program" } },
    files: {},
  });
  const builder = client.sandbox();
  builder.package(made);
  builder.network("host");
  directories.forEach((each, i) => {
    builder.mountHost(each, i, each !== results);
  });
  const here = process.cwd();
  for (const [key, value] of Object.entries(process.env)) {
    if (key.startsWith("IPCOMPAT_WASIX_")) continue;
    builder.env(key, value === here ? workspace : value);
  }
  const sandbox = await builder.start();
  const command = sandbox.commandPackage(made);
  command.args(args);
  command.currentDir(workspace);
  command.stdinMode("pipe");
  command.stdoutMode("pipe");
  command.stderrMode("pipe");
  return command;
}

function writeAll(fd, bytes) {
  for (let done = 0; done < bytes.length;) {
    try {
      done += fs.writeSync(fd, bytes, done);
    } catch (error) {
      if (error.code !== "EAGAIN") return;
    }
  }
}

// Until the end of file, or until there is nothing for a while after the
// program's end: processes that it has left may hold the stream.
const quiet = Symbol("quiet");
// A program that says the same for ever does not fill a disk.
const most = 1 << 20;
async function copy(read, fd, ended) {
  let copied = 0;
  for (let next = read(65536); ;) {
    const bytes = await Promise.race([next, ended]);
    if (bytes === quiet || !bytes?.length) return;
    if (copied < most) writeAll(fd, bytes);
    copied += bytes.length;
    next = read(65536);
  }
}

function feed(running) {
  process.stdin.on("data", (bytes) => {
    process.stdin.pause();
    running.writeStdin(bytes).then(() => process.stdin.resume(), () => {});
  });
  process.stdin.on("end", () => running.closeStdin().catch(() => {}));
  process.stdin.on("error", () => {});
}

// A trap is what a fault would be on this host.
function fault(error) {
  writeAll(2, Buffer.from(`${error.message}\n`));
  process.kill(process.pid, /unreachable/.test(error.message) ? "SIGILL"
    : "SIGSEGV");
}

// Not by this thread: what hangs may keep it busy.
new Thread(`setTimeout(() => {
  require("node:fs").writeSync(2, "run: it does not end\\n");
  process.kill(process.pid, "SIGKILL");
}, 30000);`, { eval: true }).unref();
tell_atf();
const directories = results && results !== beside ? [beside, results]
  : [beside];
const [, client] = await start(directories);
const command = await prepare(client, directories);
const running = await command.spawn();
let end;
const ended = new Promise((resolve) => { end = resolve; });
const copies = [
  copy((n) => running.readStdout(n), 1, ended),
  copy((n) => running.readStderr(n), 2, ended),
];
feed(running);
try {
  const { exitCode } = await running.wait();
  setTimeout(() => end(quiet), 200);
  await Promise.all(copies);
  process.exit(exitCode & 0xff);
} catch (error) {
  fault(error);
}

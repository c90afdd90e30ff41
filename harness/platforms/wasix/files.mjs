// files.mjs - directories of this host, as a program of WASIX sees them.
// SPDX-License-Identifier: BSD-2-Clause
//
// The SDK asks for what it has mounted by globalThis.__wasmerHostFileSystem,
// in whatever worker the program runs.

import fs from "node:fs";
import path from "node:path";

const kinds = (stat) => ({
  kind: stat.isDirectory() ? "directory" : "file",
  size: stat.size,
});

// A descriptor of this process is known in all of its workers.
const calls = {
  stat: (at, name) => kinds(fs.statSync(path.join(at, name))),
  readDir: (at, name) =>
    fs.readdirSync(path.join(at, name)).flatMap((each) => {
      try {
        const stat = fs.statSync(path.join(at, name, each));
        return [{ name: each, ...kinds(stat) }];
      } catch {
        return [];
      }
    }),
  open: (at, name, read, write, create, createNew, truncate, append) => {
    const c = fs.constants;
    let flags = write || append ? (read ? c.O_RDWR : c.O_WRONLY) : c.O_RDONLY;
    if (create || createNew) flags |= c.O_CREAT;
    if (createNew) flags |= c.O_EXCL;
    if (truncate) flags |= c.O_TRUNC;
    return fs.openSync(path.join(at, name), flags, 0o666);
  },
  read: (at, fd, offset, length) => {
    const bytes = new Uint8Array(Number(length));
    const n = fs.readSync(fd, bytes, 0, bytes.length, Number(offset));
    return bytes.subarray(0, n);
  },
  write: (at, fd, offset, bytes) =>
    fs.writeSync(fd, bytes, 0, bytes.length, Number(offset)),
  setLen: (at, fd, length) => fs.ftruncateSync(fd, Number(length)),
  flush: () => undefined,
  sync: () => undefined,
  // It is told of more than once, and by then the number may be another
  // file's: what is open ends with the process.
  close: () => undefined,
  mkdir: (at, name) => fs.mkdirSync(path.join(at, name)),
  remove: (at, name) => {
    const whole = path.join(at, name);
    if (fs.lstatSync(whole).isDirectory()) fs.rmdirSync(whole);
    else fs.unlinkSync(whole);
  },
  rename: (at, from, to) =>
    fs.renameSync(path.join(at, from), path.join(at, to)),
};

// DIRECTORIES: each is what the mount of its index shows.
export function serve(directories) {
  globalThis.__wasmerHostFileSystem = (mount, method, args) =>
    calls[method](directories[mount], ...(args ?? []));
}

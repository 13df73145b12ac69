'use strict';
// Appends lines to a file, or to standard output, and never makes anybody wait: lines gather in memory for a moment and are
// written together. Where they cannot be written they are kept up to a limit, and beyond it counted.

const fs = require('node:fs');

const LIMITS = {
  bytes: 8 * 1024 * 1024, // that wait in memory at most
  pause: 50, // ms in which lines gather
  retry: 1000, // ms after a failed write
  quiet: 60_000, // ms between two warnings
};
const STDOUT = 1;
const ATOMIC = 4096; // bytes that a pipe takes in one piece (PIPE_BUF), so that nobody's lines are torn
const CHUNK = 1024 * 1024; // bytes of one write to a file

/**
 * Opens the file at its first line, and again when it was moved away or removed.
 *
 * @param path    the file; standard output if undefined
 * @param lossOf  count -> the line that says that so many lines before it are lost
 * @param warn    told now and then that lines cannot be written: (error code, lines lost so far)
 * @return { write(line), close() }; close writes what is left, and waits for it: only for the end of the process
 */
function eventFile(path, { lossOf, warn = () => {}, limits = {} }) {
  const { bytes, pause, retry, quiet } = { ...LIMITS, ...limits };
  const lines = [];
  let size = 0; // bytes of these lines
  let cut = 0; // bytes of the first line that the file has already: a disk may fill up in the middle of it
  let lost = 0; // lines
  let file = null; // { fd, dev, ino }
  let timer = null;
  let isBusy = false;
  let flying = 0; // lines of the write under way
  let warnedAt = -Infinity;

  function write(line) {
    const buffer = Buffer.from(`${line}\n`);
    if (size + buffer.length > bytes) {
      lost += 1;
      complain('ENOBUFS');
    } else {
      lines.push(buffer);
      size += buffer.length;
    }
    schedule(pause);
  }

  function schedule(milliseconds) {
    if (timer !== null || isBusy || lines.length === 0) return;
    timer = setTimeout(flush, milliseconds);
    timer.unref();
  }

  async function flush() {
    timer = null;
    isBusy = true;
    let wait = pause;
    try {
      await reopen();
      tellLoss();
      const piece = nextPiece();
      const written = await promised(fs.write, file.fd, piece, 0, piece.length);
      forget(written);
      if (written < piece.length) wait = retry;
      else if (path === undefined) wait = 0;
    } catch (error) {
      if (error.code !== 'EAGAIN') { // a full pipe
        wait = retry;
        complain(error.code);
      }
    }
    [isBusy, flying] = [false, 0];
    schedule(wait);
  }

  /** The file that has the name now: a rotated one is left alone. */
  async function reopen() {
    if (path === undefined) {
      file = { fd: STDOUT };
      return;
    }
    const now = await promised(fs.stat, path).catch(() => null);
    if (file !== null && now !== null && now.ino === file.ino && now.dev === file.dev) return;
    const old = file;
    const fd = await promised(fs.open, path, 'a', 0o640);
    const { ino, dev } = await promised(fs.fstat, fd);
    file = { fd, ino, dev };
    cut = 0; // the whole line belongs into the new file; readers skip its beginning in the old one
    if (old !== null) fs.close(old.fd, () => {});
  }

  function tellLoss() {
    if (lost === 0 || cut > 0) return;
    const buffer = Buffer.from(`${lossOf(lost)}\n`);
    lines.unshift(buffer);
    size += buffer.length;
    lost = 0;
  }

  function nextPiece() {
    const most = path === undefined ? ATOMIC : CHUNK;
    let length = lines[0].length;
    flying = 1;
    while (flying < lines.length && length + lines[flying].length <= most) length += lines[flying++].length;
    return Buffer.concat(lines.slice(0, flying)).subarray(cut);
  }

  function forget(written) {
    let rest = written + cut;
    let count = 0;
    while (count < lines.length && rest >= lines[count].length) rest -= lines[count++].length;
    size -= lines.splice(0, count).reduce((sum, line) => sum + line.length, 0);
    cut = rest;
  }

  function complain(code) {
    if (Date.now() - warnedAt < quiet) return;
    warnedAt = Date.now();
    warn(code, lost);
  }

  function close() {
    try {
      if (flying > 0) { // that write reaches the disk without us
        lines.splice(0, flying);
        cut = 0;
      }
      if (file === null && lines.length > 0) file = { fd: path === undefined ? STDOUT : fs.openSync(path, 'a', 0o640) };
      while (lines.length > 0) forget(fs.writeSync(file.fd, nextPiece()));
    } catch {
      // There is nobody left to tell.
    }
  }

  return { write, close };
}

/** A function of node:fs as a promise; fs.promises would keep a handle per file that the collector closes with a warning. */
function promised(call, ...values) {
  return new Promise((resolve, reject) => {
    call(...values, (error, value) => (error ? reject(error) : resolve(value)));
  });
}

module.exports = { eventFile };

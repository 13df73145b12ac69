'use strict';
// A build moves its files into place one after another. Who boots in the middle of that, or after it was killed there, does
// what the build's journal has left: Cube never serves half a deployment. floe_cube/cli/journal.py says how journals are made.

const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const COMMITTED = '.floe-cube-committed';

/** Whether a build was unfinished in this folder, and is complete now. Throws if it cannot be completed. */
function completed(folder) {
  const committed = path.join(folder, COMMITTED);
  try {
    if (orNothing(() => fs.lstatSync(committed))?.isSymbolicLink()) throw new Error(`${COMMITTED} is a link`);
    const text = orNothing(() => fs.readFileSync(path.join(committed, 'journal.json')));
    if (text === null) return false;
    const journal = JSON.parse(text);
    const found = journal.map(([name]) => digest(folder, name));
    journal.forEach(([name, before, after], i) => {
      if (found[i] !== before && found[i] !== after) throw new Error(`${name} was changed since`);
    });
    journal.forEach(([name, , after], i) => {
      if (found[i] !== after) take(folder, name, after, path.join(committed, String(i)));
    });
    for (const [name, , after] of journal) if (after === null) removeEmpty(path.dirname(path.join(folder, name)), folder);
    for (const name of ['journal.json', ...journal.keys()]) orNothing(() => fs.unlinkSync(path.join(committed, String(name))));
    orNothing(() => fs.rmdirSync(committed));
  } catch (error) {
    throw new Error(
      `floe-cube: a build of this deployment was interrupted, and cannot be completed here: ${error.message}. ` +
        'Run `floe-cube build` again.',
      { cause: error },
    );
  }
  return true;
}

/** A build, or another Cube that boots, may be faster; then what we do is done already. */
function take(folder, name, after, staged) {
  const place = path.join(folder, name);
  try {
    if (after === null) return fs.unlinkSync(place);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.renameSync(staged, place);
  } catch (error) {
    if (error.code !== 'ENOENT' || digest(folder, name) !== after) throw error;
  }
}

function removeEmpty(place, folder) {
  for (; place !== folder; place = path.dirname(place)) {
    try {
      fs.rmdirSync(place);
    } catch (error) {
      if (error.code !== 'ENOENT') return;
    }
  }
}

/** SHA-256 of a file; null where there is none. What links lead to is none of ours. */
function digest(folder, name) {
  const parts = name.split('/');
  for (const end of parts.keys()) {
    const kind = orNothing(() => fs.lstatSync(path.join(folder, ...parts.slice(0, end + 1))));
    if (!kind) return null;
    if (end + 1 < parts.length ? !kind.isDirectory() : !kind.isFile()) throw new Error(`something is in the way of ${name}`);
  }
  return crypto.createHash('sha256').update(fs.readFileSync(path.join(folder, name))).digest('hex');
}

function orNothing(act) {
  try {
    return act();
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    return null;
  }
}

module.exports = { completed };

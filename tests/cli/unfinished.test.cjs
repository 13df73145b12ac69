'use strict';
// A build that was interrupted after its journal was committed: Cube completes it as it boots, or does not boot.

const assert = require('node:assert/strict');
const crypto = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { afterEach, beforeEach, describe, test } = require('node:test');

const RUNTIME = path.join(__dirname, '..', '..', 'floe_cube', 'runtime');
const { completed } = require(path.join(RUNTIME, 'floe_cube_unfinished.js'));

const hash = text => crypto.createHash('sha256').update(text).digest('hex');

describe('an unfinished build', () => {
  let folder;
  const at = (...parts) => path.join(folder, ...parts);
  const write = (name, text) => {
    fs.mkdirSync(path.dirname(at(name)), { recursive: true });
    fs.writeFileSync(at(name), text);
  };
  /** Commits texts by file name: [before, after], null for no file. */
  const commit = files => {
    const steps = Object.entries(files);
    steps.forEach(([, [, after]], i) => after !== null && write(`.floe-cube-committed/${i}`, after));
    const journal = steps.map(([name, pair]) => [name, ...pair.map(text => (text === null ? null : hash(text)))]);
    write('.floe-cube-committed/journal.json', JSON.stringify(journal));
  };
  const read = () =>
    Object.fromEntries(
      fs.readdirSync(folder, { recursive: true })
        .filter(name => fs.statSync(at(name)).isFile())
        .map(name => [name, fs.readFileSync(at(name), 'utf8')])
        .sort(),
    );

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'floe-cube-'));
    write('a.yaml', 'old a');
    write('views/b.yaml', 'old b');
    write('mine.yaml', 'mine');
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  const CHANGE = { 'a.yaml': ['old a', 'new a'], 'deep/er/c.yaml': [null, 'new c'], 'views/b.yaml': ['old b', null] };
  const DONE = { 'a.yaml': 'new a', 'deep/er/c.yaml': 'new c', 'mine.yaml': 'mine' };

  test('is nothing where there is no journal', () => {
    const before = read();
    assert.equal(completed(folder), false);
    fs.mkdirSync(at('.floe-cube-committed'));
    assert.equal(completed(folder), false);
    write('.floe-cube-staged/0', 'never committed');
    assert.equal(completed(folder), false);
    assert.deepEqual(read(), { ...before, '.floe-cube-staged/0': 'never committed' });
  });

  test('is completed from its beginning', () => {
    commit(CHANGE);
    assert.equal(completed(folder), true);
    assert.deepEqual(read(), DONE);
    assert.equal(fs.existsSync(at('views')), false);
    assert.equal(fs.existsSync(at('.floe-cube-committed')), false);
    assert.equal(completed(folder), false);
  });

  test('is completed from its middle', () => {
    commit(CHANGE);
    fs.renameSync(at('.floe-cube-committed/0'), at('a.yaml'));
    fs.unlinkSync(at('views/b.yaml'));
    assert.equal(completed(folder), true);
    assert.deepEqual(read(), DONE);
    assert.equal(fs.existsSync(at('views')), false);
  });

  const refused = (reason, act) =>
    test(`is refused: ${reason}`, () => {
      commit(CHANGE);
      act();
      const before = read();
      assert.throws(() => completed(folder), { message: new RegExp(`^floe-cube: .* cannot be completed here: .*${reason}.*\\. Run .floe-cube build. again\\.$`) });
      assert.deepEqual(read(), before);
    });
  refused('a.yaml was changed since', () => write('a.yaml', 'edited'));
  refused('deep/er/c.yaml was changed since', () => write('deep/er/c.yaml', 'of somebody else'));
  refused('JSON', () => write('.floe-cube-committed/journal.json', '[["a.yaml"'));
  refused('in the way of views/b.yaml', () => {
    fs.renameSync(at('views'), at('elsewhere'));
    fs.symlinkSync(at('elsewhere'), at('views'));
  });
  refused('in the way of a.yaml', () => {
    fs.unlinkSync(at('a.yaml'));
    fs.symlinkSync(at('mine.yaml'), at('a.yaml'));
  });
  refused('is a link', () => {
    fs.renameSync(at('.floe-cube-committed'), at('elsewhere'));
    fs.symlinkSync(at('elsewhere'), at('.floe-cube-committed'));
  });
  refused('ENOENT', () => fs.unlinkSync(at('.floe-cube-committed/0')));

  test('may replace the scripts that complete it', () => {
    for (const name of fs.readdirSync(RUNTIME).filter(file => file.endsWith('.js'))) fs.copyFileSync(path.join(RUNTIME, name), at(name));
    const [old, other] = ['old', 'new'].map(
      word => `const { deployment } = require('./floe_cube_runtime.js');\nmodule.exports = deployment({ is: '${word}' });\n`,
    );
    write('cube.js', old);
    const runtime = 'exports.deployment = config => ({ ...config, by: "the new runtime" });\n';
    commit({ 'floe_cube_runtime.js': [fs.readFileSync(at('floe_cube_runtime.js'), 'utf8'), runtime], 'cube.js': [old, other] });
    assert.deepEqual(require(at('cube.js')), { is: 'new', by: 'the new runtime' });
  });
});

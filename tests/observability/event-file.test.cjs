'use strict';
// The writer on real files: rotation, a full disk, a disk that takes half a line, and the end of the process.

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const { join } = require('node:path');
const { afterEach, beforeEach, describe, test } = require('node:test');
const { setTimeout: sleep } = require('node:timers/promises');
const until = require('./until.cjs');

const MODULE = join(__dirname, '..', '..', 'floe_cube', 'runtime', 'floe_cube_event_file.js');
const { eventFile } = require(MODULE);

const lossOf = count => `lost ${count}`;
const quick = { pause: 5, retry: 20, quiet: 10_000 };
let folder;
let path;
const read = name => fs.readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1);

beforeEach(() => {
  folder = fs.mkdtempSync(join(os.tmpdir(), 'floe-cube-'));
  path = join(folder, 'events.jsonl');
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

describe('the event file', () => {
  test('holds every line once and in order, behind what it held before', async () => {
    fs.writeFileSync(path, 'before\n');
    const file = eventFile(path, { lossOf, limits: quick });
    for (let i = 0; i < 5000; i += 1) {
      file.write(`line ${i}`);
      if (i % 1000 === 0) await sleep(7);
    }
    await until(() => read('events.jsonl').length === 5001);
    assert.deepEqual(read('events.jsonl'), ['before', ...Array.from({ length: 5000 }, (_, i) => `line ${i}`)]);
  });

  test('is opened again when it was moved away, replaced or removed', async () => {
    const file = eventFile(path, { lossOf, limits: quick });
    file.write('1');
    await until(() => fs.existsSync(path) && read('events.jsonl').length === 1);
    fs.renameSync(path, join(folder, 'rotated'));
    file.write('2');
    await until(() => fs.existsSync(path) && read('events.jsonl').length === 1);
    fs.unlinkSync(path);
    file.write('3');
    await until(() => fs.existsSync(path) && read('events.jsonl').length === 1);
    fs.writeFileSync(join(folder, 'other'), '');
    fs.renameSync(join(folder, 'other'), path);
    file.write('4');
    await until(() => read('events.jsonl').length === 1);
    assert.deepEqual([read('rotated'), read('events.jsonl')], [['1'], ['4']]);
  });

  test('loses nothing while it is rotated all the time', async () => {
    const file = eventFile(path, { lossOf, limits: { ...quick, pause: 1 } });
    let rotations = 0;
    for (let i = 0; i < 600; i += 1) {
      file.write(String(i));
      if (i % 20 === 19) {
        await sleep(3);
        if (fs.existsSync(path)) fs.renameSync(path, join(folder, `rotated-${String(rotations++).padStart(3, '0')}`));
      }
    }
    const all = () => fs.readdirSync(folder).flatMap(read);
    await until(() => all().length === 600);
    assert.ok(rotations > 10);
    assert.deepEqual(all().map(Number).sort((a, b) => a - b), Array.from({ length: 600 }, (_, i) => i));
  });

  test('in a folder that is not there yet is written once it is', async () => {
    const warnings = [];
    const file = eventFile(join(folder, 'later', 'events.jsonl'), { lossOf, warn: (...said) => warnings.push(said), limits: quick });
    file.write('1');
    await until(() => warnings.length === 1);
    fs.mkdirSync(join(folder, 'later'));
    await until(() => fs.existsSync(join(folder, 'later', 'events.jsonl')) && read('later/events.jsonl').length === 1);
    assert.deepEqual(warnings, [['ENOENT', 0]]);
  });
});

describe('a full disk', () => {
  // /dev/full takes no byte, as a full disk does.
  test('keeps lines up to a limit, counts the rest, and says so once', async () => {
    fs.symlinkSync('/dev/full', path);
    const warnings = [];
    const file = eventFile(path, { lossOf, warn: (...said) => warnings.push(said), limits: { ...quick, bytes: 1000 } });
    for (let i = 0; i < 100; i += 1) file.write(`line ${i}`.padEnd(99));
    await sleep(100);
    assert.equal(warnings.length, 1);
    fs.unlinkSync(path);
    await until(() => fs.existsSync(path) && read('events.jsonl').length === 11);
    assert.deepEqual(read('events.jsonl').map(line => line.trim()), ['lost 90', ...Array.from({ length: 10 }, (_, i) => `line ${i}`)]);
  });

  test('in the middle of a line: the line is whole in the end', () => {
    // A limit on the size of files lets the first bytes of a write pass, as a disk does that fills up.
    const program = `
      const fs = require('node:fs');
      const { eventFile } = require(${JSON.stringify(MODULE)});
      const file = eventFile(process.argv[1], { lossOf: n => 'lost ' + n, limits: { pause: 1, retry: 5 } });
      for (let i = 0; i < 30; i += 1) file.write(String(i).padStart(2, '0').repeat(50));
      setTimeout(() => { fs.renameSync(process.argv[1], process.argv[1] + '.full'); }, 200);
      setTimeout(() => {}, 600);
    `;
    const ran = spawnSync('bash', ['-c', 'trap "" XFSZ; ulimit -f 2; exec "$0" -e "$1" "$2"', process.execPath, program, path], { encoding: 'utf8' });
    assert.equal(ran.stderr, '');
    const [full, next] = ['events.jsonl.full', 'events.jsonl'].map(name => fs.readFileSync(join(folder, name), 'utf8'));
    assert.equal(full.length, 2048);
    const whole = [...full.split('\n').slice(0, -1), ...next.split('\n').slice(0, -1)];
    assert.deepEqual(whole.map(line => line.slice(0, 2)), Array.from({ length: 30 }, (_, i) => String(i).padStart(2, '0')));
    assert.ok(whole.every(line => line.length === 100));
  });
});

describe('standard output', () => {
  test('takes whole lines between those of others, through a pipe', () => {
    const program = `
      const { eventFile } = require(${JSON.stringify(MODULE)});
      const file = eventFile(undefined, { lossOf: String, limits: { pause: 1 } });
      let i = 0;
      const timer = setInterval(() => {
        for (let n = 0; n < 20; n += 1) file.write('{"floe_cube_event":1,"n":' + i++ + ',"pad":"' + 'x'.repeat(300) + '"}');
        console.log(JSON.stringify({ message: 'something else', pad: 'y'.repeat(500) }));
        if (i >= 400) { clearInterval(timer); setTimeout(() => {}, 300); }
      }, 2);
    `;
    const ran = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', maxBuffer: 1e7 });
    const lines = ran.stdout.split('\n').slice(0, -1).map(line => JSON.parse(line));
    assert.deepEqual(lines.filter(line => line.floe_cube_event).map(line => line.n), Array.from({ length: 400 }, (_, i) => i));
    assert.equal(lines.filter(line => line.message).length, 20);
  });

  test('that nobody reads holds nobody up', async () => {
    const program = `
      const { eventFile } = require(${JSON.stringify(MODULE)});
      const file = eventFile(undefined, { lossOf: String, limits: { pause: 1, bytes: 100000 } });
      for (let n = 0; n < 3000; n += 1) file.write('x'.repeat(300));
      const start = process.hrtime.bigint();
      setTimeout(() => { require('node:fs').writeFileSync(process.argv[1], String(Number(process.hrtime.bigint() - start) / 1e6)); process.exit(); }, 100);
    `;
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', program, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    await until(() => fs.existsSync(path) && read('events.jsonl').length === 0 && fs.statSync(path).size > 0);
    assert.ok(Number(fs.readFileSync(path, 'utf8')) < 1000);
    child.kill('SIGKILL');
  });
});

describe('the end of the process', () => {
  const program = ending => `
    const { eventFile } = require(${JSON.stringify(MODULE)});
    const file = eventFile(process.argv[1], { lossOf: String });
    for (let i = 0; i < 100; i += 1) file.write(String(i));
    ${ending}
  `;
  test('writes what is left', () => {
    spawnSync(process.execPath, ['-e', program('file.close();'), path]);
    assert.equal(read('events.jsonl').length, 100);
  });

  test('writes nothing twice while a write is under way', () => {
    spawnSync(process.execPath, ['-e', program("setTimeout(() => { file.write('100'); file.close(); }, 51);"), path]);
    assert.deepEqual(read('events.jsonl').map(Number).sort((a, b) => a - b), Array.from({ length: 101 }, (_, i) => i));
  });
});

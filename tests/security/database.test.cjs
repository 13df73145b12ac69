'use strict';
// What is left of the errors of drivers: no text, a code, and everything that Cube does with a driver besides.

const assert = require('node:assert/strict');
const { join } = require('node:path');
const { Readable } = require('node:stream');
const { test } = require('node:test');

const { codeIn, silencer, silentParams } = require(join(__dirname, '..', '..', 'floe_cube', 'runtime', 'floe_cube_database.js'));

const CANARY = 'canary-row-value';
const text = `invalid input syntax: "${CANARY}"`;
const sql = `SELECT count(*) FROM orders WHERE note <> '${CANARY}' AND id > $1`;
const failure = facts => Object.assign(new Error(text), facts);

/** A driver, as Cube's are: a class on top of a class; and what was told about its errors. */
function driver(fail, database = 'postgres') {
  class BaseDriver {
    capabilities() { return { fails: false }; }

    async createTable(sql) {
      await this.query(sql, []).catch(error => {
        error.message = `Error during create table: ${sql}: ${error.message}`;
        throw error;
      });
    }
  }
  class Driver extends BaseDriver {
    query(sql) {
      const result = sql === 'good' ? Promise.resolve([{ sql }]) : Promise.reject(fail);
      return Object.assign(result, { cancel: why => `cancelled: ${why}` });
    }

    async stream() {
      return { rowStream: Readable.from((async function* rows() { yield { id: 1 }; throw fail; })()), types: [] };
    }

    async legacy() {
      const rowStream = new Readable({ objectMode: true, read() {} });
      setImmediate(() => rowStream.emit('error', fail));
      return { rowStream };
    }
  }
  const told = [];
  const silence = silencer((said, where) => told.push([said, where]));
  silence(Driver, database);
  silence(Driver, database);
  return { driver: new Driver(), told };
}

const quiet = { message: 'The database could not answer', code: '22P02' };

test('an error loses its text and keeps its code', async () => {
  const { driver: one, told } = driver(failure({ code: '22P02', detail: text, hint: text, where: text }));
  await assert.rejects(one.query('bad', [], { requestId: 'r1' }), error => {
    assert.equal(error.message, quiet.message);
    assert.equal(error.stack, 'Error: The database could not answer (22P02)');
    assert.equal(JSON.stringify({ ...error, text: String(error) }).includes(CANARY), false);
    return true;
  });
  assert.equal(told.length, 1);
  assert.ok(told[0][0].includes(CANARY));
  assert.deepEqual(told[0][1], { requestId: 'r1' });
});

test('also through a method of the base class, which puts the statement in front', async () => {
  const { driver: one, told } = driver(failure({ code: '22P02' }));
  await assert.rejects(one.createTable(`select '${CANARY}'`), quiet);
  assert.equal(told.length, 1);
});

test('rows that come late fail without a text, and the rows before them come', async () => {
  const { driver: one, told } = driver(failure({ code: '22P02' }));
  const { rowStream, types } = await one.stream();
  const seen = [];
  await assert.rejects(async () => { for await (const row of rowStream) seen.push(row); }, quiet);
  assert.deepEqual([seen, types], [[{ id: 1 }], []]);
  assert.equal(rowStream.errored.message, quiet.message);
  assert.equal(told.length, 1);
  const old = await one.legacy();
  await assert.rejects(new Promise((_, reject) => old.rowStream.on('error', reject)), quiet);
});

test('what is no error stays', async () => {
  const { driver: one, told } = driver(failure({}));
  assert.deepEqual(await one.query('good'), [{ sql: 'good' }]);
  assert.equal(one.query('good').cancel('gone'), 'cancelled: gone');
  assert.deepEqual(one.capabilities(), { fails: false });
  assert.deepEqual(told, []);
});

const CODES = [
  [{ code: '22P02', name: 'error' }, '22P02'],
  [{ code: 100038 }, '100038'],
  [{ name: 'InvalidRequestException', code: 'INVALID_INPUT' }, 'INVALID_INPUT'],
  [{ errorName: 'DIVISION_BY_ZERO' }, 'DIVISION_BY_ZERO'],
  [{ sqlState: '22018', code: 'x y' }, '22018'],
  [{ cause: Object.assign(new Error(text), { code: 'ECONNREFUSED' }) }, 'ECONNREFUSED'],
  [{ errors: [Object.assign(new Error(text), { code: 'ENOTFOUND' })] }, 'ENOTFOUND'],
  [{ code: CANARY.repeat(4) }, 'unknown'],
  [{ code: `${CANARY} ` }, 'unknown'],
  [{ code: { [CANARY]: 1 } }, 'unknown'],
  [{}, 'unknown'],
];
for (const [facts, code] of CODES) {
  test(`the code of ${JSON.stringify(facts)}`, async () => {
    await assert.rejects(driver(failure(facts)).driver.query('bad'), { code });
  });
}

test('DuckDB has kinds of errors instead of codes, and only DuckDB', async () => {
  const fail = new Error(`Conversion Error: Could not convert string '${CANARY}' to INT32`);
  await assert.rejects(driver(fail, 'duckdb').driver.query('bad'), { code: 'Conversion' });
  await assert.rejects(driver(fail, 'trino').driver.query('bad'), { code: 'unknown' });
  await assert.rejects(driver(new Error('Out of Range Error: x'), 'duckdb').driver.query('bad'), { code: 'Out_of_Range' });
});

test('whatever is thrown', async () => {
  for (const thrown of [undefined, null, CANARY, 7, { message: CANARY }]) {
    await assert.rejects(driver(thrown).driver.query('bad'), { message: quiet.message, code: 'unknown' });
  }
});

test('a timeout is told apart by its code, never by what the text says', async () => {
  await assert.rejects(driver(failure({ code: '57014' })).driver.query('bad'), { message: 'Timeout of the database' });
  await assert.rejects(driver(Object.assign(new Error('a row that says timeout'), { code: '22P02' })).driver.query('bad'), quiet);
});

test('the code is found in what Cube logs, and nothing else is', () => {
  assert.equal(codeIn('Error: The database could not answer (22P02)'), '22P02');
  for (const other of [undefined, `Error: ${text}`, `Error: The database could not answer (${CANARY} x)`, 'Error: x (22P02) y']) {
    assert.equal(codeIn(other), undefined);
  }
});

test('events of the drivers themselves are logged without their texts', () => {
  const params = { error: text, message: text, query: text };
  assert.equal(JSON.stringify(silentParams('ClickHouse Client Log', params)).includes(CANARY), false);
  const { error, ...fine } = params;
  assert.equal(silentParams('Load Request', fine), fine);
});

test('what Cube logs of a failure has no literals of SQL', () => {
  const asked = { measures: ['orders.count'] };
  const params = { error: 'Error: x', query: sql, queryKey: [sql, ['redacted']], cacheKey: [[sql, ['redacted']], 7], requestId: 'r' };
  const silent = silentParams('Error while querying', params, 'postgres');
  assert.equal(JSON.stringify(silent).includes(CANARY), false);
  assert.equal(silent.query, 'SELECT count(*) FROM orders WHERE note <> ? AND id > $1');
  assert.deepEqual([silent.queryKey[1], silent.cacheKey[1], silent.requestId, silent.error], [['redacted'], 7, 'r', 'Error: x']);
  assert.equal(silentParams('UserError', { error: 'x', query: asked }).query, asked);
  assert.equal(silentParams('x', { warning: 'slow', query: `select $$${CANARY}$$` }).query, '?');
});

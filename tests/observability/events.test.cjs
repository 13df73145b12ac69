'use strict';
// The hook around Cube's options: it lets every event pass to the logger, costs nothing when off, and never throws.

const assert = require('node:assert/strict');
const { EventEmitter } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const { join } = require('node:path');
const { afterEach, beforeEach, describe, test } = require('node:test');
const until = require('./until.cjs');

const RUNTIME = join(__dirname, '..', '..', 'floe_cube', 'runtime');
const { observed } = require(join(RUNTIME, 'floe_cube_events.js'));

const config = { access: { cubes: { orders: { rows: 'all' } }, views: {} }, dataSources: { default: { type: 'duckdb' } } };
let folder;
let path;
const read = () => (fs.existsSync(path) ? fs.readFileSync(path, 'utf8').split('\n').slice(0, -1).map(line => JSON.parse(line)) : []);

beforeEach(() => {
  folder = fs.mkdtempSync(join(os.tmpdir(), 'floe-cube-'));
  path = join(folder, 'events.jsonl');
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

function request(headers = {}, originalUrl = '/cubejs-api/v1/load') {
  return { originalUrl, get: name => headers[name], res: Object.assign(new EventEmitter(), { statusCode: 200 }) };
}

describe('the hook', () => {
  test('is not there when it is off', () => {
    const options = { logger: () => {}, schemaPath: 'schema' };
    assert.equal(observed(options, config, { FLOE_CUBE_EVENTS: 'off' }), options);
  });

  test('lets every event pass as it is, whatever it is', () => {
    const passed = [];
    const { logger } = observed({ logger: (...event) => passed.push(event) }, config, { FLOE_CUBE_EVENTS: path });
    const events = [
      ['REST API Request', { path: '/', requestId: 'a' }], ['Load Request', null], ['Load Request', undefined], ['Load Request', { requestId: 'a', query: 7 }],
      ['Load Request', { requestId: 'b', query: { measures: [null, 3, { a: 1 }], filters: [null, 'x', { or: 'y' }], timeDimensions: [null] } }],
      ['Load Request SQL', { requestId: 'b', sqlQuery: { sql: 'x', preAggregations: 7 } }], ['Performing query', { requestId: 'b', preAggregation: {} }],
      ['__proto__', {}], ['toString', {}], ['', { error: 1 }], [undefined, { error: 'x', url: 3 }],
    ];
    for (const event of events) logger(...event);
    assert.deepEqual(passed, events);
  });

  test('follows a request from its context to its end', async () => {
    const options = observed({ logger: () => {}, extendContext: async () => ({ own: 1 }) }, config, { FLOE_CUBE_EVENTS: path });
    const asked = request({ 'x-request-id': '0b1e2f3a-5c4d-4e6f-8a9b-0c1d2e3f4a5b', 'user-agent': 'Superset/4.0' });
    const context = await options.extendContext(asked);
    assert.deepEqual(context, { own: 1, requestId: '0b1e2f3a-5c4d-4e6f-8a9b-0c1d2e3f4a5b' });
    options.logger('Load Request', { requestId: context.requestId, query: { measures: ['orders.count'] }, apiType: 'rest' });
    options.logger('Load Request Success', { requestId: context.requestId, query: { measures: ['orders.count'] } });
    asked.res.emit('close');
    await until(() => read().length === 2);
    assert.deepEqual(read().map(({ floe_cube_event: version, event, status }) => [version, event, status]), [[1, 'START', undefined], [1, 'COMPLETE', 200]]);
    assert.deepEqual(read().map(({ application }) => application), ['Superset', 'Superset']);
  });

  test('leaves requests alone that ask for no data, and what is no request', async () => {
    const { extendContext } = observed({ logger: () => {} }, config, { FLOE_CUBE_EVENTS: path });
    for (const other of [request({}, '/cubejs-api/v1/meta'), { id: 'native', meta: {} }, undefined, null, { get: () => { throw new Error('x'); }, originalUrl: '/cubejs-api/v1/load' }]) {
      assert.deepEqual(await extendContext(other), {});
    }
  });

  test('knows the members of the data model from lineage.json beside it', async () => {
    for (const name of fs.readdirSync(RUNTIME).filter(file => file.endsWith('.js'))) fs.copyFileSync(join(RUNTIME, name), join(folder, name));
    fs.writeFileSync(join(folder, 'lineage.json'), JSON.stringify({ cubes: { orders: { measures: { count: [] } } } }));
    const { logger } = require(join(folder, 'floe_cube_events.js')).observed({ logger: () => {} }, config, { FLOE_CUBE_EVENTS: path });
    logger('Load Request', { requestId: 'a', query: { measures: ['orders.count', 'orders.other', 'other.count'] } });
    await until(() => read().length === 1);
    assert.deepEqual(read()[0].asked, { measures: ['orders.count'], unknown: 2 });
  });
});

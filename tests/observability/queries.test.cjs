'use strict';
// Cube's log events, as version 1.7.43 was seen to log them, reduced to records. The SQL API's are those of cubesql's source.

const assert = require('node:assert/strict');
const { join } = require('node:path');
const { describe, test } = require('node:test');

const { queries } = require(join(__dirname, '..', '..', 'floe_cube', 'runtime', 'floe_cube_queries.js'));

const SECRETS = { token: 'eyJ.canary.token', claim: 'canary-claim', value: 'canary-value', row: 'canary-row' };
const CONTEXT = { user_id: 'canary-user', roles: ['canary-role'], claims: { org: [SECRETS.claim] }, seal: 'canary-seal' };
const QUERY = {
  measures: ['orders.count'],
  dimensions: ['orders.status'],
  segments: ['orders.large'],
  timeDimensions: [{ dimension: 'orders.at', granularity: 'month', dateRange: ['2024-01-01', SECRETS.value] }],
  filters: [{ or: [{ member: 'customers.name', operator: 'equals', values: [SECRETS.value] }, { member: 'orders.status', operator: 'set' }] }],
};
const SQL = `SELECT count(*) FROM orders WHERE name = $1 AND org = '${SECRETS.claim}' LIMIT 7`;
const MEMBERS = new Map([
  ['orders', new Set(['count', 'total', 'status', 'large', 'at'])],
  ['customers', new Set(['name', 'count'])],
]);

/** A reducer with a clock of its own: `play` gives it events `[ms, message, params]` and returns the records made of them. */
function stage(options = {}) {
  let clock = 1_000_000;
  const records = [];
  const reducer = queries({ emit: record => records.push(record), members: MEMBERS, databases: { default: 'postgres' }, now: () => clock, ...options });
  return {
    reducer,
    records,
    wait: ms => { clock += ms; },
    play: (requestId, events) => {
      for (const [ms, message, params] of events) {
        clock += ms;
        reducer.event(message, { requestId, securityContext: CONTEXT, ...params });
      }
    },
  };
}

const queue = (queueId, sql, more) => ({ queueId, queuePrefix: 'SQL_QUERY_STANDALONE_default', queryKey: [sql, ['redacted']], ...more });
const loadRequest = { query: QUERY, apiType: 'rest' };
const loadSql = { query: { ...QUERY, limit: 10000 }, sqlQuery: { sql: [SQL, [SECRETS.value]], dataSource: 'default', preAggregations: [{ preAggregationId: 'orders.by_month' }] } };
const COLD = [
  [1, 'Load Request', loadRequest],
  [1, 'Query Rewrite', { query: QUERY }],
  [4, 'Query Rewrite completed', { query: QUERY, normalizedQueries: [QUERY] }],
  [3, 'Load Request SQL', loadSql],
  [0, 'Query started', { query: SQL, params: [SECRETS.value] }],
  [0, 'Missing cache for', { cacheKey: [SQL], primaryQuery: true }],
  [2, 'Performing query', queue(1, SQL, { timeInQueue: 2 })],
  [0, 'Executing SQL', { query: SQL, values: [SECRETS.value] }],
  [20, 'Performing query completed', queue(1, SQL)],
  [1, 'Load Request Success', { query: QUERY, apiType: 'rest', dbType: ['postgres'] }],
];
const WARM = COLD.filter(([, message]) => !/Missing|Performing|Executing/.test(message));

function http(on, id, events, status, facts = { api: 'rest' }) {
  const own = on.reducer.begin(id, facts);
  on.play(own, events);
  on.wait(1);
  on.reducer.end(own, status);
}

const brief = records => records.map(({ event, kind, error, cubes }) => [event, kind ?? 'query', error ?? null, cubes.join()]);

describe('a query over REST', () => {
  const on = stage();
  http(on, '3c2d296e-ecb2-4cee-b78b-1c3ce4d1f642-span-1', COLD, 200);
  const [start, end] = on.records;

  test('leaves a start and an end with one id', () => {
    assert.deepEqual(brief(on.records), [['START', 'query', null, 'orders,customers'], ['COMPLETE', 'query', null, 'orders,customers']]);
    assert.equal(start.id, end.id);
    assert.equal(start.request, '3c2d296e-ecb2-4cee-b78b-1c3ce4d1f642-span-1');
  });

  test('names the members that it asks for, by their role', () => {
    assert.deepEqual(start.asked, {
      measures: ['orders.count'], dimensions: ['orders.status'], segments: ['orders.large'], time_dimensions: ['orders.at.month'],
      filters: ['customers.name', 'orders.status'], unknown: undefined,
    });
  });

  test('shows where the time went', () => {
    assert.deepEqual(end.stages, [
      { name: 'parse', start_ms: 0, duration_ms: 2 },
      { name: 'security', start_ms: 2, duration_ms: 4 },
      { name: 'execute', start_ms: 6, duration_ms: 26 },
      { name: 'response', start_ms: 32, duration_ms: 1 },
    ]);
    assert.deepEqual(end.statements, [{ kind: 'query', start_ms: 11, duration_ms: 20, queue_ms: 2, failed: undefined }]);
    assert.equal(end.duration_ms, 33);
  });

  test('tells the statement without its literals, the source and what it was read from', () => {
    assert.equal(end.sql, 'SELECT count(*) FROM orders WHERE name = $1 AND org = ? LIMIT ?');
    assert.deepEqual([end.data_source, end.database, end.pre_aggregations, end.cache_hit, end.status], ['default', 'postgres', ['orders.by_month'], false, 200]);
  });

  test('holds nothing of the values, the claims, the user', () => {
    assert.doesNotMatch(JSON.stringify(on.records), /canary/);
  });

  test('that the cache answers is a hit', () => {
    const again = stage();
    http(again, 'a-span-1', WARM, 200);
    assert.equal(again.records[1].cache_hit, true);
    assert.deepEqual(again.records[1].statements, []);
  });

  test('whose background renewal misses the cache is a hit all the same', () => {
    const again = stage();
    http(again, 'a-span-1', [...WARM, [0, 'Missing cache for', { cacheKey: [SQL], primaryQuery: true, renewCycle: true }]], 200);
    assert.equal(again.records[1].cache_hit, true);
  });
});

describe('a query that fails', () => {
  const failures = [
    ['Orchestrator error', 400, `Error: invalid input syntax for type integer: "${SECRETS.value}"`, 'database_error'],
    ['Orchestrator error', 400, 'Error: Query execution timeout after 10 min of waiting', 'timeout'],
    ['UserError', 400, `'${SECRETS.value}' not found for path 'orders.${SECRETS.value}'`, 'invalid_query'],
    ['UserError', 400, 'Access denied', 'access_denied'],
    ['Internal Server Error', 500, "Error: You requested hidden member: 'orders.count'.", 'access_denied'],
    ['Internal Server Error', 500, 'Error: The query limit has been exceeded.', 'internal_error'],
  ];
  for (const [message, status, error, expected] of failures) {
    test(`${message}, ${error.slice(0, 40)}: ${expected}, and nothing of the text`, () => {
      const on = stage();
      http(on, 'id', [...COLD.slice(0, 4), [1, message, { query: QUERY, error }]], status);
      assert.deepEqual(brief(on.records), [['START', 'query', null, 'orders,customers'], ['FAIL', 'query', expected, 'orders,customers']]);
      assert.doesNotMatch(JSON.stringify(on.records), /canary|path|hidden/);
    });
  }

  test('after it succeeded, while its rows were made ready, has failed', () => {
    const on = stage();
    http(on, 'id', [...COLD, [1, 'Internal Server Error', { query: QUERY, error: 'x' }]], 500);
    assert.deepEqual(on.records.map(record => record.event), ['START', 'FAIL']);
  });

  test('before it is read leaves both records', () => {
    const on = stage();
    http(on, 'id', [[1, 'User Error', { query: {}, error: 'Query param is required' }]], 400);
    http(on, 'id', [[1, 'Forbidden', { error: 'API scope is missing: data' }]], 403);
    http(on, 'id', [], 400, { api: 'graphql' });
    assert.deepEqual(brief(on.records).map(([event, , error]) => [event, error]), [
      ['START', null], ['FAIL', 'invalid_query'], ['START', null], ['FAIL', 'forbidden'], ['START', null], ['FAIL', 'invalid_query'],
    ]);
  });

  test('for its token leaves both records, and not the token', () => {
    const on = stage();
    for (const url of ['/cubejs-api/v1/load', `/cubejs-api/v1/load?query={"${SECRETS.value}"}`, '/']) {
      on.reducer.event('token refused: expired', { url, token: SECRETS.token, error: `Error: ${SECRETS.token}`, protocol: 'http' });
    }
    on.reducer.event('Auth Error', { protocol: 'postgres', method: 'password', apiType: 'sql', error: SECRETS.token });
    on.reducer.event('token refused: expired', { url: '/cubejs-api/v1/meta', token: SECRETS.token, error: 'x' });
    assert.deepEqual(on.records.map(({ event, api, error, status }) => [event, api, error, status]), [
      ['START', 'rest', undefined, undefined], ['FAIL', 'rest', 'unauthorized', 401],
      ['START', 'rest', undefined, undefined], ['FAIL', 'rest', 'unauthorized', 401],
      ['START', 'graphql', undefined, undefined], ['FAIL', 'graphql', 'unauthorized', 401],
      ['START', 'sql', undefined, undefined], ['FAIL', 'sql', 'unauthorized', undefined],
    ]);
    assert.doesNotMatch(JSON.stringify(on.records), /canary/);
  });

  test('names what the data model does not have only by their number', () => {
    const on = stage();
    const odd = { measures: ['orders.canary', 'canary.count', 'orders.count'], filters: [{ member: 'canary', values: [] }] };
    http(on, 'id', [[1, 'Load Request', { query: odd }], [1, 'UserError', { query: odd, error: 'x' }]], 400);
    assert.deepEqual(on.records[1].asked.measures, ['orders.count']);
    assert.equal(on.records[1].asked.unknown, 3);
    assert.doesNotMatch(JSON.stringify(on.records), /canary/);
  });
});

describe('several queries at once', () => {
  const other = { measures: ['customers.count'] };
  const otherSql = 'SELECT count(*) FROM customers';

  test('of one GraphQL request are told apart', () => {
    const on = stage();
    http(on, 'id', [
      [1, 'Load Request', { query: QUERY, apiType: 'graphql' }],
      [1, 'Load Request', { query: other, apiType: 'graphql' }],
      [1, 'Load Request SQL', loadSql],
      [1, 'Load Request SQL', { query: other, sqlQuery: { sql: [otherSql, []], dataSource: 'default' } }],
      [1, 'Missing cache for', { cacheKey: [otherSql], primaryQuery: true }],
      [1, 'Performing query', queue(2, otherSql)],
      [9, 'Performing query completed', queue(2, otherSql)],
      [1, 'Load Request Success', { query: { ...other, cacheMode: 'stale-if-slow', timezone: 'UTC' }, apiType: 'graphql' }],
      [1, 'Orchestrator error', { query: { ...QUERY, limit: 10000 }, error: 'x' }],
    ], 200, { api: 'graphql' });
    assert.deepEqual(brief(on.records), [
      ['START', 'query', null, 'orders,customers'], ['START', 'query', null, 'customers'],
      ['FAIL', 'query', 'database_error', 'orders,customers'], ['COMPLETE', 'query', null, 'customers'],
    ]);
    assert.deepEqual(on.records[3].statements.map(({ kind, duration_ms: ms }) => [kind, ms]), [['query', 9]]);
    assert.deepEqual(on.records[2].statements, []);
  });

  test('with one request id do not mix', () => {
    const on = stage();
    const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const ids = [1, 2, 3].map(() => on.reducer.begin(trace, { api: 'rest', traceParent: trace }));
    assert.equal(new Set(ids).size, 3);
    ids.forEach((id, i) => on.play(id, i === 1 ? COLD : [...COLD.slice(0, 4), [1, 'UserError', { query: QUERY, error: 'x' }]]));
    ids.forEach((id, i) => on.reducer.end(id, i === 1 ? 200 : 400));
    assert.deepEqual(on.records.slice(3).map(record => record.event), ['FAIL', 'COMPLETE', 'FAIL']);
    assert.deepEqual(new Set(on.records.map(record => record.trace_parent)), new Set([trace]));
    assert.equal(on.reducer.begin(trace, { api: 'rest' }), trace);
  });
});

describe('a slow query', () => {
  const waiting = [...COLD.slice(0, 7), [5000, 'Continue wait', { query: SQL }], [0, 'Continue wait', { query: QUERY }]];

  test('is one query, however often the client asks again', () => {
    const on = stage();
    http(on, 'a', waiting, 200);
    on.play('a', [[100, 'Performing query completed', queue(1, SQL)]]);
    http(on, 'b', waiting.filter(([, message]) => message !== 'Performing query'), 200);
    http(on, 'c', WARM, 200);
    assert.deepEqual(on.records.map(record => record.event), ['START', 'COMPLETE']);
    const end = on.records[1];
    assert.deepEqual([end.waits, end.status], [2, 200]);
    assert.ok(end.duration_ms > 10_000);
    assert.deepEqual(end.statements.map(({ duration_ms: ms }) => ms), [5101]);
  });

  test('of somebody else is another query', () => {
    const on = stage();
    http(on, 'a', waiting, 200);
    const theirs = { ...CONTEXT, claims: { org: ['other'] } };
    http(on, 'b', WARM.map(([ms, message, params]) => [ms, message, { ...params, securityContext: theirs }]), 200);
    assert.deepEqual(on.records.map(record => record.event), ['START', 'START', 'COMPLETE']);
    assert.equal(on.records[2].waits, undefined);
  });

  test('that nobody asks for again is abandoned, with the time that it was asked for', () => {
    const on = stage();
    http(on, 'a', waiting, 200);
    on.reducer.sweep();
    assert.equal(on.records.length, 1);
    on.wait(61_000);
    on.reducer.sweep();
    assert.deepEqual(brief(on.records)[1], ['FAIL', 'query', 'abandoned', 'orders,customers']);
    assert.ok(on.records[1].duration_ms < 6000);
  });
});

describe('the client leaves', () => {
  test('before the answer: the query ends when Cube ends it', () => {
    const on = stage();
    http(on, 'a', COLD.slice(0, 5), 200);
    assert.deepEqual(on.records.map(record => record.event), ['START']);
    on.play('a', COLD.slice(5));
    assert.deepEqual(on.records.map(record => record.event), ['START', 'COMPLETE']);
    assert.equal(on.records[1].duration_ms, 33, 'with all the time that the database took');
  });
});

describe('the SQL API', () => {
  const statement = { query: { sql: `SELECT '${SECRETS.value}'` }, apiType: 'sql', protocol: 'postgres', appName: 'psql' };
  const expression = JSON.stringify({ cubeName: 'orders', alias: 'canary', expr: { type: 'SqlFunction', cubeParams: ['orders'], sql: '${orders.total} > 12 + \'canary-value\'' } });
  const asked = { measures: [expression], dimensions: ['orders.status'] };

  test('leaves records of what it reads of cubes', () => {
    const on = stage();
    on.play('0b1e2f3a-5c4d-4e6f-8a9b-0c1d2e3f4a5b', [
      [1, 'Load Request', statement],
      [1, 'SQL API Query Planning', statement],
      [2, 'Query Rewrite', { query: asked }],
      [1, 'Query Rewrite completed', { query: asked }],
      [1, 'Load Request SQL', { query: asked, sqlQuery: { sql: [SQL, []], dataSource: 'default' } }],
      [1, 'Load Request Success', { ...statement, duration: 5, isDataQuery: true }],
    ]);
    assert.deepEqual(brief(on.records), [['START', 'query', null, 'orders'], ['COMPLETE', 'query', null, 'orders']]);
    assert.deepEqual([on.records[1].asked.measures, on.records[1].api, on.records[1].sql], [['orders.total'], 'sql', undefined]);
    assert.doesNotMatch(JSON.stringify(on.records), /canary/);
  });

  test('leaves none of its questions about itself', () => {
    const on = stage();
    on.play('a', [[1, 'Load Request', { ...statement, isDataQuery: false }], [1, 'Load Request Success', { ...statement, isDataQuery: false }]]);
    assert.deepEqual(on.records, []);
  });

  test('leaves one failure of a statement that it refuses, however many errors are logged', () => {
    const on = stage();
    on.play('a', [
      [1, 'Load Request', statement],
      [1, 'Query Rewrite', { query: asked }],
      [1, 'Orchestrator error', { query: asked, error: SECRETS.row }],
      [1, 'SQL API Error', { ...statement, error: SECRETS.row }],
    ]);
    assert.deepEqual(brief(on.records), [['START', 'query', null, 'orders'], ['FAIL', 'query', 'database_error', 'orders']]);
  });
});

describe('the program that asks', () => {
  const SAID = {
    psql: 'psql', 'pgAdmin 4 - CONN:5243112': 'pgAdmin', 'DBeaver 23.1.0 - SQLEditor <canary-file.sql>': 'DBeaver', 'Metabase v0.50 [canary]': 'Metabase',
    'PostgreSQL JDBC Driver': 'PostgreSQL JDBC Driver', 'One Two Three Four': 'One Two Three', 'python-requests/2.31.0': 'python-requests',
    'Mozilla/5.0 (X11; canary) Gecko/20100101': 'Mozilla', 'Excel <canary@example.com>': 'Excel',
    'canary@example.com': undefined, 'postgres://canary:canary@host/db': undefined, 'password=canary': undefined, 'eyJhbGciOiJIUzI1NiJ9.canary': undefined,
    '4f1c9a52-3b1e-4d6e-9a51-canary': undefined, NULL: undefined, '': undefined, ' psql': undefined, 'canary\npsql': undefined, [`${'canary'.repeat(9)}`]: undefined,
  };

  for (const [said, application] of Object.entries(SAID)) {
    test(`${JSON.stringify(said)} is ${application ?? 'not told'}`, () => {
      const on = stage();
      on.play('a', [[1, 'Load Request', { ...loadRequest, apiType: 'sql', appName: said }], [1, 'Query Rewrite', { query: QUERY }], [1, 'Load Request Success', { query: QUERY }]]);
      http(on, 'b', WARM, 200, { api: 'rest', agent: said });
      assert.deepEqual(on.records.map(record => record.application), Array(4).fill(application));
      assert.doesNotMatch(JSON.stringify(on.records), /canary/);
    });
  }

  test('may say what is no text, or nothing', () => {
    const on = stage();
    on.play('a', [[1, 'Load Request', { ...loadRequest, appName: { toString: () => 'canary' } }]]);
    http(on, 'b', WARM, 200);
    assert.deepEqual(on.records.map(record => record.application), Array(3).fill(undefined));
  });

  test('asks over HTTP for what the SQL API answers', () => {
    const on = stage();
    http(on, 'a', [[1, 'Load Request', { ...loadRequest, apiType: 'sql', appName: 'NULL' }], [1, 'Query Rewrite', { query: QUERY }]], 200, { api: 'sql', agent: 'curl/8.5.0' });
    assert.equal(on.records[0].application, 'curl');
  });
});

describe('pre-aggregations', () => {
  const build = queue(7, null, {
    queryKey: [[`CREATE TABLE x AS SELECT '${SECRETS.row}'`, ['redacted'], {}], []], preAggregationId: 'orders.by_month',
    preAggregation: { preAggregationId: 'orders.by_month', dataSource: 'default', loadSql: [SECRETS.row] },
    newVersionEntry: { table_name: 'orders_by_month20240101' },
  });

  test('built by the refresh worker leave records of their own', () => {
    const on = stage();
    on.play('scheduler-3c2d296e-ecb2-4cee-b78b-1c3ce4d1f642', [[1, 'Performing query', build], [50, 'Performing query completed', build]]);
    on.play('scheduler-3c2d296e-ecb2-4cee-b78b-1c3ce4d1f642', [[1, 'Performing query', build], [50, 'Error while querying', { ...build, error: SECRETS.row }]]);
    assert.deepEqual(on.records.map(({ event, kind, api, duration_ms: ms, table, pre_aggregations: [name] }) => [event, kind, api, ms, table, name]), [
      ['START', 'pre_aggregation', 'refresh', undefined, 'orders_by_month20240101', 'orders.by_month'],
      ['COMPLETE', 'pre_aggregation', 'refresh', 50, 'orders_by_month20240101', 'orders.by_month'],
      ['START', 'pre_aggregation', 'refresh', undefined, 'orders_by_month20240101', 'orders.by_month'],
      ['FAIL', 'pre_aggregation', 'refresh', 50, 'orders_by_month20240101', 'orders.by_month'],
    ]);
    assert.equal(on.records[1].sql, 'CREATE TABLE x AS SELECT ?');
    assert.doesNotMatch(JSON.stringify(on.records), /canary/);
  });

  test('built for a query are a part of it too', () => {
    const on = stage();
    http(on, 'a', [...COLD.slice(0, 4), [1, 'Performing query', build], [50, 'Performing query completed', build], ...COLD.slice(4)], 200);
    assert.deepEqual(brief(on.records).map(([event, kind]) => [event, kind]), [
      ['START', 'query'], ['START', 'pre_aggregation'], ['COMPLETE', 'pre_aggregation'], ['COMPLETE', 'query'],
    ]);
    assert.deepEqual(on.records[3].statements.map(({ kind }) => kind), ['pre_aggregation', 'query']);
  });
});

describe('memory', () => {
  test('is bounded: the oldest request gives way, and says so', () => {
    const on = stage({ limits: { open: 3 } });
    for (const id of ['a', 'b', 'c', 'd', 'e']) on.play(on.reducer.begin(id, { api: 'rest' }), COLD.slice(0, 2));
    assert.deepEqual(brief(on.records).filter(([event]) => event === 'FAIL'), [['FAIL', 'query', 'lost', 'orders,customers'], ['FAIL', 'query', 'lost', 'orders,customers']]);
  });

  test('forgets what does not end', () => {
    const on = stage();
    on.play(on.reducer.begin('a', { api: 'rest' }), COLD.slice(0, 2));
    on.wait(3_700_000);
    on.reducer.sweep();
    assert.deepEqual(on.records.map(({ event, error }) => [event, error]), [['START', undefined], ['FAIL', 'lost']]);
  });

  test('is empty after as many queries as you like', () => {
    const on = stage();
    for (let i = 0; i < 500; i += 1) http(on, `id-${i % 7}`, i % 3 ? COLD : [...COLD.slice(0, 4), [1, 'UserError', { query: QUERY, error: 'x' }]], 200);
    assert.equal(on.records.length, 1000);
    on.reducer.close();
    assert.equal(on.records.length, 1000);
  });

  test('at the end of the process every open query ends, an answered one well', () => {
    const on = stage();
    on.play(on.reducer.begin('a', { api: 'rest' }), COLD);
    on.play(on.reducer.begin('b', { api: 'rest' }), COLD.slice(0, 4));
    on.reducer.close();
    assert.deepEqual(on.records.slice(2).map(({ event, error }) => [event, error]), [['COMPLETE', undefined], ['FAIL', 'lost']]);
  });
});

describe('request ids', () => {
  for (const [id, isShown] of [
    ['3c2d296e-ecb2-4cee-b78b-1c3ce4d1f642-span-1', true],
    ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', true],
    ['01ARZ3NDEKTSV4RRFFQ69G5FAV', true],
    ['canary-value', false],
    [SECRETS.token, false],
  ]) {
    test(`${id} is ${isShown ? 'shown' : 'digested'}`, () => {
      const on = stage();
      http(on, id, COLD, 200);
      assert.equal(on.records[0].request === id, isShown);
      assert.match(on.records[0].request, isShown ? /./ : /^sha256:[0-9a-f]{16}$/);
    });
  }

  test('that carry no valid trace context give none', () => {
    const on = stage();
    for (const traceParent of ['00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01', '00-0-0-01', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, 'x']) {
      http(on, 'a', COLD, 200, { api: 'rest', traceParent });
    }
    assert.deepEqual(new Set(on.records.map(record => record.trace_parent)), new Set([undefined]));
  });
});

describe('what Cube does beyond what is asked', () => {
  const completed = (more) => COLD.map(([ms, message, params]) =>
    (message === 'Query Rewrite completed' ? [ms, message, { query: QUERY, normalizedQueries: [{ ...QUERY, ...more }] }] : [ms, message, params]));
  const last = (more) => {
    const on = stage();
    http(on, 'a', completed(more), 200);
    assert.doesNotMatch(JSON.stringify(on.records), /canary/);
    return on.records.at(-1);
  };

  test('filters that policies add are told from those that were asked for', () => {
    const filters = [...QUERY.filters, { and: [{ member: 'orders.total', operator: 'equals', values: [SECRETS.claim] }, { member: 'orders.status', operator: 'set' }] }];
    assert.deepEqual(last({ filters }).restricted, ['orders.total']);
    assert.equal(last({}).restricted.length, 0);
  });

  test('masks of members that are shown, unless some rows show their values', () => {
    const maskedMembers = [{ member: 'orders.status' }, { member: 'orders.at', filter: { member: 'orders.total' } }, { member: 'customers.name' }, { member: 'canary.canary' }];
    assert.deepEqual(last({ maskedMembers }).masked, ['orders.status']);
  });

  test('no row at all', () => {
    assert.equal(last({ segments: [{ cubeName: 'orders', name: 'rlsAccessDenied', expression: () => '1 = 0' }] }).denied, true);
    assert.equal(last({}).denied, undefined);
  });
});

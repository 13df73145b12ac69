'use strict';
// What queryRewrite makes of queries, also those that only the SQL API sends; and what a security context must be for it.

const assert = require('node:assert/strict');
const crypto = require('node:crypto');
const { join } = require('node:path');
const { describe, test } = require('node:test');

const { deployment } = require(join(__dirname, '..', '..', 'floe_cube', 'runtime', 'floe_cube_runtime.js'));

const SECRET = 'a shared secret of this test and of nobody else, 64 letters long';
const NOW = 1_800_000_000;
const auth = {
  algorithms: ['HS256'], keyEnv: 'KEY', jwkUrl: null, audience: null, issuer: null, leeway: 10, maxTokenBytes: 8192,
  userIdClaim: 'sub', rolesClaim: 'roles', claims: { org: ['org'], site: ['site'] }, requiredClaims: ['org'],
};
const access = {
  cubes: {
    orders: { rows: 'filtered', filters: [{ member: 'orders.org', claim: 'org' }], reads: { margin: ['costs'] } },
    customers: { rows: 'filtered', filters: [{ member: 'customers.org', claim: 'org' }], nullableKey: 'customers.id' },
    stock: { rows: 'filtered', filters: [{ member: 'stock.org', claim: 'org' }, { member: 'stock.site', claim: 'site' }], nullableKey: 'stock.id' },
    costs: { rows: 'filtered', filters: [{ member: 'costs.org', claim: 'org' }], nullableKey: null },
    regions: { rows: 'all' },
    ledger: { rows: 'none' },
    odd: { rows: 'some' },
    empty: { rows: 'filtered', filters: [] },
    ghost: { rows: 'filtered', filters: [{ member: 'ghost.org', claim: 'constructor' }] },
  },
  views: { sales: { count: ['orders'], customer: ['orders', 'customers'] }, secret: { count: ['ledger'] } },
};

let clock = NOW;
const config = { schemaPath: 'schema', devMode: false, dataSources: { default: { type: 'duckdb' } }, auth, access };
const open = () => deployment(config, { env: { KEY: SECRET }, now: () => clock });
const floe = open();

function token(claims) {
  const part = value => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256' })}.${part({ sub: 'u', org: ['a'], exp: NOW + 60, ...claims })}`;
  return `${signed}.${crypto.createHmac('sha256', SECRET).update(signed).digest('base64url')}`;
}

async function bearer(claims, by = floe) {
  const request = {};
  await by.checkAuth(request, token(claims));
  return request.securityContext;
}

const filter = (cube, member = 'org', values = ['a']) => ({ member: `${cube}.${member}`, operator: 'equals', values });
const absent = (...members) => ({ and: members.map(member => ({ member, operator: 'notSet' })) });
const nullable = cube => ({ or: [filter(cube), absent(`${cube}.id`, `${cube}.org`)] });
const denied = { type: 'UserError', message: 'Access denied' };

async function added(query, { apiType, ...claims } = {}) {
  const context = { securityContext: await bearer(claims), apiType };
  const { filters, ...rest } = floe.queryRewrite(query, context);
  const { filters: before = [], ...asked } = query;
  assert.deepEqual(rest, asked);
  assert.deepEqual(filters.slice(0, before.length), before);
  return filters.slice(before.length);
}

describe('the cubes that a query names', () => {
  const cases = {
    'a measure': [{ measures: ['orders.count'] }, ['orders']],
    'a dimension with granularity': [{ dimensions: ['orders.at.month'] }, ['orders']],
    'a segment': [{ measures: ['regions.count'], segments: ['orders.open'] }, ['orders']],
    'a time dimension': [{ timeDimensions: [{ dimension: 'orders.at', dateRange: 'last week' }] }, ['orders']],
    'a filter': [{ filters: [{ member: 'orders.status', operator: 'set' }] }, ['orders']],
    'a filter of old': [{ filters: [{ dimension: 'orders.status', operator: 'set' }] }, ['orders']],
    'nested filters': [{ filters: [{ or: [{ and: [{ member: 'regions.id' }, { or: [{ member: 'orders.id' }] }] }] }] }, ['orders']],
    'an order': [{ measures: ['regions.count'], order: [['orders.count', 'desc']] }, ['orders']],
    'a join hint': [{ measures: ['regions.count'], joinHints: [['orders', 'regions']] }, ['orders']],
    'a masked member': [{ maskedMembers: [{ member: 'regions.id', filter: { or: [{ member: 'orders.org' }] } }] }, ['orders']],
    'two cubes': [{ measures: ['orders.count', 'costs.total'] }, ['orders', 'costs']],
    'a member that reads another cube': [{ measures: ['orders.margin'] }, ['orders', 'costs']],
    'a member of a view': [{ measures: ['sales.count'] }, ['orders']],
    'an inherited member name': [{ measures: ['orders.constructor'] }, ['orders']],
    'nothing protected': [{ measures: ['regions.count'], timezone: 'UTC', limit: 1, cache: undefined }, []],
  };
  for (const [name, [query, cubes]] of Object.entries(cases)) {
    test(name, async () => assert.deepEqual(await added(query), cubes.map(cube => filter(cube))));
  }

  test('a cube that others join to keeps rows without a match', async () => {
    assert.deepEqual(await added({ dimensions: ['customers.name'] }), [nullable('customers')]);
    assert.deepEqual(await added({ measures: ['sales.customer'] }), [filter('orders'), nullable('customers')]);
    const both = { and: [filter('stock'), filter('stock', 'site', ['7'])] };
    assert.deepEqual(await added({ measures: ['stock.count'] }, { site: 7 }), [{ or: [both, absent('stock.id', 'stock.org', 'stock.site')] }]);
  });
});

describe('member expressions of the SQL API', () => {
  const sql = (cubeName, cubeParams, text) => ({ cubeName, alias: 'x', expr: { type: 'SqlFunction', cubeParams, sql: text } });
  const parsed = (cubeName, ...expression) => ({ cubeName, name: 'x', expression });
  const patch = (addFilters, more = {}) => ({ type: 'PatchMeasure', sourceMeasure: 'orders.total', replaceAggregationType: null, addFilters, ...more });
  const cases = {
    'as text': [JSON.stringify(sql('regions', ['orders'], 'max(${orders.id})')), ['orders']],
    'parsed': [parsed('regions', 'orders', 'costs', 'return `${orders.id} + ${costs.id}`'), ['orders', 'costs']],
    'its own cube': [parsed('orders', 'return `count(*)`'), ['orders']],
    'a patched measure': [{ cubeName: 'regions', name: 'x', expression: patch([]) }, ['orders']],
    'a patched measure as text': [JSON.stringify({ cubeName: 'regions', alias: 'x', expr: patch([{ cubeParams: ['costs'], sql: '${costs.id}' }]) }), ['orders', 'costs']],
    'a filter of a patched measure': [{ cubeName: 'regions', name: 'x', expression: patch([['costs', 'return `${costs.id}`']]) }, ['orders', 'costs']],
    'a member of a view': [parsed('sales', 'sales', 'return `${sales.count}`'), ['orders']],
  };
  for (const [name, [expression, cubes]] of Object.entries(cases)) {
    for (const field of ['measures', 'dimensions', 'segments']) {
      test(`${name}, among ${field}`, async () => {
        assert.deepEqual(await added({ [field]: [expression] }, { apiType: 'sql' }), cubes.map(cube => filter(cube)));
        await assert.rejects(added({ [field]: [expression] }), denied);
      });
    }
  }

  test('a view of which no member is named shows all its cubes', async () => {
    assert.deepEqual(await added({ measures: [parsed('sales', 'return `count(*)`')] }, { apiType: 'sql' }), [filter('orders'), nullable('customers')]);
  });

  test('a subquery join', async () => {
    const subqueryJoins = [{ sql: 'SELECT 1', on: parsed('regions', 'orders', 'return `${orders.id} = 1`'), joinType: 'LEFT', alias: 'x' }];
    assert.deepEqual(await added({ measures: ['regions.count'], subqueryJoins }, { apiType: 'sql' }), [filter('orders')]);
    await assert.rejects(added({ measures: ['regions.count'], subqueryJoins }), denied);
    assert.deepEqual(await added({ measures: ['regions.count'], subqueryJoins: [] }), []);
  });

  test('an alias in the order names no cube', async () => {
    assert.deepEqual(await added({ measures: ['regions.count'], order: [['x', 'asc']] }, { apiType: 'sql' }), []);
  });

  test('text that looks like a reference names no cube', async () => {
    const text = parsed('regions', 'regions', "return `concat(${regions.name}, '\\${ledger.note}')`");
    assert.deepEqual(await added({ dimensions: [text] }, { apiType: 'sql' }), []);
  });

  test('what cannot be read is denied', async () => {
    for (const expression of [parsed('nowhere', 'return `1`'), parsed('regions', 'nowhere', 'return `1`'), parsed('ledger', 'return `1`'),
      parsed('sales', 'sales', 'return `${sales.nothing}`'), { cubeName: 'regions', name: 'x', expression: () => '1' }]) {
      await assert.rejects(added({ measures: [expression] }, { apiType: 'sql' }), denied);
    }
  });
});

describe('denied', () => {
  const cases = {
    'a cube that shows nobody a row': { measures: ['ledger.count'] },
    'a view of one': { measures: ['secret.count'] },
    'an unknown cube': { measures: ['nowhere.count'] },
    'an unknown member of a view': { measures: ['sales.nothing'] },
    'an inherited name': { measures: ['constructor.name'] },
    'an inherited member': { measures: ['sales.constructor'] },
    'a rule that nobody knows': { measures: ['odd.count'] },
    'a filtered cube without filters': { measures: ['empty.count'] },
    'a field that nobody knows': { measures: ['regions.count'], unions: ['orders.count'] },
    'an inherited field': { measures: ['regions.count'], constructor: ['orders.count'] },
    'a name of one word': { measures: ['orders'] },
    'a name of four words': { dimensions: ['a.b.c.d'] },
    'a missing claim': { measures: ['stock.count'] },
    'an unknown claim': { measures: ['ghost.count'] },
    'a join of a client\'s own': { measures: ['orders.count'], subqueryJoins: [{ sql: 'SELECT 1', on: 'orders.id', alias: 'x' }] },
  };
  for (const [name, query] of Object.entries(cases)) test(name, () => assert.rejects(added(query), denied));
});

describe('rewriting', () => {
  const frozen = value => (typeof value === 'object' && value !== null ? Object.freeze((Object.values(value).forEach(frozen), value)) : value);

  test('changes nothing that it is given', async () => {
    const query = frozen({ measures: ['orders.count'], filters: [{ member: 'orders.id', operator: 'set' }] });
    assert.deepEqual(await added(query), [filter('orders')]);
  });

  test('done twice adds nothing', async () => {
    const context = { securityContext: await bearer() };
    const once = floe.queryRewrite({ measures: ['orders.count'], dimensions: ['customers.name'] }, context);
    assert.deepEqual(floe.queryRewrite(once, context), once);
  });

  test('gives out no claim that could be changed', async () => {
    const context = { securityContext: await bearer() };
    floe.queryRewrite({ measures: ['orders.count'] }, context).filters[0].values.push('b');
    assert.deepEqual(floe.queryRewrite({ measures: ['orders.count'] }, context).filters, [filter('orders')]);
  });
});

describe('a security context', () => {
  const query = { measures: ['orders.count'] };
  const refused = (securityContext, by = floe) => assert.throws(() => by.queryRewrite(query, { securityContext }), denied);

  test('holds what the token says, and nothing else', async () => {
    const { seal, ...context } = await bearer({ roles: ['admin'], email: 'a@b' });
    assert.deepEqual(context, { user_id: 'u', roles: ['admin'], claims: { org: ['a'], site: [] }, exp: NOW + 60 });
    assert.match(seal, /^[\w-]{43}$/);
    assert.throws(() => context.claims.org.push('b'), TypeError);
    assert.throws(() => { context.claims.org = ['b']; }, TypeError);
  });

  test('serves also as a copy, with Cube\'s mark and in another order, as it comes back from the SQL API', async () => {
    const { claims, ...rest } = JSON.parse(JSON.stringify(await bearer({ site: 'x' })));
    const copy = { _objectWithResolvedProperties: true, claims: { site: claims.site, org: claims.org }, ...rest };
    assert.deepEqual(floe.queryRewrite(query, { securityContext: copy }).filters, [filter('orders')]);
  });

  test('must be sealed by this process, unchanged', async () => {
    const context = await bearer();
    const changes = [{ user_id: 'root' }, { roles: ['admin'] }, { claims: { org: ['b'], site: [] } }, { claims: { org: ['a'] } }, { exp: NOW + 61 },
      { seal: 'x' }, { seal: '' }, { seal: undefined }, { seal: [context.seal] }];
    for (const change of changes) refused({ ...context, ...change });
    for (const other of [undefined, null, {}, 'x', { claims: { org: ['a'] } }]) refused(other);
    refused(context, open());
    refused(await bearer({}, open()));
  });

  test('ends with its token, also on a connection that stays open', async () => {
    const context = await bearer();
    clock = NOW + 69;
    assert.equal(floe.queryRewrite(query, { securityContext: context }).filters.length, 1);
    clock = NOW + 70;
    refused(context);
    assert.deepEqual(floe.contextToGroups({ securityContext: context }), []);
    assert.deepEqual(floe.contextToApiScopes(context, ['data']), []);
    clock = NOW;
  });

  test('gives groups and scopes only if it is good', async () => {
    const context = await bearer({ roles: ['admin', 'ops'] });
    assert.deepEqual(floe.contextToGroups({ securityContext: context }), ['admin', 'ops']);
    assert.deepEqual(floe.contextToApiScopes(context, ['data']), ['data']);
    const forged = { ...context, roles: ['root'] };
    assert.deepEqual(floe.contextToGroups({ securityContext: forged }), []);
    assert.deepEqual(floe.contextToApiScopes(forged, ['data']), []);
    assert.deepEqual(floe.contextToGroups({ securityContext: await bearer({ roles: ['floe-cube/nobody', 'a'] }) }), ['a']);
    assert.deepEqual(floe.contextToGroups({}), []);
  });
});

describe('the SQL API', () => {
  test('takes the token as password, from any user', async () => {
    const password = token();
    const { securityContext, ...rest } = await floe.checkSqlAuth({ protocol: 'postgres' }, 'anyone', password);
    assert.deepEqual(rest, { password, skipPasswordCheck: true, superuser: false });
    assert.deepEqual(floe.queryRewrite({ measures: ['orders.count'] }, { securityContext, apiType: 'sql' }).filters, [filter('orders')]);
  });

  test('refuses everything else with the same words', async () => {
    for (const password of [undefined, null, '', 'cube', token({ exp: NOW - 60 }), token({ org: [] }), `${token()}A`]) {
      await assert.rejects(floe.checkSqlAuth({}, 'cube', password), { message: 'Unauthorized' });
    }
  });

  test('lets nobody become somebody else', () => {
    assert.equal(floe.canSwitchSqlUser('a', 'b'), false);
    assert.equal(floe.canSwitchSqlUser('a', 'a'), false);
  });
});

describe('a deployment', () => {
  const pair = (type, options) => crypto.generateKeyPairSync(type, options);
  const pem = ({ publicKey }) => publicKey.export({ type: 'spki', format: 'pem' });
  const rsa = pair('rsa', { modulusLength: 2048 });
  const env = {
    EMPTY: '', SHORT: SECRET.slice(0, 31), BITS_256: SECRET.slice(0, 32), BITS_512: SECRET.slice(0, 64), SSH: `ssh-rsa ${SECRET}`,
    RSA: pem(rsa), ONE_LINE: pem(rsa).replaceAll('\n', '\\n'), WEAK: pem(pair('rsa', { modulusLength: 1024 })),
    PKCS1: rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }), PRIVATE: rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    P256: pem(pair('ec', { namedCurve: 'P-256' })), ED448: pem(pair('ed448')), ED25519: pem(pair('ed25519')), BROKEN: '-----BEGIN PUBLIC KEY-----',
  };
  const start = (algorithms, keyEnv, more) => () => deployment({ ...config, auth: { ...auth, algorithms, keyEnv, ...more } }, { env });

  test('starts with a key that fits', () => {
    const fit = [['BITS_256', 'HS256'], ['BITS_512', 'HS256', 'HS384', 'HS512'], ['RSA', 'RS256', 'PS512'], ['ONE_LINE', 'RS256'], ['P256', 'ES256'], ['ED25519', 'EdDSA']];
    for (const [key, ...algorithms] of fit) assert.doesNotThrow(start(algorithms, key), `${algorithms} ${key}`);
    for (const jwkUrl of ['https://id.example/keys', 'http://127.0.0.1/keys', 'http://[::1]:80/keys', 'http://localhost/keys']) {
      assert.doesNotThrow(start(['RS256', 'ES256'], null, { jwkUrl }), jwkUrl);
    }
  });

  test('does not start with another one', () => {
    const unfit = [['EMPTY', 'HS256'], ['NONE', 'HS256'], ['SHORT', 'HS256'], ['BITS_256', 'HS256', 'HS512'], ['RSA', 'HS256'], ['SSH', 'HS256'],
      ['BITS_512', 'RS256'], ['EMPTY', 'RS256'], ['WEAK', 'RS256'], ['P256', 'RS256'], ['RSA', 'RS256', 'ES256'], ['PKCS1', 'RS256'], ['PRIVATE', 'RS256'],
      ['BROKEN', 'RS256'], ['P256', 'ES384'], ['ED448', 'EdDSA'], ['BITS_256', 'HS256', 'RS256'], ['RSA', 'RS256', 'HS256']];
    for (const [key, ...algorithms] of unfit) {
      const message = `the key in ${key} is missing, too short or of the wrong kind for `;
      assert.throws(start(algorithms, key), error => error.message.startsWith(message), `${algorithms} ${key}`);
    }
  });

  test('does not start with settings that make no sense', () => {
    for (const algorithms of [[], ['none'], ['constructor'], ['HS256', 'ES256K']]) {
      assert.throws(start(algorithms, 'BITS_512'), { message: /^unknown algorithms of tokens/ });
    }
    assert.throws(start(['HS256'], null, { jwkUrl: 'https://id.example/keys' }), { message: 'a key set verifies no HS algorithm' });
    assert.throws(start(['RS256'], null, { jwkUrl: 'http://id.example/keys' }), { message: 'jwkUrl needs https' });
    assert.throws(start(['RS256'], null, { jwkUrl: 'http://localhost.example/keys' }), { message: 'jwkUrl needs https' });
    assert.throws(start(['RS256'], null, { jwkUrl: 'no address' }), { code: 'ERR_INVALID_URL' });
  });

  test('cannot be weakened by other options', () => {
    const options = { checkAuth: null, queryRewrite: null, apiSecret: 'x', devServer: true, telemetry: true, scheduledRefreshTimer: 60 };
    const made = deployment({ ...config, options }, { env: { KEY: SECRET } });
    assert.equal(typeof made.checkAuth, 'function');
    assert.equal(typeof made.queryRewrite, 'function');
    assert.notEqual(made.apiSecret, 'x');
    assert.deepEqual([made.devServer, made.telemetry, made.scheduledRefreshTimer], [false, false, 60]);
  });
});

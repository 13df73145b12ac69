'use strict';
// The key set of an issuer, served by a real HTTP server: cached, rotated, down, slow, too large, redirected.

const assert = require('node:assert/strict');
const crypto = require('node:crypto');
const http = require('node:http');
const { join } = require('node:path');
const { after, before, beforeEach, describe, test } = require('node:test');

const { keySource } = require(join(__dirname, '..', '..', 'floe_cube', 'runtime', 'floe_cube_keys.js'));

const jwk = kid => ({ ...crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }), kid });
const [old, next] = [jwk('old'), jwk('next')];
const unknown = { reason: 'key' };

describe('a key set', () => {
  let server;
  let url;
  let requests;
  let answer;
  let clock;
  let keyFor;

  const serve = (document, headers = {}) => (request, response) => {
    response.writeHead(200, headers);
    response.end(typeof document === 'string' ? document : JSON.stringify(document));
  };
  const ask = kid => keyFor({ kid, alg: 'ES256' });
  const finds = async kid => assert.equal((await ask(kid)).type, 'public');
  const misses = kid => assert.rejects(ask(kid), unknown);

  before(async () => {
    server = http.createServer((request, response) => {
      requests += 1;
      answer(request, response);
    });
    await new Promise(resolve => { server.listen(0, '127.0.0.1', resolve); });
    url = `http://127.0.0.1:${server.address().port}/`;
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  beforeEach(() => {
    requests = 0;
    clock = 1_800_000_000;
    answer = serve({ keys: [old] });
    keyFor = keySource({ algorithms: ['ES256'], keyEnv: null, jwkUrl: url }, { env: {}, now: () => clock });
  });

  test('is fetched when the first token comes, once for all who wait', async () => {
    assert.equal(requests, 0);
    await Promise.all(Array.from({ length: 50 }, () => finds('old')));
    assert.equal(requests, 1);
  });

  test('is fetched again when it is old: five minutes, or what its endpoint says within bounds', async () => {
    for (const [header, seconds] of [[undefined, 300], ['public, max-age=900', 900], ['max-age=0', 60], ['no-store', 300], ['max-age=999999999', 86400]]) {
      answer = serve({ keys: [old] }, header ? { 'cache-control': header } : {});
      keyFor = keySource({ algorithms: ['ES256'], jwkUrl: url }, { env: {}, now: () => clock });
      requests = 0;
      await finds('old');
      clock += seconds - 1;
      await finds('old');
      assert.equal(requests, 1, header);
      clock += 1;
      await finds('old');
      assert.equal(requests, 2, header);
    }
  });

  test('shows a new key at once, and an old one no longer', async () => {
    await finds('old');
    answer = serve({ keys: [next] });
    clock += 11;
    await finds('next');
    await misses('old');
    assert.equal(requests, 2);
  });

  test('is fetched once in ten seconds however many unknown keys are asked for', async () => {
    await finds('old');
    clock += 10;
    await Promise.all(Array.from({ length: 200 }, (_, number) => misses(`unknown ${number}`)));
    for (let number = 0; number < 200; number += 1) await misses(`unknown too ${number}`);
    assert.equal(requests, 2);
    clock += 9;
    await misses('unknown');
    assert.equal(requests, 2);
    clock += 1;
    await misses('unknown');
    await finds('old');
    assert.equal(requests, 3);
  });

  const broken = {
    'is down': (request, response) => response.destroy(),
    'answers 503': (request, response) => response.writeHead(503).end(JSON.stringify({ keys: [next] })),
    'redirects': (request, response) => (request.url === '/' ? response.writeHead(302, { location: '/elsewhere' }).end() : serve({ keys: [next] })(request, response)),
    'sends no JSON': serve('<html>'),
    'sends no keys': serve({ error: 'none' }),
    'sends too much': serve({ keys: [next], more: 'x'.repeat(600_000) }),
    'answers 204': (request, response) => response.writeHead(204).end(),
  };
  for (const [name, reply] of Object.entries(broken)) {
    test(`keeps its old keys for an hour while the endpoint ${name}`, async () => {
      await finds('old');
      answer = reply;
      clock += 301;
      await finds('old');
      await finds('old');
      assert.ok(requests >= 2);
      await misses('next');
      clock += 3598;
      await finds('old');
      clock += 1;
      await misses('old');
      answer = serve({ keys: [next] });
      clock += 10;
      await finds('next');
      await misses('old');
    });
  }

  test('is given up when it takes more than five seconds', async () => {
    await finds('old');
    answer = (request, response) => response.writeHead(200).write('{"keys": [');
    clock += 301;
    const started = Date.now();
    await Promise.all([finds('old'), finds('old'), misses('next')]);
    const took = Date.now() - started;
    assert.ok(took > 4000 && took < 8000, `${took} ms`);
    assert.equal(requests, 2);
  });

  test('denies while nothing was ever fetched, and tries again', async () => {
    answer = (request, response) => response.destroy();
    await misses('old');
    await misses('old');
    assert.equal(requests, 1);
    answer = serve({ keys: [old] });
    clock += 10;
    await finds('old');
  });

  test('may hold what is no key', async () => {
    answer = serve({ keys: [null, 1, {}, [], { kid: 'old' }, { ...old, x: '!' }, { ...old, kty: 'XYZ' }, { ...old, key_ops: 'verify' }, old] });
    await finds('old');
  });
});

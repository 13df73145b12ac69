'use strict';
// What is left of SQL: never a literal, and nothing at all where it is not certain what is one.

const assert = require('node:assert/strict');
const { join } = require('node:path');
const { describe, test } = require('node:test');

const { withoutLiterals } = require(join(__dirname, '..', '..', 'floe_cube', 'runtime', 'floe_cube_statement.js'));

const { shown: SHOWN, hidden: HIDDEN } = require('./statements.json');

describe('SQL without its literals', () => {
  for (const [database, sql, expected] of SHOWN) test(sql, () => assert.equal(withoutLiterals(sql, database), expected));
  for (const [database, sql, why] of HIDDEN) test(`nothing: ${why}`, () => assert.equal(withoutLiterals(sql, database), undefined));

  test('nothing of what is no text, or longer than anybody reads', () => {
    assert.equal(withoutLiterals(undefined), undefined);
    assert.equal(withoutLiterals(`SELECT ${'a, '.repeat(10000)}`), undefined);
  });

  test('no secret survives in any shuffle of pieces of SQL', () => {
    const pieces = ["'", '"', '`', 'secret', ' ', '\n', '--', '/*', '*/', '$1', '$$', '$t$', '\\', 'E', 'a', '1', '.', ',', '(', ')', '=', "''", '?'];
    let seed = 7;
    const next = below => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    let shown = 0;
    for (let round = 0; round < 50_000; round += 1) {
      const noise = Array.from({ length: next(8) }, () => pieces[next(pieces.length)]).join('').replaceAll('secret', 'b');
      // After any noise that is a whole statement by itself, a text is a text.
      if (withoutLiterals(noise) === undefined) continue;
      const sql = `${noise} 'secret'`;
      const left = withoutLiterals(sql);
      if (left !== undefined) shown += 1;
      assert.doesNotMatch(left ?? '', /secret/, sql);
    }
    assert.ok(shown > 1000);
  });
});

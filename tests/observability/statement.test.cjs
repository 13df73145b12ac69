'use strict';
// What is left of SQL: never a literal, and nothing at all where it is not certain what is one.

const assert = require('node:assert/strict');
const { join } = require('node:path');
const { describe, test } = require('node:test');

const { withoutLiterals } = require(join(__dirname, '..', '..', 'floe_cube', 'runtime', 'floe_cube_statement.js'));

const SHOWN = [
  ['SELECT "o".a FROM t AS "o" WHERE a = $1 AND b IN (?, :x) LIMIT 10', 'SELECT "o".a FROM t AS "o" WHERE a = $1 AND b IN (?, :x) LIMIT ?'],
  ["x = 'secret'", 'x = ?'],
  ["x = 'it''s secret'", 'x = ?'],
  ["x = ''", 'x = ?'],
  ["x IN ('a','b', 'c')", 'x IN (?,?, ?)'],
  ["DATE_TRUNC('day', timezone('UTC', \"orders\".at::timestamptz))", 'DATE_TRUNC(?, timezone(?, "orders".at::timestamptz))'],
  ["E'secret' || e'secret' || N'secret' || x'1f'", '? || ? || ? || ?'],
  ['a + 12.5e-3 - .5 * 1_000', 'a + ? - ? * ?'],
  ['a1 + b2', 'a1 + b2'],
  ['a -- secret\n, b /* secret * ** / */ c', 'a , b c'],
  ['größe + `t`.`a b`', 'größe + `t`.`a b`'],
  ['a / b', 'a / b'],
  ['\n  a\n\tb  ', 'a b'],
];
const HIDDEN = [
  ["'a\\'secret'", 'a backslash may or may not escape'],
  ['"a\\"secret"', 'as above, in a name'],
  ['$$secret$$', 'a dollar quote'],
  ['$tag$secret$tag$', 'a dollar quote with a tag'],
  ["'secret", 'a text without an end'],
  ['"secret', 'a name without an end'],
  ['/* secret', 'a comment without an end'],
  ["/* /* */ ' */ AND x = 'secret'", 'a comment in a comment: some databases end it at the first */'],
  ["_utf8'secret'", 'a kind of literal that nobody here knows'],
  ['0xsecret', 'a number that goes on as a name'],
  ['# secret', 'a comment of some databases only'],
];

describe('SQL without its literals', () => {
  for (const [sql, expected] of SHOWN) test(sql, () => assert.equal(withoutLiterals(sql, 'postgres'), expected));
  for (const [sql, why] of HIDDEN) test(`nothing: ${why}`, () => assert.equal(withoutLiterals(sql, 'postgres'), undefined));

  test('a text in double quotes is a value where the database says so', () => {
    assert.equal(withoutLiterals('x = "secret"', 'bigquery'), 'x = ?');
    assert.equal(withoutLiterals('x = """a"secret"""', 'bigquery'), undefined);
    assert.equal(withoutLiterals("x = '''a'secret'''", 'bigquery'), undefined);
  });

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

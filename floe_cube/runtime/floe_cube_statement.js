'use strict';
// SQL without its literals. Where it is not certain which parts are literals, nothing is shown at all.

const LONGEST = 16384;
const KINDS = ['space', 'text', 'quoted', 'number', 'name', 'other'];
// A group for each of KINDS; the order counts. A digit inside a name belongs to the name.
const TOKEN = new RegExp(
  [
    String.raw`(\s+|--[^\n]*|/\*(?:[^*/]|\*(?!/)|/(?!\*))*\*/)`, // a comment in a comment is no token: databases differ
    String.raw`('[^'\\]*')`,
    String.raw`("[^"\\]*")`,
    String.raw`((?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)`,
    String.raw`([\p{L}_][\p{L}\p{N}_]*)`,
    '(`[^`\\\\]*`|\\$\\d+\\b|@_?\\w+|\\?|::|/(?!\\*)|[-+*%^|&~<>=!,.;:()[\\]{}])',
  ].join('|'),
  'uy',
);
// Databases to which a text in double quotes, or in three quotes, is a value. Source: their SQL references, "lexical structure".
const QUOTES_VALUES = new Set(['bigquery', 'databricks-jdbc', 'hive', 'mysql']);
const THREE_QUOTES = /'''|"""/;
// What may stand at once before a text and belongs to it: E'…', r'…', x'…'.
const PREFIX = /^(?:[bexnr]|rb|br)$/i;

/** The statement on one line with `?` for every text and number; undefined if a backslash, a dollar quote or the like is in it. */
function withoutLiterals(sql, database) {
  const quotesValues = QUOTES_VALUES.has(database);
  if (typeof sql !== 'string' || sql.length > LONGEST || (quotesValues && THREE_QUOTES.test(sql))) return undefined;
  const shown = [];
  let last = 'space';
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < sql.length) {
    const match = TOKEN.exec(sql);
    if (match === null) return undefined;
    let kind = KINDS[match.indexOf(match[0], 1) - 1];
    if (kind === 'text' || (kind === 'quoted' && quotesValues)) kind = 'value';
    if (last === 'number' && (kind === 'number' || kind === 'name')) return undefined; // 0x1F, 10ms
    if (kind === 'value' && last === 'name' && !PREFIX.test(shown.pop())) return undefined; // a literal that nobody here knows
    if (kind === 'space') shown.push(' ');
    else if (kind !== 'value' && kind !== 'number') shown.push(match[0]);
    else if (kind !== last) shown.push('?'); // 'it''s' is one text
    last = kind;
  }
  return shown.join('').replace(/\s+/g, ' ').trim();
}

module.exports = { withoutLiterals };

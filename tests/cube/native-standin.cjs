'use strict';
// Stands in for index.node, the compiled half of @cubejs-backend/native, where that binary is missing. It does for REST
// and GraphQL what Cube's Rust does with a result, the refusal of hidden members included: Cube's last check of
// member-level access. Source: cube-js/cube, rust/cube/cubeorchestrator/src/query_result_transform.rs. Cube Store,
// Tesseract, Jinja, Python and the SQL API need the real binary.

const GRANULARITIES = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'];
const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?$/;

/** Cube's wire form of a value: times keep their own clock and lose the zone, numbers become strings. */
function wire(value, type) {
  if (typeof value === 'number') return String(value);
  const time = type === 'time' && typeof value === 'string' && TIME.exec(value);
  return time ? `${time[1]}T${time[2]}${`${time[3] || '.'}000`.slice(0, 4)}` : value;
}

/** The members a query asks for; a time dimension without a granularity only filters and is in no annotation. */
function requested(query) {
  const members = [...(query.measures || []), ...(query.dimensions || [])];
  const named = members.map(m => (typeof m === 'string' ? m : m.name));
  return named.concat((query.timeDimensions || []).filter(t => t.granularity).map(t => t.dimension));
}

/** `cube.at.day` is reported as `cube.at` too, from the finest granularity, unless `cube.at` was asked for itself. */
function ungranular(members, query) {
  const finest = new Map();
  const level = member => (GRANULARITIES.indexOf(member.split('.')[2]) + 1) || GRANULARITIES.length + 1;
  for (const member of members.filter(m => m.split('.').length === 3)) {
    const base = member.split('.', 2).join('.');
    if ((query.dimensions || []).includes(base)) continue;
    if (!finest.has(base) || level(member) <= level(finest.get(base))) finest.set(base, member);
  }
  return finest;
}

/** Rows of the database (columnar JSON) as the `data` of a response. */
function shape({ aliasToMemberNameMap, annotation, query, queryType, resType }, raw) {
  const { members: aliases, columns } = JSON.parse(Buffer.from(raw).toString('utf8'));
  const requireVisible = (member) => {
    if (!annotation[member]) throw new Error(`You requested hidden member: '${member}'.`);
  };
  if (aliases.length === 0) requested(query).forEach(requireVisible);
  const out = new Map(aliases.map((alias, i) => {
    const member = aliasToMemberNameMap[alias];
    if (member === undefined) throw new Error(`Member name not found for alias: '${alias}'`);
    requireVisible(member);
    return [member, columns[i].map(value => wire(value, annotation[member].type))];
  }));
  for (const [base, member] of ungranular([...out.keys()], query)) out.set(base, out.get(member));
  const length = columns.length ? columns[0].length : 0;
  if (queryType === 'blendingQuery') throw missing('a blending query');
  if (queryType === 'compareDateRangeQuery' && length) {
    out.set('compareDateRange', new Array(length).fill(query.timeDimensions[0].dateRange.join(' - ')));
  }
  const members = [...out.keys()];
  const values = [...out.values()];
  if (resType === 'columnar') return { members, columns: values };
  const rows = Array.from({ length }, (_, row) => values.map(column => column[row]));
  if (resType === 'compact') return { members, dataset: rows };
  return rows.map(row => Object.fromEntries(row.map((value, i) => [members[i], value])));
}

function pivotQuery(queryType, query) {
  const compared = queryType === 'compareDateRangeQuery' ? ['compareDateRange'] : [];
  return { ...query, dimensions: [...compared, ...(query.dimensions || [])], queryType };
}

const json = value => new TextEncoder().encode(JSON.stringify(value)).buffer;
const missing = what => new Error(`${what} needs Cube's native binary, which is not installed here`);
const needsBinary = what => () => { throw missing(what); };

module.exports = {
  isFallbackBuild: () => true,
  setupLogger() {},
  resetLogger() {},
  registerInterface: async () => ({}),
  shutdownInterface: async () => {},
  redactSqlLiterals: sql => sql.replace(/'(?:[^']|'')*'/g, "'redacted'"),
  getFinalQueryResult: async (transform, raw, root) => json({ ...root, data: shape(transform, raw) }),
  getFinalQueryResultMulti: async (transforms, raws, { queryType, results, slowQuery }) => json({
    queryType,
    results: results.map((root, i) => ({ ...root, data: shape(transforms[i], raws[i]) })),
    pivotQuery: pivotQuery(queryType, results[0].query),
    slowQuery: Boolean(slowQuery),
  }),
  newJinjaEngine: () => ({ loadTemplate() {}, renderTemplate: async () => { throw missing('a Jinja template'); } }),
  pythonLoadConfig: needsBinary('cube.py'),
  pythonLoadModel: needsBinary('globals.py'),
  execSql: needsBinary('the SQL API'),
  sql4sql: needsBinary('the SQL API'),
  rest4sql: needsBinary('the SQL API'),
  buildSqlAndParams: needsBinary('the Tesseract planner'),
  parseCubestoreResultMessage: needsBinary('Cube Store'),
  getCubestoreResult: needsBinary('Cube Store'),
};

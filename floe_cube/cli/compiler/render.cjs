'use strict';
// The SQL that Cube's JavaScript planner makes for each member and each pre-aggregation of a compiled model.

// What a reference that went wrong leaves behind: `${CUBE}` in YAML renders $"orders", a missing value "undefined".
const SUSPICIOUS = /\$["`]|\bundefined\b|\[object/;
// Names and texts, which may well be called `1$` or say 'undefined'.
const QUOTED = /(["`'])(?:(?!\1)[^])*\1/g;
const RANGE = ['2024-01-01', '2024-01-03'];
const KINDS = ['measures', 'dimensions', 'segments'];

/** The query class of a dialect, Cube's own or that of an installed driver; Postgres' for the others. */
function dialect(load, name) {
  const { createQuery, queryClass } = load('@cubejs-backend/schema-compiler');
  const Query = queryClass(name) || ofDriver(load, name);
  return Query ? { name, Query, createQuery } : { name: 'postgres', Query: queryClass('postgres'), createQuery };
}

function ofDriver(load, name) {
  try {
    const exported = Object.values(load(`@cubejs-backend/${name}-driver`));
    return exported.find(it => it && typeof it.dialectClass === 'function').dialectClass();
  } catch (e) {
    return undefined;
  }
}

function query(compilers, { name, Query, createQuery }, members) {
  const context = { timezone: 'UTC', contextSymbols: { securityContext: {} } };
  return createQuery(compilers, name, { dialectClass: Query, useNativeSqlPlanner: false, ...context, ...members });
}

/** The same model without its rollups: wanted is the SQL of a member, not of a table that holds it. */
function withoutRollups(compilers) {
  const none = { preAggregationsForCube: () => ({}), preAggregationsForCubeAsArray: () => [] };
  return { ...compilers, cubeEvaluator: Object.assign(Object.create(compilers.cubeEvaluator), none) };
}

/** Whether a measure, or the one that a view takes over, looks back in time: a rolling window, a time shift. */
function looksBack(evaluator, name) {
  const { rollingWindow, multiStage, aliasMember } = evaluator.measureByPath(name);
  return Boolean(rollingWindow || multiStage || (aliasMember && looksBack(evaluator, aliasMember)));
}

/** Whether a dimension is chosen by a switch in several stages: of that the JavaScript planner makes `undefined`. */
function isSwitched(evaluator, kind, name) {
  if (kind !== 'dimensions') return false;
  const { multiStage, case: cases, aliasMember } = evaluator.dimensionByPath(name);
  return Boolean((multiStage && cases?.switch) || (aliasMember && isSwitched(evaluator, kind, aliasMember)));
}

/** The SQL that builds a pre-aggregation, from the query that asks for exactly what it holds. One of rollups is built as these. */
function loadSql({ preAggregations }, id, rollups) {
  const described = preAggregations.preAggregationsDescription();
  const parts = rollups?.length > 0 ? rollups : [id];
  const [found] = parts.map(part => described.find(p => p.preAggregationId === part));
  if (!parts.every(part => described.some(p => p.preAggregationId === part))) throw new Error('Cube does not use this pre-aggregation for the query that it was made for');
  return found.loadSql[0];
}

/** The query that shows one member: a segment needs something to count, a look back needs a date range. */
function showing(compilers, cube, kind, name) {
  const members = { [kind]: [name] };
  const time = cube.dimensions.find(d => d.type === 'time');
  if (kind === 'segments') {
    const other = cube.measures.length ? 'measures' : 'dimensions';
    members[other] = cube[other].slice(0, 1).map(m => m.name);
  } else if (kind === 'measures' && time && looksBack(compilers.cubeEvaluator, name)) {
    members.timeDimensions = [{ dimension: time.name, granularity: 'day', dateRange: RANGE }];
  }
  return members;
}

/**
 * SQL of every member and of the pre-aggregations, and what went wrong with these and with custom granularities.
 *
 * @param dialects data source -> the dialect of its database, where there are several
 */
function render(load, compilers, dialectName, dialects = {}) {
  const target = dialect(load, dialectName);
  const others = Object.fromEntries(Object.entries(dialects).map(([source, name]) => [source, dialect(load, name)]));
  const asked = (from, members, source = ({ dataSource }) => dataSource) => {
    const built = query(from, target, members);
    const own = Object.keys(others).length > 1 ? others[source(built)] ?? target : target;
    return own.name === target.name ? built : query(from, own, members);
  };
  const errors = [];
  const attempt = (name, into, build) => {
    try {
      const sql = build();
      if (SUSPICIOUS.test(sql.replace(QUOTED, '$1$1'))) errors.push({ member: name, message: `suspicious SQL: ${sql.replace(/\s+/g, ' ').trim()}` });
      into[name] = sql;
    } catch (e) {
      errors.push({ member: name, message: e.message });
    }
  };
  const plain = withoutRollups(compilers);
  const sqlOf = shown => asked(plain, shown).buildSqlAndParams()[0];

  const members = {};
  for (const { config: cube } of compilers.metaTransformer.cubes) {
    for (const kind of KINDS) {
      for (const { name } of cube[kind]) if (!isSwitched(compilers.cubeEvaluator, kind, name)) attempt(name, members, () => sqlOf(showing(compilers, cube, kind, name)));
    }
    for (const { name: dimension, granularities = [] } of cube.dimensions) {
      for (const { name: granularity } of granularities) {
        const time = { dimension, granularity, dateRange: RANGE };
        attempt(`${dimension}.${granularity}`, {}, () => sqlOf({ timeDimensions: [time] }));
      }
    }
  }

  const preAggregations = {};
  for (const { id, references, preAggregation } of compilers.cubeEvaluator.preAggregations()) {
    if (preAggregation.type === 'originalSql') continue; // made for no query: it stands for the cube's rows
    const source = built => built.cubeDataSource(id.split('.')[0]);
    attempt(id, preAggregations, () => loadSql(asked(compilers, { ...references, preAggregationId: id }, source), id, references.rollups));
  }
  return { dialect: target.name, members, preAggregations, errors };
}

module.exports = { render };

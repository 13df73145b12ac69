'use strict';
// The second layer of row-level security: Cube applies the access policies of the data model, then calls queryRewrite.
// What this file does not know for certain, it denies.

// All that a query may hold, by what it names. Source: @cubejs-backend/api-gateway 1.7, query.js: querySchema.
const PLAIN = new Set(['timezone', 'limit', 'offset', 'total', 'cacheMode', 'cache', 'ungrouped', 'responseFormat']);
const NAMING = {
  measures: members,
  dimensions: members,
  segments: members,
  timeDimensions: (list, found) => members(list.map(item => item.dimension), found),
  filters: (list, found) => list.forEach(item => filter(item, found)),
  // A single word is the alias of a member expression, which stands elsewhere in the query.
  order: (list, found) => members(list.map(([name]) => name).filter(name => name.includes('.')), found),
  joinHints: (list, found) => list.flat().forEach(cube => found.cube(cube)),
  subqueryJoins: (list, found) => members(list.map(item => item.on), found),
  maskedMembers: (list, found) => list.forEach(item => [item, item.filter ?? {}].forEach(part => filter(part, found))),
};
const NAME = /^([A-Za-z0-9_]+)\.([A-Za-z0-9_]+)(\.[A-Za-z0-9_]+)?$/;
const REFERENCE = /\$\{([A-Za-z0-9_]+)\.([A-Za-z0-9_]+)/g;

class Denied extends Error {
  type = 'UserError'; // Cube answers 400, with this text
  constructor() {
    super('Access denied');
  }
}

/**
 * The cubes and views that a query names, each with the members named.
 * Only the SQL API sends expressions: elsewhere an object that looks like one would be a client's own SQL.
 */
function namesIn(query, isSqlApi) {
  const names = new Map();
  const found = {
    cube: name => names.set(name, names.get(name) ?? new Set()).get(name),
    member: (cube, name) => found.cube(cube).add(name),
    expression: value => {
      if (!isSqlApi) throw new Denied();
      expression(value, found);
    },
  };
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null || PLAIN.has(key)) continue;
    if (!Object.hasOwn(NAMING, key) || (key === 'subqueryJoins' && value.length > 0 && !isSqlApi)) throw new Denied();
    NAMING[key](value, found);
  }
  return names;
}

function members(list, found) {
  for (const item of list) {
    if (typeof item === 'object' || item.startsWith('{')) {
      found.expression(item);
    } else {
      const [, cube, member] = NAME.exec(item) ?? denied();
      found.member(cube, member);
    }
  }
}

function filter(item, found) {
  const name = item.member ?? item.dimension;
  if (name !== undefined) members([name], found);
  for (const inner of [...(item.and ?? []), ...(item.or ?? [])]) filter(inner, found);
}

/** An expression of the SQL API: cubesql's JSON text, or the gateway's {cubeName, expression: [cube…, body]}. */
function expression(item, found) {
  const value = typeof item === 'string' ? JSON.parse(item) : item;
  const { cubeName, expression: parsed, expr = parsed } = value;
  if (typeof expr !== 'object') throw new Denied(); // compiled already: what it reads can no longer be seen
  found.cube(cubeName);
  const functions = Array.isArray(expr) ? [expr] : [expr, ...(expr.addFilters ?? [])];
  if (expr.sourceMeasure !== undefined) members([expr.sourceMeasure], found);
  for (const part of functions) {
    const isParsed = Array.isArray(part);
    const { cubeParams = [], sql = '' } = isParsed ? { cubeParams: part.slice(0, -1), sql: part.at(-1) } : part;
    cubeParams.forEach(cube => found.cube(cube));
    for (const [, cube, member] of sql.matchAll(REFERENCE)) {
      if (cubeParams.includes(cube)) found.member(cube, member); // else it is text that looks like a reference
    }
  }
}

function denied() {
  throw new Denied();
}

/** The function (query, claims, isSqlApi) -> query with the filter of every protected cube that it names or reaches. */
function rowFilters(access) {
  const cubes = new Map(Object.entries(access.cubes));
  const views = new Map(Object.entries(access.views).map(([name, shows]) => [name, new Map(Object.entries(shows))]));

  /** The cubes whose rows a member of this cube or view shows. */
  function reached(name, named) {
    const view = views.get(name);
    if (view && named.size === 0) return [...view.values()].flat();
    if (view) return [...named].flatMap(member => view.get(member) ?? denied());
    const reads = cubes.get(name)?.reads ?? {};
    return [name, ...[...named].flatMap(member => (Object.hasOwn(reads, member) ? reads[member] : []))];
  }

  function filtersOf(name, claims) {
    const { rows, filters, nullableKey } = cubes.get(name) ?? denied();
    if (rows === 'all') return [];
    if (rows !== 'filtered' || filters.length === 0) throw new Denied();
    const all = filters.map(({ member, claim }) => {
      const values = Object.hasOwn(claims, claim) ? claims[claim] : [];
      return values.length > 0 ? { member, operator: 'equals', values: [...values] } : denied();
    });
    if (!nullableKey) return all;
    // A row of the left side without a match here has no key and no owner, as the access policy says too.
    const absent = [...new Set([nullableKey, ...filters.map(({ member }) => member)])];
    const unmatched = { and: absent.map(member => ({ member, operator: 'notSet' })) };
    return [{ or: [all.length === 1 ? all[0] : { and: all }, unmatched] }];
  }

  return (query, claims, isSqlApi) => {
    const named = namesIn(query, isSqlApi);
    const needed = new Set([...named].flatMap(([name, names]) => reached(name, names)));
    const present = new Set((query.filters ?? []).map(item => JSON.stringify(item)));
    const wanted = [...needed].flatMap(name => filtersOf(name, claims));
    const missing = wanted.filter(item => !present.has(JSON.stringify(item)));
    return { ...query, filters: [...(query.filters ?? []), ...missing] };
  };
}

module.exports = { Denied, namesIn, rowFilters };

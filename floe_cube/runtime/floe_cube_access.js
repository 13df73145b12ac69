'use strict';
// The second layer of row-level security: Cube applies the access policies of the data model, and then calls queryRewrite.
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
  maskedMembers: (list, found) => list.forEach(item => filter({ member: item.member, and: [item.filter ?? []].flat() }, found)),
};
const NAME = /^([A-Za-z0-9_]+)\.([A-Za-z0-9_]+)(\.[A-Za-z0-9_]+)?$/;
const REFERENCE = /\$\{\s*([A-Za-z0-9_]+)(?:\.([A-Za-z0-9_]+))?/g;

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

/** An expression of the SQL API, as cubesql writes it (JSON text) or as the gateway reads it: {cubeName, expression: [cube…, body]}. */
function expression(item, found) {
  const value = typeof item === 'string' ? JSON.parse(item) : item;
  const { cubeName, expression: parsed, expr = parsed } = value;
  if (typeof expr !== 'object') throw new Denied(); // compiled already: what it reads can no longer be seen
  found.cube(cubeName);
  const functions = Array.isArray(expr) ? [expr] : [expr, ...(expr.addFilters ?? [])];
  if (expr.sourceMeasure !== undefined) members([expr.sourceMeasure], found);
  for (const part of functions) {
    const [cubes, body] = Array.isArray(part) ? [part.slice(0, -1), part.at(-1)] : [part.cubeParams ?? [], part.sql ?? ''];
    cubes.forEach(cube => found.cube(cube));
    for (const [, cube, member] of body.matchAll(REFERENCE)) {
      if (cubes.includes(cube) && member !== undefined) found.member(cube, member);
    }
  }
}

function denied() {
  throw new Denied();
}

/** The function (query, claims, isSqlApi) -> query with the filter of every protected cube that it names or reaches. */
function rowFilters(access) {
  const cubes = new Map(Object.entries(access.cubes));
  const views = new Map(Object.entries(access.views).map(([name, reach]) => [name, Array.isArray(reach) ? reach : new Map(Object.entries(reach))]));

  /** The cubes whose rows a member of this cube or view shows. */
  function reached(name, named) {
    const view = views.get(name);
    if (Array.isArray(view)) return view;
    if (view) return named.size === 0 ? [...view.values()].flat() : [...named].flatMap(member => view.get(member) ?? denied());
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
    // A row of the left side without a match here has no key; an access policy keeps it in the same words.
    return nullableKey ? [{ or: [all.length === 1 ? all[0] : { and: all }, { member: nullableKey, operator: 'notSet' }] }] : all;
  }

  return (query, claims, isSqlApi) => {
    const named = namesIn(query, isSqlApi);
    const needed = new Set([...named].flatMap(([name, names]) => reached(name, names)));
    const present = new Set((query.filters ?? []).map(item => JSON.stringify(item)));
    const missing = [...needed].flatMap(name => filtersOf(name, claims)).filter(item => !present.has(JSON.stringify(item)));
    return { ...query, filters: [...(query.filters ?? []), ...missing] };
  };
}

module.exports = { Denied, rowFilters };

'use strict';
// What a query names: members of the data model, by the role that they have in it. Values are never looked at.

const IDENTIFIER = /^[A-Za-z0-9_]+$/;
const PATH = /^([A-Za-z0-9_]+)\.([A-Za-z0-9_]+)$/;
const GRANULARITY = /^(?:second|minute|hour|day|week|month|quarter|year)$/; // a name of one's own would be a word of the client's
const IN_EXPRESSION = /\b([A-Za-z0-9_]+)\.([A-Za-z0-9_]+)\b/g;

/** The members of the data model that a query names, by their role in it, and the cubes in the order of the roles. */
function membersOf(query, members) {
  const found = { measures: new Set(), dimensions: new Set(), segments: new Set(), time_dimensions: new Set(), filters: new Set() };
  let unknown = 0;
  const isKnown = (cube, member) => members.has(cube) && (members.get(cube)?.has(member) ?? true);
  const add = (role, item, granularity) => {
    const [, cube, member] = (typeof item === 'string' && PATH.exec(item)) || [];
    if (cube !== undefined && isKnown(cube, member)) found[role].add([item, ...list(GRANULARITY.exec(granularity))].join('.'));
    else if (isExpression(item)) expression(role, item);
    else unknown += 1;
  };
  // An expression of the SQL API is SQL; of it only names that the data model has are taken.
  const expression = (role, item) => {
    for (const [, cube, member] of JSON.stringify(item).matchAll(IN_EXPRESSION)) {
      if (members.get(cube)?.has(member)) found[role].add(`${cube}.${member}`);
    }
  };
  const filter = item => {
    const name = item?.member ?? item?.dimension;
    if (name !== undefined) add('filters', name);
    for (const inner of [...list(item?.and), ...list(item?.or)]) filter(inner);
  };
  for (const one of [query].flat()) {
    list(one?.measures).forEach(item => add('measures', item));
    list(one?.dimensions).forEach(item => add('dimensions', item));
    list(one?.segments).forEach(item => add('segments', item));
    list(one?.timeDimensions).forEach(item => add('time_dimensions', item?.dimension, item?.granularity));
    list(one?.filters).forEach(filter);
  }
  const asked = Object.fromEntries(Object.entries(found).map(([role, names]) => [role, [...names]]));
  return { cubes: cubesOf(asked), asked: { ...asked, unknown: unknown || undefined } };
}

function cubesOf({ unknown, ...roles }) {
  return [...new Set(Object.values(roles).flat().map(name => name.split('.')[0]))];
}

/** A statement of the SQL API may ask several queries. */
function united({ asked: one }, { asked: other }) {
  const roles = Object.keys(other).filter(role => role !== 'unknown');
  const asked = Object.fromEntries(roles.map(role => [role, [...new Set([...one[role], ...other[role]])]]));
  return { cubes: cubesOf(asked), asked: { ...asked, unknown: (one.unknown ?? 0) + (other.unknown ?? 0) || undefined } };
}

/** What Cube does to queries beyond what they ask: members that rows are filtered by, masks in place of values, no row at all. */
function enforcedOn({ asked }, completed, members) {
  const queries = [completed].flat();
  const named = { filters: queries.flatMap(one => list(one?.filters)), dimensions: queries.flatMap(masked) };
  const { filters, dimensions } = membersOf(named, members).asked;
  const shown = new Set([...asked.measures, ...asked.dimensions, ...asked.time_dimensions].map(name => name.split('.', 2).join('.')));
  const denied = queries.some(one => list(one?.segments).some(item => item?.name === 'rlsAccessDenied')); // CompilerApi.applyRowLevelSecurity
  return { restricted: filters.filter(name => !asked.filters.includes(name)), masked: dimensions.filter(name => shown.has(name)), denied };
}

/** The members of which no value is shown. One with a filter is shown in the rows that fit. */
const masked = query => list(query?.maskedMembers).filter(item => !item?.filter).map(item => item?.member);

const list = value => (Array.isArray(value) ? value : []);
const isExpression = item => (typeof item === 'object' && item !== null) || (typeof item === 'string' && item.startsWith('{'));

/** What is the same in a query as it was asked and as Cube has completed it. */
const shapeOf = ({ asked: { measures, dimensions, time_dimensions: times } }) => JSON.stringify([measures, dimensions, times]);

/** Whose question it is, and which. */
function placeOf(context, known) {
  return JSON.stringify([context?.user_id, context?.roles, context?.claims, shapeOf(known), known.asked.filters]);
}

module.exports = { IDENTIFIER, PATH, enforcedOn, list, membersOf, placeOf, shapeOf, united };

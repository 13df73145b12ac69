'use strict';
// Personal data, the second layer: whoever may not see it can name a masked dimension where its mask is shown, and nowhere else.
// A condition, an order or a segment would tell of the values behind the mask, and so would an expression around it.

const { Denied, namesIn } = require('./floe_cube_access.js');

/**
 * What depends on who may see personal data.
 *
 * @param closed `members`: what those get who may not, by the full name of each member: `mask` or `hide`; `key` is for nobody.
 *               `revealedTo`: the roles that may. Nothing at all where no column is treated in that way.
 */
function personalData(closed) {
  const members = new Map(Object.entries(closed?.members ?? {}));
  const revealed = roles => roles.some(role => closed?.revealedTo.includes(role));

  /** The groups of the access policies: with those by which every policy over personal data is divided. */
  function groupsOf(roles) {
    if (!closed) return roles;
    const who = revealed(roles) ? 'unmasked' : 'masked';
    return [...roles, ...['*', ...roles].map(group => `floe-cube/${who}/${group}`)];
  }

  function refuse(query, roles, isSqlApi) {
    if (members.size === 0) return;
    const mayClose = revealed(roles) ? new Set(['key']) : new Set(['key', 'hide', 'mask']);
    const isClosed = name => mayClose.has(members.get(name));
    const { shown, rest } = parted(query);
    const masked = new Set((query.maskedMembers ?? []).filter(item => !item.filter).map(item => item.member));
    if (shown.some(name => isClosed(name) && !(members.get(name) === 'mask' && masked.has(name)))) throw new Denied();
    for (const [cube, names] of namesIn(rest, isSqlApi)) {
      if ([...names].some(name => isClosed(`${cube}.${name}`))) throw new Denied();
    }
  }

  /** The members whose values a query shows as they are, and the query without them. */
  function parted({ maskedMembers, ...query }) {
    const isShown = item => typeof item === 'string' && !item.startsWith('{');
    const isWhole = item => !item.dateRange && !item.compareDateRange;
    const rest = { ...query, filters: (query.filters ?? []).map(withoutAbsence) };
    const shown = [];
    for (const key of ['measures', 'dimensions']) {
      shown.push(...(query[key] ?? []).filter(isShown).map(name => name.split('.', 2).join('.')));
      rest[key] = (query[key] ?? []).filter(item => !isShown(item));
    }
    shown.push(...(query.timeDimensions ?? []).filter(isWhole).map(item => item.dimension));
    rest.timeDimensions = (query.timeDimensions ?? []).filter(item => !isWhole(item));
    return { shown, rest };
  }

  /** Filters without the question whether a key is there at all, which the access policies of joined cubes ask. */
  function withoutAbsence(item) {
    if (item.operator === 'notSet' && members.get(item.member ?? item.dimension) === 'key') return {};
    const inner = key => (item[key] ? { [key]: item[key].map(withoutAbsence) } : {});
    return { ...item, ...inner('and'), ...inner('or') };
  }

  return { groupsOf, refuse };
}

module.exports = { personalData };

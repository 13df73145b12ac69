// Who sees what, what was found, and which column feeds which member.

const CHOICES = ['filtered', 'stated', 'none', 'all', 'open'];
const ATTENTION = ['none', 'all', 'open', 'stated', 'filtered'];

function accessPage(choice) {
  const state = CHOICES.includes(choice) || choice === 'personal' ? choice : null;
  const amount = (rows) => onlyCubes.filter((cube) => cube.rows === rows).length;
  const tabs = [[null, 'All cubes', onlyCubes.length], ...CHOICES.map((rows) => [rows, ROWS[rows].word, amount(rows)]).filter(([, , n]) => n), ['personal', 'Personal data', sensitive().length]];
  return h('div', { class: 'page wide' },
    h('h1', { tabindex: '-1' }, 'Access'),
    h('p', { class: 'lead' }, data.row_level
      ? ['Rows are filtered where ', code(data.column), ' equals the claim ', code(data.claim), ', unless a cube says otherwise. What is not known is denied.']
      : 'Row-level security is not configured. Name a filter column under consumption.security in floe.yaml to turn it on.'),
    h('div', { class: 'cover' }, bar('Cubes by who sees their rows', CHOICES.map((rows) => [ROWS[rows].word, amount(rows), ROWS[rows].kind, to('access', rows)]).filter(([, n]) => n))),
    h('nav', { class: 'chips', 'aria-label': 'Show' }, tabs.map(([name, word, n]) =>
      h('a', { href: name ? to('access', name) : to('access'), 'aria-current': name === state ? 'page' : null }, word, ' ', h('small', null, number(n))))),
    state === 'personal' ? personalTable() : accessTable(state));
}

function accessTable(rows) {
  const shown = onlyCubes.filter((cube) => !rows || cube.rows === rows);
  const sorted = [...shown].sort((a, b) => ATTENTION.indexOf(a.rows) - ATTENTION.indexOf(b.rows) || (a.name < b.name ? -1 : 1));
  if (!shown.length) return empty('No cube.');
  return table('Cubes and who sees their rows', ['Cube', 'Rows', 'Column and claim', 'Members', 'Source'], sorted, (cube) => {
    const masked = cube.members.filter((each) => each.seen === 'masked').length;
    const hidden = cube.members.filter((each) => each.seen === 'hidden').length;
    return h('tr', null, h('th', { scope: 'row' }, h('a', { class: 'mono', href: to('cubes', cube.name) }, cube.name)), h('td', null, rowsPill(cube)),
      h('td', null, cube.filters.length ? cube.filters.map((each) => h('div', null, code(each.member), ' = ', code(each.claim))) : h('small', null, '–')),
      h('td', null, masked ? pill('good', `${masked} masked`) : null, hidden ? pill('good', `${hidden} hidden`) : null, masked || hidden ? null : h('small', null, 'as they are')),
      h('td', null, source(spotted(cube))));
  });
}

function personalTable() {
  const found = sensitive();
  if (!found.length) return empty('No column is marked as personal data in dbt, and no policy masks or hides a member.');
  const order = Object.keys(STATES);
  found.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return table('Members with personal data', ['Member', 'State', 'Column'], found, ({ cube, member, state }) => h('tr', null,
    h('th', { scope: 'row' }, h('a', { class: 'mono', href: to('cubes', cube.name, member.name) }, `${cube.name}.${member.name}`)),
    h('td', null, pill(STATES[state][0], STATES[state][1])), h('td', null, member.reads.map(([at, column, how]) => columnLink(at, column, how, cube)))));
}

// --- diagnostics -----------------------------------------------------------------------------------------------------
function findingsPage(wanted) {
  return h('div', { class: 'page' },
    h('h1', { tabindex: '-1' }, 'Diagnostics'),
    h('p', { class: 'lead totals' }, Object.keys(SEVERITY).map((severity) => h('span', null, h('i', { class: `dot ${SEVERITY[severity]}` }), count(spotsOf(severity), severity)))),
    findings.length ? null : empty('Nothing was found.'),
    findings.map((each, index) => {
      const list = h('ul', { class: 'found' });
      const block = h('details', { class: 'finding', open: wanted ? each.code === wanted : index < 3, id: `finding-${each.code}`, toggle: () => fill() },
        h('summary', null, h('i', { class: `dot ${SEVERITY[each.severity]}` }), h('b', null, each.title), h('code', null, each.code), h('span', { class: `pill ${SEVERITY[each.severity]}` }, each.severity), h('span', { class: 'amount' }, number(each.spots.length))),
        each.remedy ? h('p', { class: 'try' }, h('b', null, 'Try '), prose(each.remedy)) : null, list);
      const fill = () => { if (block.open && !list.hasChildNodes()) grow(list, each.spots, (spot) => spotItem(each, spot, false), 50); };
      fill();
      if (each.code === wanted) setTimeout(() => block.scrollIntoView({ block: 'start' }));
      return block;
    }));
}

function spotItem(finding, spot, named) {
  const cube = spot.subject && cubes.find((each) => each.subject === spot.subject || each.name === spot.subject);
  return h('li', null,
    h('div', { class: 'place' }, named ? h('a', { href: to('findings', finding.code) }, h('i', { class: `dot ${SEVERITY[finding.severity]}` }), code(finding.code), ' ', finding.title) : null,
      source(spotted(spot)), spot.subject ? cube && !named ? h('a', { class: 'mono', href: to('cubes', cube.name) }, spot.column ? `${cube.name}.${spot.column}` : cube.name) : code(spot.column ? `${spot.subject}.${spot.column}` : spot.subject) : null),
    h('p', null, prose(spot.message)),
    spot.remedy || named ? h('p', { class: 'try' }, h('b', null, 'Try '), prose(spot.remedy || finding.remedy)) : null);
}

// --- lineage ---------------------------------------------------------------------------------------------------------
let lineageSide = null;

function lineagePage(id, column) {
  if (!lineageSide) {
    const entries = datasets.map((dataset) => [dataset.id, `${dataset.name} ${dataset.columns.map(([name]) => name).join(' ')}`.toLowerCase(), dataset]);
    lineageSide = sideList('dbt models', entries, chosen.lineage, (dataset) => h('a', { href: to('lineage', dataset.id) },
      h('span', { title: dataset.name }, dataset.name.split('.').pop()), h('small', null, number(dataset.columns.length))));
  }
  const dataset = id === undefined ? datasets[0] : datasets.find((each) => each.id === id);
  return beside(lineageSide, to('lineage', dataset ? dataset.id : ''), dataset, dataset ? columnsOf(dataset, column) : missing(id));
}

function columnsOf(dataset, wanted) {
  const at = datasets.indexOf(dataset);
  const own = onlyCubes.filter((cube) => cube.subject === dataset.id);
  const names = new Set(dataset.columns.map(([name]) => name));
  const extra = [...new Set(cubes.flatMap((cube) => cube.members.flatMap((each) => each.reads.filter(([index, name]) => index === at && !names.has(name)).map(([, name]) => name))))];
  const columns = [...dataset.columns, ...extra.map((name) => [name, '', false])];
  const shown = columns.length && table(`Columns of ${dataset.name}`, ['Column', 'Type', 'Feeds'], columns, ([name, type, isPersonal]) => {
    const members = feeds(at, name);
    const row = h('tr', { class: name === wanted ? 'wanted' : null }, h('th', { scope: 'row' }, h('span', { class: 'mono' }, name), isPersonal ? pill('idle', 'personal') : null), h('td', { class: 'type' }, type),
      h('td', { class: 'reads' }, members.length ? members.map(({ cube, member, how }) => h('a', { class: `column ${how === 'identity' ? '' : 'made'}`, href: to('cubes', cube.name, member.name), title: how }, `${cube.name}.${member.name}`, how === 'identity' ? null : h('small', null, how))) : h('small', null, 'nothing')));
    if (name === wanted) setTimeout(() => row.scrollIntoView({ block: 'center' }));
    return row;
  });
  if (wanted && shown) shown.upTo(columns.findIndex(([name]) => name === wanted));
  return [
    h('header', { class: 'title' }, h('p', { class: 'eyebrow' }, 'dbt model'), h('h1', { tabindex: '-1' }, dataset.name.split('.').pop())),
    h('dl', { class: 'facts' }, definition('Dataset', code(dataset.name)), definition('Source', source(dataset.file)), definition('dbt', code(dataset.id)),
      definition('Cubes', own.map((cube) => [h('a', { class: 'mono', href: to('cubes', cube.name) }, cube.name), ' ']))),
    section('Columns', columns.length, shown || empty('Nobody says which columns it has.'))];
}

// All cubes and views on the left, one of them on the right.

const FILTERS = {
  all: ['All', () => true],
  cubes: ['Cubes', (cube) => !cube.view],
  views: ['Views', (cube) => cube.view],
  denied: ['Denied', (cube) => cube.rows === 'none'],
  found: ['With findings', (cube) => about(cube).length > 0],
};
const chosen = { cubes: { filter: 'all', words: '' }, lineage: { words: '' } };

/** A list beside a page: filtered by words, walked through by arrow keys. `item` makes a link of each entry. */
function sideList(label, entries, state, item, filters) {
  const list = h('div', { class: 'entries', role: 'list' });
  const amount = h('small', { class: 'amount', 'aria-live': 'polite' });
  const links = () => [...list.querySelectorAll('a')];
  let grown = null;
  const show = () => {
    const words = state.words.toLowerCase().split(/\s+/).filter(Boolean);
    const test = filters ? filters[state.filter][1] : () => true;
    const fit = entries.filter(([, text, entry]) => test(entry) && words.every((word) => text.includes(word)));
    list.replaceChildren();
    grown = grow(list, fit, ([, , entry]) => h('div', { role: 'listitem' }, item(entry)), 200);
    amount.textContent = fit.length === entries.length ? number(fit.length) : `${number(fit.length)} of ${number(entries.length)}`;
    if (!fit.length) list.append(empty('Nothing fits.'));
    return fit;
  };
  const field = h('input', { type: 'search', placeholder: `Filter ${label.toLowerCase()}`, 'aria-label': `Filter ${label.toLowerCase()}`, value: state.words, spellcheck: 'false',
    input: () => { state.words = field.value; show(); },
    keydown: (event) => { if (event.key === 'ArrowDown') { event.preventDefault(); (links()[0] || field).focus(); } } });
  list.addEventListener('keydown', (event) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    grown.upTo(next + 1);
    (links()[next] || (next < 0 ? field : all[at])).focus();
  });
  const chips = filters && h('div', { class: 'chips', role: 'group', 'aria-label': 'Show' }, Object.entries(filters)
    .filter(([, [, test]]) => entries.some(([, , entry]) => test(entry)))
    .map(([name, [word]]) => h('button', { type: 'button', 'aria-pressed': String(state.filter === name), click: (event) => {
      state.filter = name;
      chips.querySelectorAll('button').forEach((button) => button.setAttribute('aria-pressed', String(button === event.currentTarget)));
      show();
    } }, word)));
  const fit = show();
  const side = h('nav', { class: 'side', 'aria-label': label }, h('div', { class: 'head' }, h('h2', null, label, ' ', amount), field, chips), list);
  /** Marks the entry that is open, and brings it into sight. */
  side.mark = (href, entry) => {
    const index = fit.findIndex(([, , each]) => each === entry);
    if (index >= 0) grown.upTo(index);
    for (const link of links()) {
      if (link.getAttribute('href') === href) {
        link.setAttribute('aria-current', 'page');
        link.scrollIntoView({ block: 'nearest' });
      } else link.removeAttribute('aria-current');
    }
  };
  return side;
}

/** A list with one of its entries beside it. The list stays where it is while others of its entries are opened. */
function beside(side, href, entry, ...content) {
  const detail = h('div', { class: 'page' }, content);
  if (entry) setTimeout(() => side.mark(href, entry));
  if (!side.isConnected) return h('div', { class: 'split' }, side, detail);
  side.nextSibling.replaceWith(detail);
  return side.parentNode;
}

let cubesSide = null;

function cubesPage(name, member) {
  if (!cubesSide) {
    const entries = cubes.map((cube) => [cube.name, `${cube.name} ${cube.title} ${cube.description} ${cube.members.map((each) => each.name).join(' ')}`.toLowerCase(), cube]);
    cubesSide = sideList('Cubes and views', entries, chosen.cubes, (cube) => h('a', { href: to('cubes', cube.name) },
      h('i', { class: `dot ${cube.view ? 'view' : ROWS[cube.rows].kind}`, title: cube.view ? 'view' : ROWS[cube.rows].word }),
      h('span', null, cube.name), about(cube).length ? h('i', { class: 'flag', title: count(about(cube).length, 'finding') }) : null,
      h('small', null, number(cube.members.length))), FILTERS);
  }
  const cube = byName.get(name) || (name === undefined ? cubes[0] : null);
  return beside(cubesSide, to('cubes', cube ? cube.name : ''), cube, cube ? cubeDetail(cube, member) : missing(name));
}

const missing = (name) => [h('h1', { tabindex: '-1' }, 'Not here'), empty(name === undefined ? 'There are no cubes.' : `Nothing is called ${name}.`)];
const definition = (term, ...value) => (value.flat().some(Boolean) ? [h('dt', null, term), h('dd', null, value)] : []);

function cubeDetail(cube, member) {
  const times = asked(cube.name);
  return [
    h('header', { class: 'title' },
      h('p', { class: 'eyebrow' }, cube.view ? 'View' : 'Cube', cube.title ? ` · ${cube.title}` : ''),
      h('h1', { tabindex: '-1' }, cube.name),
      h('p', { class: 'pills' }, rowsPill(cube), cube.public ? null : pill('idle', 'not public'),
        cube.extends ? h('a', { class: 'pill plain', href: to('cubes', cube.extends) }, `extends ${cube.extends}`) : null,
        cube.view ? null : h('a', { class: 'pill plain', href: to('graph', cube.name) }, 'show in the graph'))),
    cube.description ? h('p', { class: 'words' }, cube.description) : h('p', { class: 'words empty' }, 'Nobody has described it yet.'),
    h('dl', { class: 'facts' },
      definition('Relation', cube.relation && code(cube.relation)),
      definition('Data source', cube.source && code(cube.source)),
      definition('Source', source(spotted(cube))),
      definition('dbt', cube.subject && code(cube.subject)),
      definition('Rows', cube.filters.map((each) => h('div', null, code(each.member), ' equals the claim ', code(each.claim))), cube.rows === 'filtered' || cube.view ? null : ROWS[cube.rows].means),
      definition('Shows rows of', cube.through.map((name) => [h('a', { class: 'mono', href: to('cubes', name) }, name), ' '])),
      definition('Asked', usage && (times ? `${count(times[0], 'time')}, last ${times[1]} UTC` : 'never'))),
    ...['dimension', 'measure', 'segment'].map((kind) => members(cube, kind, member)),
    joins(cube),
    ...[['What it takes', cube.parts], ['Pre-aggregations', cube.rollups], ['Hierarchies', cube.hierarchies], ['Access policies', cube.policies]].map(([title, parts]) =>
      parts.length ? section(title, parts.length, parts.map((part) => h('details', { open: parts.length < 4 }, h('summary', null, h('b', { class: 'mono' }, part.name), part.type ? pill('idle', part.type) : null), h('pre', { tabindex: '0' }, part.text)))) : null),
    about(cube).length ? section('Findings', about(cube).length, h('ul', { class: 'found' }, about(cube).map(({ finding, spot }) => spotItem(finding, spot, true)))) : null,
  ];
}

function members(cube, kind, wanted) {
  const all = cube.members.filter((each) => each.kind === kind);
  if (!all.length) return null;
  const columns = ['Name', ...(kind === 'segment' ? [] : ['Type']), cube.view ? 'Shows' : 'From', 'Description', ...(usage ? ['Asked'] : [])];
  const shown = table(`${kind}s of ${cube.name}`, columns, all, (each) => {
    const times = asked(`${cube.name}.${each.name}`);
    const row = h('tr', { id: `member-${each.name}`, class: each.name === wanted ? 'wanted' : null },
      h('th', { scope: 'row' }, h('span', { class: 'mono' }, each.name), marks(each)),
      kind === 'segment' ? null : h('td', { class: 'type' }, each.type),
      h('td', { class: 'from' }, origin(cube, each)),
      h('td', { class: 'words' }, each.title ? h('b', null, each.title, each.description ? '. ' : '') : null, each.description),
      usage ? h('td', { class: 'asked' }, times ? [h('b', null, number(times[0])), h('small', null, times[1])] : h('small', null, 'never')) : null);
    if (each.name === wanted) setTimeout(() => row.scrollIntoView({ block: 'center' }));
    return row;
  });
  if (wanted) shown.upTo(all.findIndex((each) => each.name === wanted));
  return section(`${kind[0].toUpperCase()}${kind.slice(1)}s`, all.length, shown);
}

const marks = (member) => [
  member.key ? pill('key', 'key', 'Identifies a row') : null,
  member.public ? null : pill('idle', 'not public'),
  member.personal ? pill(member.seen === 'all' && member.public ? 'bad' : 'idle', 'personal', 'It shows columns that dbt marks as personal data') : null,
  member.seen === 'masked' ? pill('good', 'masked', 'Some see it without its values') : null,
  member.seen === 'hidden' ? pill('good', 'hidden', 'Some do not see it at all') : null,
];

/** SQL that is a column of the cube, which the chip of the column says already. */
const OWN_COLUMN = /^\{CUBE\}\.(\w+|"[^"]+"|`[^`]+`)$/;

/** Where a member comes from: its column, its SQL, the member that a view shows. */
function origin(cube, member) {
  if (cube.view) {
    const [owner, name] = member.of.split('.');
    return h('a', { class: 'mono', href: to('cubes', owner, name) }, member.of);
  }
  const columns = member.reads.map(([at, column, how]) => columnLink(at, column, how, cube));
  const isColumn = columns.length > 0 && OWN_COLUMN.test(member.sql);
  const words = member.sql && !isColumn ? code(brief(member.sql)) : member.text ? 'definition' : null;
  const whole = member.text && h('details', { class: isColumn ? 'plain' : null }, h('summary', null, words), h('pre', { tabindex: '0' }, member.text));
  const body = isColumn ? [columns, whole] : [whole || words, columns.length ? h('div', { class: 'reads' }, columns) : null];
  return [body, member.of ? h('small', null, 'from ', h('a', { href: to('cubes', member.of, member.name) }, member.of)) : null];
}

const brief = (sql) => { const line = sql.replace(/\s+/g, ' ').trim(); return line.length > 60 ? `${line.slice(0, 58)}…` : line; };

function columnLink(at, column, how, cube) {
  const dataset = datasets[at];
  const own = dataset && cube && dataset.id === cube.subject;
  const label = own || !dataset ? column : `${dataset.name.split('.').pop()}.${column}`;
  return dataset ? h('a', { class: 'column', href: to('lineage', dataset.id, column), title: `${dataset.name}.${column}: ${how}` }, label) : h('span', { class: 'column' }, label);
}

function joins(cube) {
  const incoming = joinedBy.get(cube.name) || [];
  if (!cube.joins.length && !incoming.length) return null;
  const row = (direction, name, each) => h('tr', null, h('td', { class: 'kind' }, direction), h('th', { scope: 'row' }, h('a', { class: 'mono', href: to('cubes', name) }, name)),
    h('td', { class: 'type' }, each.relationship.replaceAll('_', ' ')), h('td', null, code(each.sql)));
  const rows = [...cube.joins.map((each) => ['joins', each.to, each]), ...incoming.map((each) => ['joined by', each.from, each])];
  return section('Joins', rows.length, table(`Joins of ${cube.name}`, ['', 'Cube', 'Relationship', 'On'], rows, (each) => row(...each)));
}

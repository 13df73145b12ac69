// The first page: what there is, how it is protected, what to mend.

function overview() {
  const secured = Object.keys(ROWS).map((rows) => [ROWS[rows].word, onlyCubes.filter((cube) => cube.rows === rows).length, ROWS[rows].kind, to('access', rows)]);
  return h('div', { class: 'page' },
    h('h1', { tabindex: '-1' }, data.project || 'Deployment'),
    h('p', { class: 'lead' }, `A Cube deployment${data.database ? ` on ${data.database}` : ''}, compiled from ${count(datasets.length, 'dbt model')}.`),
    h('ul', { class: 'tiles' },
      tile('cubes', onlyCubes.length, to('cubes')),
      tile('views', onlyViews.length, to('cubes')),
      tile('dimensions', membersOf('dimension'), to('cubes')),
      tile('measures', membersOf('measure'), to('cubes')),
      tile('joins', onlyCubes.reduce((sum, cube) => sum + cube.joins.length, 0), to('graph')),
      tile('pre-aggregations', onlyCubes.reduce((sum, cube) => sum + cube.rollups.length, 0), to('cubes'))),
    h('div', { class: 'cards' },
      card('Who sees which rows', to('access'), ...protection(secured)),
      card('Diagnostics', to('findings'), ...worst()),
      card('Personal data', to('access', 'personal'), ...personal()),
      card('Documentation', to('cubes'), ...documented()),
      card('At the centre', to('graph'), ...centre()),
      card('Most asked', to('cubes'), ...popular()),
      data.sources ? card('Data sources', to('cubes'), ...connections()) : []));
}

const tile = (word, amount, href) => h('li', null, h('a', { href }, h('b', null, number(amount)), h('span', null, amount === 1 ? word.slice(0, -1) : word)));
const card = (title, href, ...content) => h('section', { class: 'card' }, h('h2', null, h('a', { href }, title)), content);
const empty = (text) => h('p', { class: 'empty' }, text);

function protection(shares) {
  if (!onlyCubes.length) return [empty('There are no cubes.')];
  const said = data.row_level
    ? ['Rows are filtered where ', code(data.column), ' equals the claim ', code(data.claim), '.']
    : [`Row-level security is not configured: every verified token sees every row${onlyCubes.some((cube) => cube.rows === 'stated') ? ', but by policies' : ''}. Three lines of `, code('floe.yaml'), ' change that.'];
  return [h('p', null, said), ...bar('Cubes by who sees their rows', shares.filter(([, amount, kind]) => amount || kind === 'good'))];
}

function connections() {
  const used = (source) => onlyCubes.filter((cube) => cube.source === source.name).length;
  const of = ({ projects }) => (projects?.length ? ` of ${projects.join(', ')}` : '');
  return [h('p', null, 'No query reaches two of them. Each has its variables, and ', code('CUBEJS_DATASOURCES'), ' names all.'),
    ...data.sources.map((each) => h('p', null, code(each.name), `: ${each.database}, ${count(used(each), 'cube')}${of(each)}. `,
      (each.variables || []).flatMap((name) => [code(name), ' '])))];
}

function worst() {
  if (!findings.length) return [empty('Nothing was found. That is as good as it gets.')];
  const totals = h('p', { class: 'totals' }, Object.keys(SEVERITY).map((severity) =>
    h('span', null, h('i', { class: `dot ${SEVERITY[severity]}` }), count(spotsOf(severity), severity))));
  return [totals, h('ul', { class: 'rows' }, findings.slice(0, 6).map((each) =>
    h('li', null, h('a', { href: to('findings', each.code) }, h('i', { class: `dot ${SEVERITY[each.severity]}` }), code(each.code),
      h('span', null, each.title), h('b', null, number(each.spots.length))))))];
}

/** Members of cubes and views that show personal data, and all that a policy masks or hides. */
const sensitive = () => cubes.flatMap((cube) => cube.members.filter((each) => each.personal || each.seen !== 'all')
  .map((member) => ({ cube, member, state: cube.rows === 'none' ? 'denied' : !member.public && member.seen === 'all' ? 'not public' : member.seen })));
const STATES = { all: ['bad', 'seen by all'], masked: ['good', 'masked'], hidden: ['good', 'hidden'], 'not public': ['warn', 'not public'], denied: ['idle', 'rows denied'] };

function personal() {
  const found = sensitive();
  if (!found.length) return [empty('No column is marked as personal data in dbt (tag pii, meta contains_pii), and no policy masks or hides a member.')];
  return bar('Members with personal data', Object.entries(STATES).map(([state, [kind, word]]) =>
    [word, found.filter((each) => each.state === state).length, kind, to('access', 'personal')]).filter(([, amount]) => amount));
}

function documented() {
  const all = onlyCubes.flatMap((cube) => cube.members.filter((each) => !each.of));
  const line = (word, part, whole) => {
    const meter = h('div', { class: 'bar thin', role: 'img', 'aria-label': `${percent(part, whole)} %` }, h('span', { class: 'good' }), h('span'));
    meter.children[0].style.flexGrow = part;
    meter.children[1].style.flexGrow = whole - part;
    return h('div', { class: 'share' }, h('span', null, word), h('b', null, `${percent(part, whole)} %`), meter);
  };
  return [line('Cubes with a description', onlyCubes.filter((cube) => cube.description).length, onlyCubes.length),
    line('Members with a description', all.filter((each) => each.description).length, all.length),
    line('Cubes with a primary key', onlyCubes.filter((cube) => cube.members.some((each) => each.key)).length, onlyCubes.length)];
}

function centre() {
  const ranked = onlyCubes.map((cube) => [cube, (joinedBy.get(cube.name) || []).length]).filter(([, n]) => n).sort((a, b) => b[1] - a[1] || (a[0].name < b[0].name ? -1 : 1));
  if (!ranked.length) return [empty('No cube is joined to another.')];
  return [h('ul', { class: 'rows' }, ranked.slice(0, 6).map(([cube, n]) =>
    h('li', null, h('a', { href: to('graph', cube.name) }, h('i', { class: `dot ${ROWS[cube.rows].kind}` }), h('span', { class: 'mono' }, cube.name), h('small', null, 'joined by'), h('b', null, number(n))))))];
}

function popular() {
  if (!usage) return [empty(['Nobody is counted yet. ', code('floe-cube report --events FILE'), ' adds what was asked, from the event file.'])];
  const names = Object.entries(usage.names || {}).filter(([name]) => byName.has(name)).sort((a, b) => b[1][0] - a[1][0] || (a[0] < b[0] ? -1 : 1));
  const never = cubes.filter((cube) => !asked(cube.name)).length;
  return [h('p', null, `${count(usage.queries, 'query', 'queries')}${usage.failed ? `, ${number(usage.failed)} of them failed` : ''}${usage.since ? `, ${usage.since} to ${usage.until} UTC` : ''}. ${count(never, 'cube')} never asked.`),
    h('ul', { class: 'rows' }, names.slice(0, 5).map(([name, [times]]) => h('li', null, h('a', { href: to('cubes', name) }, h('span', { class: 'mono' }, name), h('b', null, number(times))))))];
}

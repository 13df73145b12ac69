// What the compiler said, with its defaults filled in and looked up from both ends.

const data = JSON.parse(one('#data').textContent);

const CUBE = { view: false, title: '', description: '', subject: '', file: '', line: 0, relation: '', extends: '', public: true,
  rows: 'open', filters: [], through: [], members: [], joins: [], conditions: [], parts: [], rollups: [], hierarchies: [], policies: [], x: 0, y: 0 };
const MEMBER = { type: '', sql: '', text: '', title: '', description: '', of: '', key: false, public: true, seen: 'all',
  personal: false, reads: [] };
const full = (defaults, given) => Object.assign({}, defaults, given);

const cubes = data.cubes.map((cube) => full(CUBE, { ...cube, members: (cube.members || []).map((each) => full(MEMBER, each)) }));
const datasets = data.datasets.map((dataset) => full({ file: '', columns: [] }, dataset));
const edges = data.edges.map((edge) => full({ relationship: '', via: [] }, edge));
const findings = data.findings.map((finding) => full({ remedy: '', spots: [] }, finding));
const usage = data.usage || null;

const byName = new Map(cubes.map((cube) => [cube.name, cube]));
const onlyCubes = cubes.filter((cube) => !cube.view);
const onlyViews = cubes.filter((cube) => cube.view);
const asked = (name) => (usage && usage.names && Object.hasOwn(usage.names, name) ? usage.names[name] : null);

/** The cubes that join a cube, by its name. */
const joinedBy = new Map();
for (const cube of onlyCubes) {
  for (const join of cube.joins) {
    if (!joinedBy.has(join.to)) joinedBy.set(join.to, []);
    joinedBy.get(join.to).push({ from: cube.name, ...join });
  }
}

/** Findings by what they are about: a dbt resource, or a cube. */
const findingsOf = new Map();
for (const finding of findings) {
  for (const spot of finding.spots) {
    if (!spot.subject) continue;
    if (!findingsOf.has(spot.subject)) findingsOf.set(spot.subject, []);
    findingsOf.get(spot.subject).push({ finding, spot });
  }
}
const about = (cube) => [...(findingsOf.get(cube.subject) || []), ...(cube.view ? findingsOf.get(cube.name) || [] : [])];

const ROWS = {
  filtered: { kind: 'good', word: 'filtered', means: 'Everybody sees only the rows that match the claims of their token.' },
  all: { kind: 'warn', word: 'exempt', means: 'Every row is visible to everybody: the project says so (row_level: exempt).' },
  none: { kind: 'bad', word: 'denied', means: 'Nobody sees any row: the filter column is missing, so the cube stays closed.' },
  stated: { kind: 'idle', word: 'by policy', means: 'Access policies that people wrote say who sees which rows.' },
  open: { kind: 'idle', word: 'open', means: 'Row-level security is not configured: every verified token sees every row.' },
};
const rowsPill = (cube) => (cube.view ? null : pill(ROWS[cube.rows].kind, ROWS[cube.rows].word, ROWS[cube.rows].means));
const SEVERITY = { error: 'bad', warning: 'warn', note: 'idle' };
const spotted = (spot) => (spot.file && spot.line ? `${spot.file}:${spot.line}` : spot.file || '');
const spotsOf = (severity) => findings.filter((each) => each.severity === severity).reduce((sum, each) => sum + each.spots.length, 0);
const membersOf = (kind) => onlyCubes.reduce((sum, cube) => sum + cube.members.filter((each) => each.kind === kind).length, 0);

/** Dataset and column -> members that it feeds, joins and conditions that compare it; made when somebody asks. */
let fed = null;
function feeds(dataset, column) {
  if (!fed) {
    fed = new Map();
    const add = (cube, member, reads) => {
      for (const [at, name, how] of reads) {
        const key = `${at}\u0000${name}`;
        if (!fed.has(key)) fed.set(key, []);
        fed.get(key).push({ cube, member, how });
      }
    };
    for (const cube of cubes) {
      for (const member of cube.members) add(cube, member, member.reads);
      for (const join of cube.joins) add(cube, { name: `→ ${join.to}` }, join.reads || []);
      add(cube, { name: '(rows)' }, cube.conditions);
    }
  }
  return fed.get(`${dataset}\u0000${column}`) || [];
}

/** A copyable place in the source. */
const source = (text) => (text ? h('code', { class: 'file' }, text) : null);

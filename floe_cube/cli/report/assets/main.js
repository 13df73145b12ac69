// Where the reader is, the keyboard, light and dark.

const PAGES = {
  '': ['Overview', overview, null],
  cubes: ['Cubes', cubesPage, cubes.length],
  graph: ['Graph', graphPage, null],
  access: ['Access', accessPage, null],
  findings: ['Diagnostics', findingsPage, findings.reduce((sum, each) => sum + each.spots.length, 0)],
  lineage: ['Lineage', lineagePage, null],
};

function visit(href) {
  if (location.hash === href) show(); else location.hash = href;
}

function show() {
  let [name, ...rest] = location.hash.replace(/^#\/?/, '').split('/');
  try { rest = rest.map(decodeURIComponent); } catch { rest = []; }
  if (!Object.hasOwn(PAGES, name)) [name, rest] = ['', []];
  const had = document.activeElement;
  const content = one('#content');
  const page = PAGES[name][1](...rest);
  if (content.firstChild !== page) content.replaceChildren(page);
  content.scrollTop = 0;
  content.dataset.shows = location.hash;
  const heading = one('h1', content);
  document.title = `${name && heading ? heading.textContent : PAGES[name][0]} · ${data.project || 'floe-cube'}`;
  for (const link of document.querySelectorAll('#nav a')) {
    if (link.dataset.page === name) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
  }
  if (had && !document.body.contains(had) && heading) heading.focus({ preventScroll: true });
}

function theme() {
  const button = one('#theme');
  const dark = () => (document.documentElement.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const say = () => {
    button.setAttribute('aria-label', dark() ? 'Switch to light colours' : 'Switch to dark colours');
    button.textContent = dark() ? '☀' : '☾';
  };
  try {
    const kept = localStorage.getItem('floe-cube-theme');
    if (kept === 'dark' || kept === 'light') document.documentElement.dataset.theme = kept;
  } catch { /* a file opened from disk may have no storage */ }
  button.addEventListener('click', () => {
    document.documentElement.dataset.theme = dark() ? 'light' : 'dark';
    try { localStorage.setItem('floe-cube-theme', document.documentElement.dataset.theme); } catch { /* as above */ }
    say();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', say);
  say();
}

one('#project').textContent = data.project || 'floe-cube';
one('#deployment').textContent = [data.database || data.adapter, count(onlyCubes.length, 'cube')].filter(Boolean).join(' · ');
one('#nav').append(...Object.entries(PAGES).map(([name, [word, , amount]]) =>
  h('a', { href: name ? to(name) : '#/', 'data-page': name }, word, amount === null ? null : h('small', null, number(amount)))));
document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, textarea, select');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    one('#search').focus();
  }
});
one('.skip').addEventListener('click', (event) => { event.preventDefault(); one('#content').focus(); });
window.addEventListener('hashchange', show);
theme();
searchBox();
show();
performance.mark('ready');
(window.requestIdleCallback || setTimeout)(() => indexed());

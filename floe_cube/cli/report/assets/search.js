// Search over everything that has a name: a combobox whose list follows what is typed.

const SHOWN = 40;
let entries = null;

function indexed() {
  if (entries) return entries;
  entries = [];
  const add = (kind, label, inside, words, href) =>
    entries.push({ kind, label, inside, name: label.toLowerCase(), whole: `${inside}.${label}`.toLowerCase(), words: words.toLowerCase(), href });
  for (const cube of cubes) add(cube.view ? 'view' : 'cube', cube.name, '', `${cube.title} ${cube.description}`, to('cubes', cube.name));
  for (const cube of cubes) {
    for (const each of cube.members) add(each.kind, each.name, cube.name, `${each.title} ${each.description}`, to('cubes', cube.name, each.name));
  }
  datasets.forEach((dataset) => {
    for (const [name] of dataset.columns) add('column', name, dataset.name, '', to('lineage', dataset.id, name));
  });
  return entries;
}

/** How well an entry fits, the lower the better; nothing where it does not. */
function rank(entry, wanted) {
  const at = entry.name.indexOf(wanted);
  const order = entry.inside ? 1 : 0;
  if (at === 0) return (entry.name.length === wanted.length ? 0 : 2) + order;
  if (at > 0) return (entry.name[at - 1] === '_' ? 4 : 6) + order;
  if (wanted.includes('.') && entry.whole.includes(wanted)) return 3;
  if (entry.words.includes(wanted)) return 8 + order;
  return null;
}

function find(text) {
  const words = text.toLowerCase().trim().split(/\s+/).filter(Boolean);
  if (!words.length) return { hits: [], total: 0 };
  const hits = [];
  for (const entry of indexed()) {
    let sum = 0;
    for (const word of words) {
      const here = rank(entry, word);
      if (here === null && !(words.length > 1 && entry.whole.includes(word))) { sum = null; break; }
      sum += here === null ? 5 : here;
    }
    if (sum !== null) hits.push([sum, entry]);
  }
  hits.sort((a, b) => a[0] - b[0] || (a[1].whole < b[1].whole ? -1 : 1));
  return { hits: hits.slice(0, SHOWN).map(([, entry]) => entry), total: hits.length };
}

function searchBox() {
  const field = one('#search');
  const list = one('#found');
  let active = -1;
  const options = () => [...list.querySelectorAll('[role=option]')];
  const close = () => {
    list.hidden = true;
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
  };
  const choose = (index) => {
    const all = options();
    if (!all.length) return;
    active = (index + all.length) % all.length;
    all.forEach((option, at) => option.setAttribute('aria-selected', String(at === active)));
    all[active].scrollIntoView({ block: 'nearest' });
    field.setAttribute('aria-activedescendant', all[active].id);
  };
  const show = () => {
    const { hits, total } = find(field.value);
    active = -1;
    list.replaceChildren(...hits.map((hit, at) => h('div', { role: 'option', id: `hit-${at}`, 'aria-selected': 'false', 'data-href': hit.href,
      mousedown: (event) => event.preventDefault(), click: () => go(hit.href) },
    h('i', { class: `mark ${hit.kind}` }, hit.kind), h('b', null, hit.label), hit.inside ? h('small', null, hit.inside) : null)));
    const asks = field.value.trim() !== '';
    const said = !total ? 'Nothing has that name.' : total > hits.length ? `The best ${hits.length} of ${number(total)}.` : count(total, 'result') + '.';
    if (asks) list.append(h('p', { class: 'said', role: 'presentation' }, said));
    one('#live').textContent = asks ? said : '';
    list.hidden = !asks;
    field.setAttribute('aria-expanded', String(asks));
    if (hits.length) choose(0);
  };
  const go = (href) => {
    close();
    field.value = '';
    field.blur();
    visit(href);
  };
  field.addEventListener('input', show);
  field.addEventListener('focus', () => field.value && show());
  field.addEventListener('blur', close);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      choose(active + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter' && !list.hidden && options()[active]) {
      go(options()[active].dataset.href);
    } else if (event.key === 'Escape') {
      if (field.value) { field.value = ''; show(); } else field.blur();
    }
  });
}

'use strict';

// Elements of the page. What comes from the project only ever becomes text and the values of attributes, never markup.

const one = (selector, root = document) => root.querySelector(selector);

/** An element: `h('a', {href: '#/'}, 'Overview')`. Texts become text nodes; attributes that are null or false are left out. */
function h(tag, attributes, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

/** The same in SVG. */
function s(tag, attributes, ...children) {
  return dress(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function dress(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** The address of a place in the report. */
const to = (...path) => '#/' + path.map(encodeURIComponent).join('/');

const number = (value) => value.toLocaleString('en');
const count = (value, word, words = `${word}s`) => `${number(value)} ${value === 1 ? word : words}`;
const percent = (part, whole) => (whole ? Math.round((100 * part) / whole) : 0);

/** Puts the first items into a parent, and more of them whenever the reader comes near the end. */
function grow(parent, items, make, step = 120) {
  let shown = 0;
  const end = h('div', { class: 'end', 'aria-hidden': 'true' });
  const more = () => {
    const next = items.slice(shown, shown + step);
    shown += next.length;
    parent.append(...next.map(make));
    if (shown < items.length) {
      const place = parent.tagName === 'TBODY' ? parent.closest('.scroll') || parent : parent;
      place.append(end);
    } else {
      end.remove();
      watch.disconnect();
    }
  };
  const watch = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && more(), {
    rootMargin: '600px',
  });
  more();
  if (shown < items.length) watch.observe(end);
  return { upTo: (index) => { while (shown <= index && shown < items.length) more(); } };
}

/** A table with a caption for those who hear it. */
function table(caption, columns, items, row, step) {
  const body = h('tbody');
  const whole = h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    h('table', null, h('caption', { class: 'unseen' }, caption),
      h('thead', null, h('tr', null, columns.map((name) => h('th', { scope: 'col' }, name)))), body));
  const grown = grow(body, items, row, step);
  return Object.assign(whole, grown);
}

const pill = (kind, text, title) => h('span', { class: `pill ${kind}`, title }, text);
const code = (text) => h('code', null, text);
/** Words in which `backticks` mark code. */
const prose = (text) => text.split('`').map((part, at) => (at % 2 ? code(part) : part));
const section = (title, amount, ...content) =>
  h('section', null, h('h2', null, title, amount === null ? null : h('span', { class: 'amount' }, number(amount))), content);

/** Segments of a bar, each with its share: `[[label, amount, kind, href], …]`. */
function bar(label, shares) {
  const whole = shares.reduce((sum, [, amount]) => sum + amount, 0);
  const strip = h('div', { class: 'bar', role: 'img', 'aria-label': `${label}: ` + shares.map(([name, n]) => `${name} ${n}`).join(', ') });
  for (const [, amount, kind] of shares) {
    if (!amount) continue;
    const piece = h('span', { class: kind });
    piece.style.flexGrow = amount;
    strip.append(piece);
  }
  const legend = h('ul', { class: 'legend' }, shares.map(([name, amount, kind, href]) =>
    h('li', null, h('a', { href }, h('i', { class: `dot ${kind}` }), h('span', null, name),
      h('b', null, number(amount)), h('small', null, `${percent(amount, whole)} %`)))));
  return [strip, legend];
}

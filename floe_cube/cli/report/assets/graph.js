// The picture of the joins: all cubes where the compiler placed them, or one cube between its neighbours.

const BOX = { width: 190, height: 34 };
const SHORT = { many_to_one: 'n : 1', one_to_many: '1 : n', one_to_one: '1 : 1' };

function graphPage(name) {
  const focus = onlyCubes.find((cube) => cube.name === name) || null;
  if (!onlyCubes.length) return h('div', { class: 'page' }, missing());
  const drawn = focus ? around(focus) : everything();
  const canvas = picture(drawn, focus);
  const field = h('input', { type: 'search', list: 'cube-names', placeholder: 'Find a cube', 'aria-label': 'Find a cube in the graph', value: focus ? focus.name : '', spellcheck: 'false',
    change: () => { if (byName.has(field.value)) visit(to('graph', field.value)); else if (!field.value) visit(to('graph')); } });
  return h('div', { class: 'page full' },
    h('div', { class: 'tools' },
      h('h1', { tabindex: '-1' }, focus ? ['Joins of ', h('a', { class: 'mono', href: to('cubes', focus.name) }, focus.name)] : 'Join graph'),
      h('small', null, focus ? `${count(drawn.nodes.length - 1, 'neighbour')}` : `${count(drawn.nodes.length, 'cube')}, ${count(drawn.edges.length, 'join')}`),
      h('span', { class: 'fill' }), focus ? h('a', { class: 'button', href: to('graph') }, 'All cubes') : null,
      field, h('datalist', { id: 'cube-names' }, onlyCubes.map((cube) => h('option', { value: cube.name }))),
      h('div', { class: 'zoom', role: 'group', 'aria-label': 'Zoom' },
        h('button', { type: 'button', 'aria-label': 'Zoom out', click: () => canvas.zoom(1 / 1.4) }, '−'),
        h('button', { type: 'button', 'aria-label': 'Zoom in', click: () => canvas.zoom(1.4) }, '+'),
        h('button', { type: 'button', click: () => canvas.fit() }, 'Fit'))),
    canvas,
    h('ul', { class: 'key-to-colours', 'aria-label': 'Colours' }, Object.values(ROWS).filter((each) => onlyCubes.some((cube) => ROWS[cube.rows] === each)).map((each) =>
      h('li', null, h('i', { class: `dot ${each.kind}` }), each.word)), h('li', null, 'A line runs from a cube to the one that it joins. Drag, scroll, or use the arrow keys, + and −.')),
    focus ? h('div', { class: 'under' }, joins(focus)) : null);
}

const everything = () => ({ nodes: onlyCubes.map((cube) => ({ cube, x: cube.x, y: cube.y })), edges });

/** A cube in the middle, those that join it on its left, those that it joins on its right. */
function around(cube) {
  const right = [...new Set(cube.joins.map((each) => each.to))].filter((each) => each !== cube.name && byName.has(each)).sort();
  const left = [...new Set((joinedBy.get(cube.name) || []).map((each) => each.from))].filter((each) => each !== cube.name && !right.includes(each)).sort();
  const nodes = [{ cube, x: 0, y: 0 }];
  const side = (names, sign) => {
    const columns = Math.max(1, Math.ceil(names.length / 16));
    const rows = Math.ceil(names.length / columns);
    names.forEach((each, at) => nodes.push({ cube: byName.get(each), x: sign * (BOX.width + 130 + (at % columns) * (BOX.width + 30)), y: (Math.floor(at / columns) - (rows - 1) / 2) * (BOX.height + 14) }));
  };
  side(left, -1);
  side(right, 1);
  const inherited = cube.joins.filter((each) => each.of).map((each) => ({ cube: cube.name, to: each.to, relationship: each.relationship }));
  const drawn = new Set([...left, ...right, cube.name]);
  return { nodes, edges: [...edges, ...inherited].filter((edge) => drawn.has(edge.cube) && drawn.has(edge.to) && (edge.cube === cube.name || edge.to === cube.name)).map((edge) => ({ ...edge, via: [] })) };
}

function picture({ nodes, edges }, focus) {
  const at = new Map(nodes.map((node) => [node.cube.name, node]));
  const degree = new Map(nodes.map((node) => [node.cube.name, 0]));
  const lines = s('g', { class: 'lines' });
  const boxes = s('g');
  const touching = new Map(nodes.map((node) => [node.cube.name, []]));
  for (const edge of edges) {
    const [a, b] = [at.get(edge.cube), at.get(edge.to)];
    if (!a || !b) continue;
    const line = s('path', { d: curve(a, b, edge.via), class: edge.relationship ? null : 'extends' });
    lines.append(line);
    for (const [name, other] of [[edge.cube, edge.to], [edge.to, edge.cube]]) {
      touching.get(name).push({ line, other });
      degree.set(name, degree.get(name) + 1);
    }
    if (focus && nodes.length < 34 && edge.relationship && a !== b) boxes.append(s('text', { class: 'on', x: (a.x + b.x + BOX.width) / 2, y: (a.y + b.y + BOX.height) / 2 - 5 }, SHORT[edge.relationship]));
  }
  const often = Math.max(5, [...degree.values()].sort((a, b) => b - a)[16] || 0);
  const drawn = new Map();
  for (const { cube, x, y } of [...nodes].sort((a, b) => degree.get(a.cube.name) - degree.get(b.cube.name))) {
    const big = degree.get(cube.name) > often;
    const node = s('g', { class: `node ${ROWS[cube.rows].kind}${big ? ' big' : ''}${cube === focus ? ' focus' : ''}`, transform: `translate(${x} ${y})`, tabindex: focus ? '0' : null, role: focus ? 'link' : null, 'data-cube': cube.name },
      s('title', null, `${cube.name}: ${ROWS[cube.rows].word}, ${count(degree.get(cube.name), 'join')}`),
      s('rect', { width: BOX.width, height: BOX.height, rx: 7 }), s('rect', { class: 'edge', width: 5, height: BOX.height - 12, x: 6, y: 6, rx: 2.5 }),
      s('text', { x: 20, y: BOX.height / 2 + 4.5 }, cube.name.length > 22 ? `${cube.name.slice(0, 21)}…` : cube.name));
    drawn.set(cube.name, node);
    boxes.append(node);
  }
  const light = (name, on) => {
    root.classList.toggle('lit', on);
    root.classList.toggle('many', touching.get(name).length > 12);
    drawn.get(name).classList.toggle('it', on);
    drawn.get(name).classList.toggle('near', on);
    for (const { line, other } of touching.get(name)) {
      line.classList.toggle('near', on);
      drawn.get(other).classList.toggle('near', on);
      (on ? above : lines).append(line);
    }
  };
  const above = s('g', { class: 'lines above' });
  const root = s('g', null, lines, boxes, above);
  const svg = s('svg', { class: focus ? 'graph focused' : 'graph', role: 'group', tabindex: '0', 'aria-label': focus ? `${focus.name} and the cubes that it is joined to. The table below says the same.` : 'All cubes and their joins. Find a cube by its name to see its neighbours.' }, root);
  svg.style.setProperty('--faint', Math.min(0.6, Math.max(0.2, 90 / edges.length)));
  let lit = null;
  svg.addEventListener('pointerover', (event) => {
    const node = event.target.closest('.node');
    const name = node ? node.dataset.cube : null;
    if (name === lit) return;
    if (lit) light(lit, false);
    if (name) light(name, true);
    lit = name;
  });
  return movable(svg, root, nodes, (name) => visit(focus && focus.name === name ? to('cubes', name) : to('graph', name)));
}

/** A line from one box to another, through the places that are free for it. */
function curve(a, b, via) {
  const middle = (y) => y + BOX.height / 2;
  if (a === b) return `M${a.x + BOX.width} ${middle(a.y) - 6}c40 -30 40 42 0 12`;
  const forth = a.x <= b.x || via.length > 0;
  const stops = [[forth ? a.x + BOX.width : a.x, middle(a.y)], ...via.flatMap(([x, y]) => [[x, middle(y)], [x + BOX.width, middle(y)]]), [forth ? b.x : b.x + BOX.width, middle(b.y)]];
  return stops.map(([x, y], at) => {
    if (at === 0) return `M${x} ${y}`;
    if (at % 2 === 0) return `L${x} ${y}`;
    const [x0, y0] = stops[at - 1];
    const bend = Math.max(40, Math.abs(x - x0) / 2) * (forth ? 1 : -1);
    return `C${x0 + bend} ${y0} ${x - bend} ${y} ${x} ${y}`;
  }).join('');
}

/** Lets a drawing be dragged, zoomed and walked over. */
function movable(svg, root, nodes, open) {
  const view = { x: 0, y: 0, k: 1 };
  let least = 0.05;
  const draw = () => {
    root.setAttribute('transform', `translate(${view.x} ${view.y}) scale(${view.k})`);
    svg.classList.toggle('far', view.k < 0.5);
    svg.style.setProperty('--k', view.k);
  };
  const size = () => [svg.clientWidth || 1000, svg.clientHeight || 600];
  svg.zoom = (factor, x = size()[0] / 2, y = size()[1] / 2) => {
    const k = Math.min(2.5, Math.max(least, view.k * factor));
    Object.assign(view, { x: x - ((x - view.x) * k) / view.k, y: y - ((y - view.y) * k) / view.k, k });
    draw();
  };
  svg.fit = () => {
    const [width, height] = size();
    const [left, top] = [Math.min(...nodes.map((n) => n.x)), Math.min(...nodes.map((n) => n.y))];
    const wide = Math.max(...nodes.map((n) => n.x)) + BOX.width - left;
    const high = Math.max(...nodes.map((n) => n.y)) + BOX.height - top;
    view.k = Math.min(1.15, (width - 48) / wide, (height - 48) / high);
    least = Math.min(0.05, view.k);
    view.x = (width - wide * view.k) / 2 - left * view.k;
    view.y = (height - high * view.k) / 2 - top * view.k;
    draw();
  };
  svg.addEventListener('wheel', (event) => {
    event.preventDefault();
    const { left, top } = svg.getBoundingClientRect();
    svg.zoom(Math.exp(-event.deltaY / 500), event.clientX - left, event.clientY - top);
  }, { passive: false });
  let held = null;
  svg.addEventListener('pointerdown', (event) => { held = { x: event.clientX, y: event.clientY, moved: false }; });
  svg.addEventListener('pointermove', (event) => {
    if (!held || !event.buttons) return;
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    if (!held.moved && Math.hypot(dx, dy) < 4) return;
    if (!held.moved) svg.setPointerCapture(event.pointerId);
    held = { x: event.clientX, y: event.clientY, moved: true };
    view.x += dx;
    view.y += dy;
    draw();
  });
  svg.addEventListener('click', (event) => {
    const node = event.target.closest('.node');
    if (node && !(held && held.moved)) open(node.dataset.cube);
  });
  svg.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    const node = event.target.closest('.node');
    if (step) { view.x += step[0]; view.y += step[1]; draw(); }
    else if (event.key === '+' || event.key === '=') svg.zoom(1.4);
    else if (event.key === '-') svg.zoom(1 / 1.4);
    else if (event.key === '0') svg.fit();
    else if (event.key === 'Enter' && node) open(node.dataset.cube);
    else return;
    event.preventDefault();
  });
  new ResizeObserver((_, watch) => { svg.fit(); watch.disconnect(); }).observe(svg);
  return svg;
}

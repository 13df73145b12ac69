'use strict';
// A data model as JSON on stdin, what Cube's schema compiler says of it as JSON on stdout; see verify.py.
const fs = require('fs');
const { createRequire } = require('module');
const path = require('path');
const model = require('./model.cjs');

const answer = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr); // what Cube prints is no answer

/** Whether Cube's native binary is there, in one of the two places where @cubejs-backend/native looks for it. */
function hasBinary(load) {
  const root = path.dirname(load.resolve('@cubejs-backend/native/package.json'));
  return ['index.node', path.join('native', 'index.node')].some(name => fs.existsSync(path.join(root, name)));
}

const renderTemplate = async (name) => { throw new Error(`${name} is a Jinja template, which only Cube's native binary reads`); };
const standin = { newJinjaEngine: () => ({ loadTemplate() {}, renderTemplate }), loadPythonContext: async () => ({}) };

/** Name of each cube and view -> the file that it stands in, and what is no YAML: Cube's own reports lack the file. */
function contents(files, jsYaml) {
  const names = {};
  const unreadable = [];
  for (const [file, text] of Object.entries(files).filter(([name]) => /\.ya?ml$/.test(name))) {
    try {
      const { cubes, views } = jsYaml.load(text) || {};
      for (const { name } of [cubes, views].flat().filter(Boolean)) names[name] = file;
    } catch (e) {
      unreadable.push({ file, message: e.message });
    }
  }
  return { names, unreadable };
}

(async () => {
  const request = JSON.parse(fs.readFileSync(0, 'utf8'));
  const load = createRequire(path.join(request.modules, 'floe-cube.js'));
  const native = hasBinary(load);
  const { compile, jsYaml } = model(load, native ? undefined : standin);
  const compiled = await compile(request);
  const { names, unreadable } = compiled.errors.length ? contents(request.files, jsYaml) : { names: {}, unreadable: [] };
  const queries = Object.keys(compiled.members).length + Object.keys(compiled.preAggregations).length;
  const views = compiled.cubes.filter(cube => cube.type === 'view').length;
  const made = { cubes: compiled.cubes.length - views, views, queries, dialect: compiled.dialect };
  answer(JSON.stringify({ errors: unreadable.length ? unreadable : compiled.errors, names, made }));
})();

'use strict';
// Cube's schema compiler as one long-lived process: a JSON request a line on stdin, a JSON answer a line on stdout.
// The other end is class Compiler in lab.py; the compiling itself is what `floe-cube verify` does.
const readline = require('readline');
const model = require('../../floe_cube/cli/compiler/model.cjs');

const answer = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr); // what Cube prints is no answer

// Text with `{{`, `}}`, `{%` or `%}` anywhere is a template to Cube. A generated file is meant to be none.
const renderTemplate = async (name) => { throw new Error(`${name}: Cube takes this file for a Jinja template`); };
const { compile, jsYaml } = model(require, { newJinjaEngine: () => ({ loadTemplate() {}, renderTemplate }) });

const named = ({ file, member, message }) => (file || member ? `${file || member}: ${message}` : message);

/** JSON has neither dates nor infinities; js-yaml has both. */
function tagged(key, value) {
  if (this[key] instanceof Date) return { $date: value };
  return typeof value === 'number' && !Number.isFinite(value) ? { $float: String(value) } : value;
}

const operations = {
  compile: async (request) => {
    const compiled = await compile(request);
    return { ...compiled, errors: compiled.errors.map(named) };
  },
  yaml: ({ text }) => jsYaml.load(text), // YamlCompiler.js calls it just so, without options
};

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    let reply;
    try {
      const value = await operations[request.operation](request);
      reply = JSON.stringify({ value: value === undefined ? null : value }, tagged);
    } catch (e) {
      reply = JSON.stringify({ error: e.message });
    }
    answer(`${reply}\n`);
  }
})();

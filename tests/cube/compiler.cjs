'use strict';
// Cube's schema compiler as one long-lived process: a JSON request a line on stdin, a JSON answer a line on stdout.
// The other end is class Compiler in lab.py.
const crypto = require('crypto');
const readline = require('readline');

const answer = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr); // what Cube prints is no answer

const { LRUCache, fromCompiler, takeCutTexts } = require('./inprocess.cjs');
const { prepareCompiler } = require('@cubejs-backend/schema-compiler');
const { render } = require('./render.cjs');

const jsYaml = fromCompiler('js-yaml');
const caches = {
  compiledYamlCache: new LRUCache({ max: 20000 }),
  compiledScriptCache: new LRUCache({ max: 20000 }),
  compiledJinjaCache: new LRUCache({ max: 1 }),
};
// Text with `{{`, `}}`, `{%` or `%}` anywhere is a template to Cube. A generated file is meant to be none.
const renderTemplate = async (name) => { throw new Error(`${name}: Cube takes this file for a Jinja template`); };
const nativeInstance = { newJinjaEngine: () => ({ loadTemplate() {}, renderTemplate }) };

const md5 = text => crypto.createHash('md5').update(text).digest('hex');

/** What is wrong with a model, as Cube reports it; a text that Cube would cut without a word counts as wrong. */
async function problems(compiler) {
  try {
    await compiler.compile();
  } catch (e) {
    const reported = compiler.errorsReporter ? compiler.errorsReporter.getErrors() : [];
    if (!reported.length) return [e.message];
    return reported.map(r => (r.fileName ? `${r.fileName}: ` : '') + (r.plainMessage || r.message));
  }
  return takeCutTexts().map(text => `Cube cuts this text: ${text}`);
}

async function compile({ files, dialect, render: wanted }) {
  const sources = Object.entries(files).map(([fileName, content]) => ({ fileName, content }));
  const repository = { localPath: () => '/', dataSchemaFiles: async () => sources };
  const options = { nativeInstance, errorReport: { logger() {} }, ...caches };
  const compilers = prepareCompiler(repository, options);
  takeCutTexts();
  const errors = await problems(compilers.compiler);
  if (errors.length) {
    // Cube caches what it made of a wrong file, but not the errors: forget it, or the next time nothing seems wrong.
    for (const { content } of sources) caches.compiledYamlCache.delete(md5(content));
    return { errors, members: {}, preAggregations: {}, cubes: [], dialect };
  }
  const cubes = compilers.metaTransformer.cubes.map(({ config }) => config);
  const rendered = wanted ? render(compilers, dialect) : { errors: [], members: {}, preAggregations: {}, dialect };
  return { ...rendered, cubes };
}

/** JSON has neither dates nor infinities; js-yaml has both. */
function tagged(key, value) {
  if (this[key] instanceof Date) return { $date: value };
  return typeof value === 'number' && !Number.isFinite(value) ? { $float: String(value) } : value;
}

const operations = {
  compile,
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

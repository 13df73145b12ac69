'use strict';
// A data model in Cube's own schema compiler: what is wrong with it, what Cube makes of it, and the SQL of its members.
const crypto = require('crypto');
const inprocess = require('./inprocess.cjs');
const { render } = require('./render.cjs');

const md5 = text => crypto.createHash('md5').update(text).digest('hex');

/**
 * @param load a `require` that finds Cube.
 * @param nativeInstance what takes the place of Cube's native binary, which reads templates; undefined for the binary itself.
 */
module.exports = (load, nativeInstance) => {
  const { LRUCache, fromCompiler, takeCutTexts } = inprocess(load);
  const { prepareCompiler } = load('@cubejs-backend/schema-compiler');
  const caches = {
    compiledYamlCache: new LRUCache({ max: 20000 }),
    compiledScriptCache: new LRUCache({ max: 20000 }),
    compiledJinjaCache: new LRUCache({ max: 1 }),
  };

  /** What is wrong with a model, as Cube reports it; a text that Cube would cut without a word counts as wrong. */
  async function problems(compiler) {
    try {
      await compiler.compile();
    } catch (e) {
      const reported = compiler.errorsReporter ? compiler.errorsReporter.getErrors() : [];
      if (!reported.length) return [{ message: e.message }];
      return reported.map(r => ({ file: r.fileName, message: r.plainMessage || r.message }));
    }
    return takeCutTexts().map(text => ({ message: `Cube cuts this text: ${text}` }));
  }

  async function compile({ files, dialect, dialects, render: wanted }) {
    const sources = Object.entries(files).map(([fileName, content]) => ({ fileName, content }));
    const repository = { localPath: () => '/', dataSchemaFiles: async () => sources };
    const compilers = prepareCompiler(repository, { nativeInstance, errorReport: { logger() {} }, ...caches });
    takeCutTexts();
    const errors = await problems(compilers.compiler);
    if (errors.length) {
      // Cube caches what it made of a wrong file, but not the errors: forget it, or the next time nothing seems wrong.
      for (const { content } of sources) caches.compiledYamlCache.delete(md5(content));
      return { errors, members: {}, preAggregations: {}, cubes: [], dialect };
    }
    const cubes = compilers.metaTransformer.cubes.map(({ config }) => config);
    const rendered = wanted ? render(load, compilers, dialect, dialects) : { errors: [], members: {}, preAggregations: {}, dialect };
    return { ...rendered, cubes };
  }

  return { compile, jsYaml: fromCompiler('js-yaml') };
};

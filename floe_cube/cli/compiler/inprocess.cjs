'use strict';
// Makes Cube's schema compiler quick to call a thousand times: its transpiler runs in this process, not in a pool of
// worker threads that every compilation starts anew, and a text that was parsed once is not parsed again. The code that
// does the work is Cube's own.
const { createRequire } = require('module');

const SCHEMA_COMPILER = '@cubejs-backend/schema-compiler';
// Cube's grammar reports this one for every f-string, good ones too. It ignores all syntax errors; any other one means
// that part of the text is lost.
const HARMLESS = "no viable alternative at input '<EOF>'";

/**
 * Has to come before anything else of the compiler is loaded.
 * @param load a `require` that finds Cube.
 */
module.exports = (load) => {
  const fromCompiler = createRequire(load.resolve(SCHEMA_COMPILER));
  const { LRUCache } = fromCompiler('lru-cache');
  const babel = fromCompiler('@babel/types');
  const workerpool = fromCompiler('workerpool');

  const cutTexts = [];

  const pythonParser = load(`${SCHEMA_COMPILER}/dist/src/parser/PythonParser`);
  const { PythonParser } = pythonParser;
  const parsed = new LRUCache({ max: 50000 });
  pythonParser.PythonParser = class {
    constructor(code) {
      if (!parsed.has(code)) {
        const parser = new PythonParser(code);
        const errors = parser.errors.map(e => e.msg).filter(msg => msg !== HARMLESS);
        parsed.set(code, { ast: parser.transpileToJs(), errors });
      }
      this.known = parsed.get(code);
      if (this.known.errors.length) cutTexts.push(`${code}: ${this.known.errors.join('; ')}`);
    }

    transpileToJs() { return babel.cloneNode(this.known.ast); }
  };

  let functions;
  workerpool.worker = (exported) => { functions = exported; };
  load(`${SCHEMA_COMPILER}/dist/src/compiler/transpilers/transpiler_worker`);
  workerpool.pool = () => ({
    // The worker keeps one error report for life: empty it after each call, or it blames the next file.
    exec: async (name, args) => {
      const { errors, warnings, ...rest } = functions[name](...args);
      return { ...rest, errors: errors.splice(0), warnings: warnings.splice(0) };
    },
    terminate() {},
  });

  return { LRUCache, fromCompiler, takeCutTexts: () => cutTexts.splice(0) };
};

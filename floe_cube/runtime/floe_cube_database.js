'use strict';
// What a database says when it fails may quote the row at which it failed, and that row may be anybody's: `invalid input
// syntax for type integer: "..."`. Its text stays out of answers, caches, records and, unless asked for, logs; a code remains.

const { withoutLiterals } = require('./floe_cube_statement.js');

const FAILED = 'The database could not answer';
const LATE = 'Timeout of the database';
const CODE = /^(?!\w*(?:Error|Exception)$)[A-Za-z0-9_.-]{2,48}$/; // SQLSTATE, errno, the name of an error: a vendor's word, never a row's
const IN_LOG = /^Error: [A-Z][a-z ]+ \(([A-Za-z0-9_.-]{2,48})\)$/;
const DUCKDB = /^(?:Error: )?([A-Z][A-Za-z ]{1,30}) Error: /; // it has no codes, but begins with the kind of its error
// A statement_timeout of PostgreSQL, the operating system's, ClickHouse's, Trino's.
const TIMEOUTS = new Set(['57014', 'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'TIMEOUT_EXCEEDED', 'EXCEEDED_TIME_LIMIT']);
const DEPTH = 4; // of causes that are looked at
// Log events of the drivers' own, with texts as above.
const OF_DRIVERS = new Set(['ClickHouse Client Log', 'Database Pool Error', 'Failed to stop Athena query']);

/** What is left of a database's error. Cube gives its message to the client and its stack to the log. */
class DatabaseError extends Error {
  constructor(code) {
    super(TIMEOUTS.has(code) ? LATE : FAILED);
    this.code = code;
    this.stack = `Error: ${this.message} (${code})`;
  }
}

/**
 * Makes what takes the texts out of the errors of drivers.
 *
 * @param tell told every text: (text, { requestId })
 * @return a function of (class, database); without a class there is nothing to silence
 */
function silencer(tell) {
  const done = new WeakSet();
  return (Driver, database) => {
    const prototype = Driver?.prototype;
    if (prototype === undefined || done.has(prototype)) return;
    done.add(prototype);
    for (const name of methodsOf(prototype)) {
      const method = prototype[name];
      const silent = function silent(...args) {
        const result = method.apply(this, args);
        if (typeof result?.then !== 'function') return result;
        const hush = error => silenced(error, database, text => tell(text, { requestId: args.at(-1)?.requestId }));
        const promise = result.then(value => withSilentStreams(value, hush), error => { throw hush(error); });
        // Cube calls it for a query that nobody waits for any more.
        return typeof result.cancel === 'function' ? Object.assign(promise, { cancel: (...more) => result.cancel(...more) }) : promise;
      };
      Object.defineProperty(prototype, name, { value: silent, writable: true, configurable: true });
    }
  };
}

/** The methods of a class and of those that it extends. */
function methodsOf(prototype) {
  const names = new Set();
  for (let at = prototype; at !== Object.prototype && at !== null; at = Object.getPrototypeOf(at)) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      if (typeof value === 'function' && name !== 'constructor') names.add(name);
    }
  }
  return names;
}

function silenced(error, database, tell) {
  if (error instanceof DatabaseError) return new DatabaseError(error.code); // drivers add the statement to its message
  tell(String(error?.stack ?? error));
  return new DatabaseError(codeOf(error, database));
}

/** The first word of the vendor's in an error and its causes. */
function codeOf(error, database) {
  for (let [at, depth] = [error, 0]; at && depth < DEPTH; [at, depth] = [at.cause ?? at.errors?.[0], depth + 1]) {
    const [, kind] = (database === 'duckdb' && DUCKDB.exec(at.message)) || [];
    const words = [at.sqlState, at.code, at.errorName, at.type, kind?.replaceAll(' ', '_'), at.name];
    const code = words.map(word => (Number.isInteger(word) ? String(word) : word)).find(word => typeof word === 'string' && CODE.test(word));
    if (code !== undefined) return code;
  }
  return 'unknown';
}

/** Rows that are read later may fail later. */
function withSilentStreams(value, hush) {
  for (const stream of [value, value?.rowStream]) {
    if (typeof stream?.pipe !== 'function') continue;
    const { destroy, emit } = stream;
    const once = new Map(); // a stream is destroyed by an error and emits it
    const quiet = error => once.get(error) ?? once.set(error, hush(error)).get(error);
    stream.destroy = (error, ...rest) => destroy.call(stream, error && quiet(error), ...rest);
    stream.emit = (event, ...args) => emit.call(stream, event, ...(event === 'error' ? args.map(quiet) : args));
  }
  return value;
}

/** The code in the text of an error that Cube logs, if it is one of ours. */
const codeIn = text => IN_LOG.exec(text)?.[1];

/**
 * The parameters of a log event, without the texts that drivers write into it themselves. Errors and warnings are what Cube logs by
 * default, and they lose the literals of SQL too: the values of filters are parameters, but a data model may hold secrets.
 */
function silentParams(message, params, database) {
  if (OF_DRIVERS.has(message)) return { error: FAILED };
  if (params.error === undefined && params.warning === undefined) return params;
  const silent = part => {
    if (typeof part === 'string') return withoutLiterals(part, database) ?? '?';
    return Array.isArray(part) ? part.map(silent) : part;
  };
  const statements = ['query', 'queryKey', 'cacheKey'].filter(name => params[name] !== undefined);
  return { ...params, ...Object.fromEntries(statements.map(name => [name, silent(params[name])])) };
}

module.exports = { codeIn, silencer, silentParams };

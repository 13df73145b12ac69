'use strict';
// Observes Cube from its log: every event passes through here on its way to Cube's own logger, and what queries leave of it is
// written to the event file. Nothing in here may throw, wait, or change an answer.

const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { eventFile } = require('./floe_cube_event_file.js');
const { apiOf, queries } = require('./floe_cube_queries.js');

const SWEEP = 15_000; // ms
const USERS = 10_000; // whose keyed hashes are remembered

/**
 * The options of Cube with an observer in them.
 *
 * FLOE_CUBE_EVENTS names the event file; without it records go to standard output, and `off` means that there are none.
 * FLOE_CUBE_EVENTS_KEY is a secret: with it records tell users apart, by a keyed hash.
 *
 * @param options what cube.js would export
 * @param config  the literal in cube.js, with `access`
 */
function observed(options, { access, dataSources }, env = process.env) {
  if (env.FLOE_CUBE_EVENTS === 'off') return options;
  const { logger } = options;
  const file = eventFile(env.FLOE_CUBE_EVENTS || undefined, {
    lossOf: dropped => line({ event: 'LOSS', id: crypto.randomUUID(), time: Date.now(), started: Date.now(), dropped }),
    warn: (code, dropped) => logger('Query events are not written', { warning: `${code}; lost so far: ${dropped}` }),
  });
  const watched = queries({
    emit: record => file.write(line(record)),
    members: membersBeside(access),
    databases: Object.fromEntries(Object.entries(dataSources).map(([name, { type }]) => [name, type])),
    user: keyedHash(env.FLOE_CUBE_EVENTS_KEY),
  });
  setInterval(safely(watched.sweep), SWEEP).unref();
  atTheEnd(safely(() => { watched.close(); file.close(); }));
  return {
    ...options,
    logger: (message, params) => {
      watch(message, params ?? {});
      logger(message, params);
    },
    extendContext: async request => ({ ...(await options.extendContext?.(request)), ...follow(request) }),
  };

  function watch(message, params) {
    try {
      watched.event(message, params);
    } catch {
      // An event that looks otherwise than expected costs its record, never the query.
    }
  }

  /** Follow an HTTP request that asks for data. The SQL API and WebSockets hand other objects in. */
  function follow(request) {
    try {
      const api = typeof request?.get === 'function' ? apiOf(request.originalUrl) : undefined;
      if (api === undefined) return {};
      const traceParent = request.get('traceparent');
      const id = request.get('x-request-id') || traceParent || `${crypto.randomUUID()}-span-1`;
      const requestId = watched.begin(id, { api, traceParent, agent: request.get('user-agent') });
      request.res.once('close', safely(() => watched.end(requestId, request.res.statusCode)));
      return { requestId };
    } catch {
      return {};
    }
  }
}

function safely(call) {
  return () => {
    try {
      call();
    } catch {
      // As above.
    }
  };
}

/** A record as a line: times as people read them, what is empty left out. */
function line({ event, time, started, ...record }) {
  const at = { time: new Date(time).toISOString(), started: new Date(started).toISOString() };
  return JSON.stringify({ floe_cube_event: 1, event, ...at, ...record }, (key, value) => (isEmpty(value) ? undefined : value));
}

const isEmpty = value => value === null || (Array.isArray(value) && value.length === 0);

/** The members of each cube and view, from lineage.json beside this file. Without it, whatever looks like a name is one. */
function membersBeside({ cubes, views }) {
  const names = [...Object.keys(cubes), ...Object.keys(views)];
  try {
    const { cubes: known } = JSON.parse(fs.readFileSync(path.join(__dirname, 'lineage.json'), 'utf8'));
    return new Map(names.map(name => [name, new Set(['measures', 'dimensions', 'segments'].flatMap(kind => Object.keys(known[name][kind] ?? {})))]));
  } catch {
    return new Map(names.map(name => [name, null]));
  }
}

/** Security context -> a hash that only the owner of the key can tie to a user. */
function keyedHash(key) {
  if (!key) return () => undefined;
  const known = new Map();
  return context => {
    const user = context?.user_id;
    if (typeof user !== 'string') return undefined;
    if (!known.has(user)) {
      if (known.size >= USERS) known.clear();
      known.set(user, crypto.createHmac('sha256', key).update(user).digest('base64url').slice(0, 22));
    }
    return known.get(user);
  };
}

const endings = new Set();

/** Before the process is gone. A signal that nobody else listens to still ends it. */
function atTheEnd(call) {
  endings.add(call);
  if (endings.size > 1) return;
  const finish = () => endings.forEach(ending => ending());
  process.once('exit', finish);
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.prependOnceListener(signal, () => {
      if (process.listenerCount(signal) > 0) return;
      finish();
      process.kill(process.pid, signal);
    });
  }
}

module.exports = { observed };

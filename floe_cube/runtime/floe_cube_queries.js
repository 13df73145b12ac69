'use strict';
// Reduces Cube's log events to a record at the start and one at the end of every query and of every build of a pre-aggregation.
// What goes into a record: names of the data model, times, identifiers of machines, the plain name of the client program, words from
// short lists. Nothing else does.
// Source of the events: @cubejs-backend/api-gateway, server-core and query-orchestrator 1.7.43; SQL API: cubesql, postgres/shim.rs.

const crypto = require('node:crypto');
const { IDENTIFIER, PATH, enforcedOn, list, membersOf, placeOf, shapeOf, united } = require('./floe_cube_asked.js');
const { codeIn } = require('./floe_cube_database.js');
const { withoutLiterals } = require('./floe_cube_statement.js');

const LIMITS = {
  open: 10_000, // requests that are under way at once
  patience: 60_000, // ms until a client that was told "Continue wait" counts as gone
  longest: 3_600_000, // ms until a query that does not end counts as lost
};
// Cube's name of an event that ends a query -> class of the error.
const FAILURES = new Map(Object.entries({
  'Orchestrator error': 'database_error',
  'SQL API Error': 'internal_error',
  'Internal Server Error': 'internal_error',
  'User Error': 'invalid_query',
  UserError: 'invalid_query',
  Forbidden: 'forbidden',
}));
const PLAIN = /^[A-Za-z][A-Za-z_-]{0,23}$/; // a word in the name of a program
const LONGEST_AGENT = 200; // characters of it that are looked at
const TABLE = /^[A-Za-z0-9_.]+$/;
const APIS = new Set(['rest', 'graphql', 'sql']);
const TRACE_PARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
// Request ids that machines make: UUIDs, hexadecimal numbers, ULIDs, Cube's own numbering behind them. Any other is digested.
const MACHINE_ID = /^(?:scheduler-)?(?:[0-9a-f-]{16,55}|[0-9A-HJKMNP-TV-Z]{26})(?:-span-[0-9a-f-]{1,36})?$/;

/**
 * @param emit      takes each record
 * @param members   name of each cube and view -> the names of its members, or null where these are not known
 * @param databases data source -> Cube's name of its type
 * @param user      security context -> what stands for the user, if anything
 * @return { begin, end, event, sweep, close }
 */
function queries({ emit, members, databases = {}, user = () => undefined, now = Date.now, limits = {} }) {
  const { open: most, patience, longest } = { ...LIMITS, ...limits };
  const requests = new Map(); // request id -> request, in the order of their start
  const parked = []; // queries whose client was told to ask again, the oldest first
  const running = new Map(); // place in a queue -> the statement that the database runs, and the build that it belongs to

  // --- requests ------------------------------------------------------------------------------------------------------
  /** An HTTP request for data came in. Gives the request id to use: one id twice at a time would mix two requests up. */
  function begin(id, { api, traceParent, agent }) {
    let own = id;
    for (let n = 2; requests.has(own); n += 1) own = `${id.replace(/-span-\d+$/, '')}-span-${n}`;
    remember(own, { id, api, agent, isHttp: true, traceParent: [traceParent, id].find(text => TRACE_PARENT.test(text ?? '')) });
    return own;
  }

  function remember(key, facts) {
    if (requests.size >= most) giveUp(requests.values().next().value);
    const request = { key, started: now(), queries: new Set(), ...facts };
    requests.set(key, request);
    return request;
  }

  /** The answer is out, or the client left. */
  function end(key, status) {
    const request = requests.get(key);
    if (request === undefined) return;
    Object.assign(request, { status, ended: now() });
    // GraphQL refuses a query that does not fit its schema without a word in the log.
    const error = request.error ?? (status >= 400 ? 'invalid_query' : undefined);
    if (request.queries.size === 0 && error !== undefined) open(request, {}).error = error;
    for (const query of [...request.queries]) {
      if (isOver(query)) finish(query);
      else if (query.isWaiting) park(query);
    }
    forget(request);
  }

  function forget(request) {
    if (request.queries.size === 0 && (request.ended !== undefined || !request.isHttp)) requests.delete(request.key);
  }

  // --- queries -------------------------------------------------------------------------------------------------------
  function open(request, { query: question, securityContext, apiType, appName }) {
    const named = membersOf(question, members);
    const query = resumed(securityContext, named) ?? {
      ...named, id: crypto.randomUUID(), started: request.started, requests: [], waits: 0, user: user(securityContext),
      api: request.api ?? (APIS.has(apiType) ? apiType : 'rest'), application: applicationOf(request.agent ?? appName), traceParent: request.traceParent,
      statements: [], texts: new Set(), preAggregations: new Set(), restricted: new Set(), masked: new Set(),
    };
    Object.assign(query, { request, securityContext, isWaiting: false });
    query.requests.push(request);
    request.queries.add(query);
    return query;
  }

  /** The query of a client that asks again after a "Continue wait", which it does with the same question. */
  function resumed(context, named) {
    const place = parked.length > 0 ? placeOf(context, named) : null;
    const index = parked.findIndex(query => query.place === place);
    return index < 0 ? undefined : parked.splice(index, 1)[0];
  }

  function park(query) {
    query.waits += 1;
    query.parkedAt = now();
    query.place = placeOf(query.securityContext, query);
    parked.push(query);
  }

  function announce(query) {
    if (query.isAnnounced) return;
    query.isAnnounced = true;
    emit({ event: 'START', ...common(query), time: now() });
  }

  function common({ id, started, api, application, traceParent, request, user: who, cubes, asked }) {
    return { id, started, api, application, request: shownId(request.id), trace_parent: traceParent, user: who, cubes, asked };
  }

  const isOver = query => query.error !== undefined || query.succeeded !== undefined;

  /** It is over, whatever follows: an answer by HTTP may still fail while its rows are turned into JSON. */
  function conclude(query) {
    query.over = now();
    if (!query.request.isHttp || query.request.ended !== undefined) finish(query);
  }

  function finish(query) {
    const { request, error, started } = query;
    for (const one of query.requests) {
      one.queries.delete(query);
      forget(one);
    }
    if (!query.isAnnounced && error === undefined) return; // a question of the SQL API about itself
    announce(query);
    const at = Math.max(request.ended ?? now(), query.over ?? 0); // the client may have left before
    emit({
      event: error === undefined ? 'COMPLETE' : 'FAIL', ...common(query), time: now(), duration_ms: Math.max(at - started, 0),
      restricted: [...query.restricted], masked: [...query.masked], denied: query.isDenied || undefined,
      cache_hit: error === undefined ? !query.isMissed : undefined, pre_aggregations: [...query.preAggregations],
      data_source: query.dataSource, database: databases[query.dataSource], sql: query.sql, waits: query.waits || undefined,
      stages: stages(query, at), statements: query.statements.map(statement => shown(statement, started, at)), status: request.status, error,
      error_code: error === 'database_error' || error === 'timeout' ? query.code : undefined,
    });
  }

  /** The open query that an event is about. Only GraphQL asks several at once under one request id. */
  function find({ requestId, query, queryKey, cacheKey }) {
    const all = [...(requests.get(requestId)?.queries ?? [])];
    if (all.length < 2) return all[0];
    const text = (queryKey ?? cacheKey)?.[0];
    if (text !== undefined) return all.find(one => one.texts.has(text)) ?? all[0];
    const shape = shapeOf(membersOf(query, members));
    const fitting = all.filter(one => shapeOf(one) === shape);
    return fitting.find(one => !isOver(one)) ?? fitting[0] ?? all[0];
  }

  // --- events --------------------------------------------------------------------------------------------------------
  const handlers = {
    'Load Request': params => {
      if (params.requestId === undefined) return;
      const request = requests.get(params.requestId) ?? remember(params.requestId, { id: params.requestId });
      const query = open(request, params);
      if (query.api !== 'sql') announce(query); // the SQL API also answers questions about itself: it shows later which these are
    },
    'Query Rewrite': params => {
      const query = find(params);
      if (query === undefined) return;
      query.rewriting ??= now();
      if (query.api === 'sql') Object.assign(query, united(query, membersOf(params.query, members)));
      announce(query);
    },
    'Query Rewrite completed': params => {
      const query = find(params);
      if (query === undefined) return;
      query.rewritten ??= now();
      const { restricted, masked, denied } = enforcedOn(query, list(params.normalizedQueries), members);
      restricted.forEach(name => query.restricted.add(name));
      masked.forEach(name => query.masked.add(name));
      query.isDenied ||= denied;
    },
    'Load Request SQL': params => {
      const query = find(params);
      const { sql, dataSource, preAggregations } = params.sqlQuery ?? {};
      if (query === undefined || !Array.isArray(sql)) return;
      query.dataSource ??= IDENTIFIER.test(dataSource) ? dataSource : undefined;
      // Statements of the SQL API hold names that the client chose.
      if (query.texts.size === 0 && query.api !== 'sql') query.sql = withoutLiterals(sql[0], databases[dataSource]);
      query.texts.add(sql[0]);
      for (const { preAggregationId: id } of list(preAggregations)) if (PATH.test(id)) query.preAggregations.add(id);
    },
    'Missing cache for': params => {
      const query = params.primaryQuery && !params.renewCycle ? find(params) : undefined;
      if (query !== undefined) query.isMissed = true;
    },
    'Performing query': params => {
      const query = find(params);
      const isMain = query?.texts.has(params.queryKey?.[0]);
      const statement = {
        kind: params.preAggregation ? 'pre_aggregation' : isMain ? 'query' : 'refresh_key', started: now(), queue: params.timeInQueue,
      };
      query?.statements.push(statement);
      const build = params.preAggregation && startOfBuild(statement.started, params, query);
      if (running.size < most && (query || build)) running.set(placeInQueue(params), { statement, build });
    },
    'Performing query completed': params => endStatement(params, false),
    'Error while querying': params => {
      const query = find(params);
      if (query !== undefined) query.code = codeIn(params.error);
      endStatement(params, true);
    },
    // The orchestrator logs the same words with the statement.
    'Continue wait': params => {
      const query = typeof params.query === 'object' ? find(params) : undefined;
      if (query !== undefined && query.api !== 'sql') query.isWaiting = true;
    },
    'Load Request Success': params => {
      const query = find(params);
      if (query === undefined) return;
      query.succeeded = now();
      conclude(query);
    },
  };

  function event(message, params) {
    if (Object.hasOwn(handlers, message)) handlers[message](params);
    else if (FAILURES.has(message)) fail(errorClass(FAILURES.get(message), params.error), params);
    else if (params.error !== undefined && params.requestId === undefined) refused(message, params);
  }

  function fail(error, params) {
    const query = find(params);
    const request = requests.get(params.requestId);
    if (query !== undefined) {
      query.error ??= error;
      conclude(query);
    } else if (request !== undefined) {
      request.error = error;
    }
  }

  /** Cube logs a refused token under the text of the error, with the address and the token itself. */
  function refused(message, { url, apiType }) {
    const api = message === 'Auth Error' && apiType === 'sql' ? 'sql' : typeof url === 'string' ? apiOf(url) : undefined;
    if (api === undefined) return;
    const at = now();
    const query = open({ queries: new Set(), api, started: at, ended: at, status: api === 'sql' ? undefined : 401 }, {});
    query.error = 'unauthorized';
    finish(query);
  }

  // --- statements and builds -----------------------------------------------------------------------------------------
  function endStatement(params, failed) {
    const place = placeInQueue(params);
    const { statement, build } = running.get(place) ?? {};
    if (statement === undefined) return;
    running.delete(place);
    Object.assign(statement, { ended: now(), failed });
    const error = failed ? errorClass('database_error', params.error) : undefined;
    if (build) emit({ event: failed ? 'FAIL' : 'COMPLETE', ...build, time: now(), duration_ms: now() - build.started, error, error_code: failed ? codeIn(params.error) : undefined });
  }

  function startOfBuild(started, { preAggregation, preAggregationId, newVersionEntry, requestId, queryKey }, query) {
    const id = preAggregationId ?? preAggregation.preAggregationId;
    if (!PATH.test(id)) return undefined;
    const source = preAggregation.dataSource;
    const build = {
      kind: 'pre_aggregation', id: crypto.randomUUID(), started, api: query?.api ?? 'refresh', request: shownId(requestId),
      cubes: [id.split('.')[0]], pre_aggregations: [id], data_source: source, database: databases[source],
      table: TABLE.test(newVersionEntry?.table_name) ? newVersionEntry.table_name : undefined,
      sql: withoutLiterals([queryKey?.[0]].flat()[0], databases[source]),
    };
    emit({ event: 'START', ...build, time: started });
    return build;
  }

  // --- what never ends -----------------------------------------------------------------------------------------------
  /** To be called now and then. */
  function sweep() {
    while (parked.length > 0 && now() - parked[0].parkedAt > patience) abandon(parked.shift());
    for (const request of requests.values()) {
      if (now() - request.started <= longest) break;
      giveUp(request);
    }
    for (const [place, { statement }] of running) {
      if (now() - statement.started <= longest) break;
      running.delete(place);
    }
  }

  function abandon(query) {
    Object.assign(query.request, { ended: query.parkedAt });
    query.error = 'abandoned';
    finish(query);
  }

  function giveUp(request) {
    for (const query of [...request.queries]) {
      if (parked.includes(query)) parked.splice(parked.indexOf(query), 1);
      if (!isOver(query)) query.error = 'lost';
      finish(query);
    }
    requests.delete(request.key);
  }

  /** The process ends. */
  function close() {
    parked.splice(0).forEach(abandon);
    [...requests.values()].forEach(giveUp);
  }

  return { begin, end, event, sweep, close };
}

// --- pieces of a record ------------------------------------------------------------------------------------------------
function stages({ started, rewriting, rewritten, succeeded, error }, at) {
  const all = [['parse', started, rewriting], ['security', rewriting, rewritten], ['execute', rewritten, succeeded], ['response', succeeded, at]];
  const reached = all.filter(([, from, to], index) => from !== undefined && (to !== undefined || (error !== undefined && index < 3)));
  return reached.map(([name, from, to = at]) => ({ name, start_ms: from - started, duration_ms: Math.max(to - from, 0) }));
}

function shown({ kind, started, ended, queue, failed }, origin, at) {
  const duration = Math.max((ended ?? at) - started, 0);
  return { kind, start_ms: Math.max(started - origin, 0), duration_ms: duration, queue_ms: queue, failed: failed || undefined };
}

const placeInQueue = ({ queuePrefix, queueId }) => `${queuePrefix}/${queueId}`;

function errorClass(error, text) {
  const said = String(text);
  if (/Access denied|You requested hidden member/.test(said) && error !== 'database_error') return 'access_denied';
  return error === 'database_error' && /timeout/i.test(said) ? 'timeout' : error;
}

/** The API that an address belongs to. Express cuts the address of GraphQL, which is mounted, down to what follows it. */
function apiOf(url) {
  const path = url.split('?')[0];
  if (path === '/' || path.endsWith('/graphql')) return 'graphql';
  if (path.endsWith('/v1/load') || path.endsWith('/v1/subscribe')) return 'rest';
  return path.endsWith('/v1/cubesql') ? 'sql' : undefined;
}

/**
 * The program that asks, as it calls itself: at most three leading words of letters, so no version, number, address or name of a file.
 * Of `DBeaver 23.1 - SQLEditor <Orders.sql>` that is `DBeaver`, of `python-requests/2.31` `python-requests`.
 * Where the client of the SQL API says none, cubesql says NULL. Source: cubesql, sql/session.rs, get_load_request_meta.
 */
function applicationOf(said) {
  if (typeof said !== 'string' || said === 'NULL') return undefined;
  const words = said.slice(0, LONGEST_AGENT).split(/[ /]/);
  const plain = words.findIndex(word => !PLAIN.test(word));
  return words.slice(0, plain < 0 ? 3 : Math.min(plain, 3)).join(' ') || undefined;
}

function shownId(id) {
  if (typeof id !== 'string') return undefined;
  if (MACHINE_ID.test(id) || TRACE_PARENT.test(id)) return id;
  return `sha256:${crypto.createHash('sha256').update(id).digest('hex').slice(0, 16)}`;
}

module.exports = { TRACE_PARENT, apiOf, queries };

'use strict';
// What cube.js hands to Cube: who may ask (checkAuth, checkSqlAuth), and for what (queryRewrite, after the access
// policies).

const path = require('node:path');
const { completed } = require('./floe_cube_unfinished.js');

if (completed(__dirname)) {
  // The files beside this one are others now, and so may be cube.js: what that exports is the deployment, whoever asks for one.
  for (const file of Object.keys(require.cache)) if (path.dirname(file) === __dirname) delete require.cache[file];
  module.exports = { deployment: () => require('./cube.js') };
  return;
}

const crypto = require('node:crypto');
const { createRequire } = require('node:module');
const { Refused, keySource } = require('./floe_cube_keys.js');
const { verifier } = require('./floe_cube_tokens.js');
const { Denied, rowFilters } = require('./floe_cube_access.js');
const { silencer, silentParams } = require('./floe_cube_database.js');
const { personalData } = require('./floe_cube_pii.js');
const { observed } = require('./floe_cube_events.js');

// Routes that Cube opens to every token, and through which one user reaches another: to cancel a query is to see its statement and
// values, and `graphql-to-json` leaves everybody the GraphQL schema of who asked first. Source: @cubejs-backend/api-gateway 1.7.43,
// gateway.js: initApp.
const CLOSED_ROUTE = /\/v1\/(?:running-query\/:requestId|graphql-to-json)$/;

/**
 * The options of Cube for a deployment.
 *
 * @param config the literal in cube.js, with `access`, the table of what each cube and view shows
 * @param world  where the environment and the clock (s since 1970) come from
 */
function deployment(config, { env = process.env, now = () => Date.now() / 1000 } = {}) {
  const { auth, access, dataSources, devMode, rowLevel = true } = config;
  const verify = verifier(auth, keySource(auth, { env, now }), now);
  const sealKey = crypto.randomBytes(32);
  const addFilters = rowFilters(access);
  const print = cubeLogger(env);
  // With rows to protect, what a database says when it fails is for its operator at most: to be read in the server's own log.
  const isShown = devMode === true || env.FLOE_CUBE_DATABASE_ERRORS === 'log';
  const isSilent = rowLevel && !isShown;
  const database = dataSources.default?.type;
  const silence = silencer((text, where) => isShown && print('Database error', { error: text, ...where }));
  const { groupsOf, refuse } = personalData(access.closed);
  // Cube's caches take names out of queries for keys, and `__proto__` would lead them into every object of this process.
  Object.preventExtensions(Object.prototype);

  // Cube hands security contexts on, for the SQL API as JSON. The seal shows that one came from here, unchanged.
  const seal = ({ user_id: user, roles, claims, exp }) => {
    const content = JSON.stringify([user, roles, Object.entries(claims).sort(([a], [b]) => (a < b ? -1 : 1)), exp]);
    return crypto.createHmac('sha256', sealKey).update(content).digest('base64url');
  };
  const isVerified = context => {
    if (typeof context?.seal !== 'string' || !(context.exp > now() - auth.leeway)) return false;
    const [expected, given] = [Buffer.from(seal(context)), Buffer.from(context.seal)];
    return expected.length === given.length && crypto.timingSafeEqual(expected, given);
  };
  // The object itself stays open: Cube marks it with a property of its own before it evaluates access policies.
  const authenticate = async token => {
    const context = await verify(token);
    return { ...context, seal: seal(context) };
  };

  return observed({
    ...config.options,
    schemaPath: config.schemaPath,
    telemetry: false,
    // Cube's development server signs any payload with its apiSecret, for anyone: it must not be the key of ours.
    devServer: devMode === true,
    apiSecret: crypto.randomBytes(32).toString('hex'),
    driverFactory: ({ dataSource = 'default' }) => {
      const { type } = dataSources[dataSource];
      if (rowLevel) [type, 'cubestore'].forEach(name => silence(driverClass(name), name));
      return { ...DRIVER_OPTIONS[type], type };
    },
    logger: withoutSecrets((message, params) => print(message, isSilent ? silentParams(message, params, database) : params)),

    checkAuth: async (request, token) => {
      try {
        request.securityContext = await authenticate(token);
      } catch (error) {
        throw answer(401, 'Unauthorized', reason(error));
      }
      if (devMode !== true && CLOSED_ROUTE.test(request.route?.path)) throw answer(403, 'Forbidden', 'route not served');
    },
    // The password is the token; the user name is for the client's eyes only.
    checkSqlAuth: async (request, user, password) => {
      try {
        return { password, skipPasswordCheck: true, superuser: false, securityContext: await authenticate(password) };
      } catch (error) {
        throw new Error('Unauthorized', { cause: reason(error) });
      }
    },
    canSwitchSqlUser: () => false,
    contextToApiScopes: (context, scopes) => (isVerified(context) ? scopes : []),
    contextToGroups: ({ securityContext: context }) => (isVerified(context) ? groupsOf(context.roles.filter(isTheirs)) : []),
    queryRewrite: (query, { securityContext, apiType }) => {
      if (!isVerified(securityContext)) throw new Denied();
      refuse(query, securityContext.roles.filter(isTheirs), apiType === 'sql');
      return addFilters(query, securityContext.claims, apiType === 'sql');
    },
  }, config, env);
}

// DuckDB takes times without a zone for the server's own, and Cube takes them for UTC.
const DRIVER_OPTIONS = { duckdb: { initSql: "SET GLOBAL TimeZone = 'UTC'" } };

// Groups of our own, such as the one for cubes that nobody may see: no token grants them.
const isTheirs = role => !role.startsWith('floe-cube/');

const reason = error => (error instanceof Refused ? error.message : `token not verified: ${error.name}`);

/** An error that Cube answers with this status and text; the reason is for the log alone. */
function answer(status, text, why) {
  const { CubejsHandlerError } = fromCube('@cubejs-backend/api-gateway');
  return new CubejsHandlerError(status, text, text, new Error(why));
}

/** A module as Cube itself sees it, which need not be reachable from this file. */
function fromCube(name) {
  return createRequire(require.main?.filename ?? __filename)(name);
}

/** The class of a driver; undefined for one that is not installed or does not load, as Cube itself will say. */
function driverClass(name) {
  const { CubejsServerCore } = fromCube('@cubejs-backend/server-core');
  try {
    return CubejsServerCore.lookupDriverClass(name);
  } catch {
    return undefined;
  }
}

function cubeLogger(env) {
  let print;
  return (message, params) => {
    const { createLogger } = fromCube('@cubejs-backend/server-core');
    print ??= createLogger(env.NODE_ENV === 'production', env.CUBEJS_LOG_LEVEL || 'info');
    print(message, params);
  };
}

/** Cube logs refused tokens as they came, security contexts with all their claims, and addresses with their queries. */
function withoutSecrets(log) {
  return (message, { token, securityContext, authInfo, ...params } = {}) => {
    for (const name of ['url', 'path']) {
      if (typeof params[name] === 'string') [params[name]] = params[name].split('?');
    }
    log(message, params);
  };
}

module.exports = { deployment };

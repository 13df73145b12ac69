'use strict';
// Decides whether a token is good, and what it says about its bearer. floe_cube.adapters.security decides the same in
// Python, check by check: one set of test tokens drives both. The rules are those of RFC 7515, RFC 7519 and RFC 8725,
// taken strictly.

const { Refused, isSignedBy } = require('./floe_cube_keys.js');

const SEGMENT = /^[A-Za-z0-9_-]+$/;
const TYPES = ['jwt', 'at+jwt'];
const REFUSED_HEADERS = ['crit', 'b64', 'zip', 'enc', 'cty']; // extensions, compression, encryption, tokens in tokens
const MAX_DEPTH = 16;
const MAX_VALUES = 1000;
const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/** The verifier for these settings: token -> what it says about its bearer; throws Refused. */
function verifier(auth, keyFor, now) {
  return async token => {
    const [head, body, signature] = segments(token, auth.maxTokenBytes);
    const header = readObject(head.bytes);
    checkHeader(header, auth.algorithms);
    const key = await keyFor(header);
    const signed = Buffer.from(`${head.text}.${body.text}`);
    if (!isSignedBy(key, header.alg, signed, signature.bytes)) throw new Refused('signature');
    const payload = readObject(body.bytes);
    checkTimes(payload, auth.leeway, now());
    checkParties(payload, auth);
    return bearer(payload, auth);
  };
}

function segments(token, limit) {
  if (typeof token !== 'string' || token.length > limit) throw new Refused('malformed');
  const texts = token.split('.', 4);
  if (texts.length !== 3) throw new Refused('malformed');
  return texts.map(text => {
    const bytes = Buffer.from(text, 'base64url');
    // Decoders forgive; a token has one spelling.
    if (!SEGMENT.test(text) || bytes.toString('base64url') !== text) throw new Refused('malformed');
    return { text, bytes };
  });
}

/** A JSON object without duplicate keys, which two parsers could read as two different objects. */
function readObject(bytes) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value = JSON.parse(text);
    if (isObject(value) && isUnambiguous(text)) return value;
  } catch {
    // The same answer as for a list.
  }
  throw new Refused('malformed');
}

function isUnambiguous(text) {
  const open = []; // the keys of each object around; an empty set for a list
  let last;
  for (const [token] of text.matchAll(JSON_TOKEN)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ':') last = token;
    else {
      const key = JSON.parse(last);
      if (open.at(-1).has(key)) return false;
      open.at(-1).add(key);
    }
    if (open.length > MAX_DEPTH) return false;
  }
  return true;
}

function checkHeader(header, algorithms) {
  const type = Object.hasOwn(header, 'typ') ? header.typ : 'JWT';
  if (typeof type !== 'string' || !TYPES.includes(type.toLowerCase())) throw new Refused('header');
  if (REFUSED_HEADERS.some(name => Object.hasOwn(header, name))) throw new Refused('header');
  if (Object.hasOwn(header, 'kid') && typeof header.kid !== 'string') throw new Refused('header');
  if (!algorithms.includes(own(header, 'alg'))) throw new Refused('algorithm');
}

function checkTimes(payload, leeway, now) {
  const [exp, nbf, iat] = ['exp', 'nbf', 'iat'].map(name => own(payload, name));
  const isWrong = time => time !== undefined && !Number.isFinite(time);
  if (exp === undefined || [exp, nbf, iat].some(isWrong)) throw new Refused('time');
  if (exp <= now - leeway) throw new Refused('expired');
  if (nbf > now + leeway || iat > now + leeway) throw new Refused('early');
}

function checkParties(payload, { audience, issuer }) {
  if (issuer && !issuer.includes(own(payload, 'iss'))) throw new Refused('issuer');
  const named = own(payload, 'aud');
  // A token for someone else: RFC 7519, section 4.1.3, refuses it also where no audience is configured.
  if (named === undefined ? audience : !audience) throw new Refused('audience');
  if (named === undefined) return;
  const all = Array.isArray(named) ? named : [named];
  if (!all.every(name => typeof name === 'string') || !all.some(name => audience.includes(name))) {
    throw new Refused('audience');
  }
}

function bearer(payload, { userIdClaim, rolesClaim, claims, requiredClaims }) {
  const user = at(payload, userIdClaim);
  if (user !== undefined && !isValue(user)) throw new Refused('user');
  const roles = rolesClaim ? values(at(payload, rolesClaim), 'roles') : [];
  const found = Object.entries(claims).map(([name, path]) => [name, values(at(payload, path), 'claim')]);
  const read = Object.freeze(Object.fromEntries(found));
  if (requiredClaims.some(name => !own(read, name)?.length)) throw new Refused('claim');
  return { user_id: user === undefined ? null : String(user), roles, claims: read, exp: payload.exp };
}

/** What a payload holds at the end of a path; undefined if the path leads nowhere. */
function at(payload, path) {
  return [path].flat().reduce((value, name) => (isObject(value) ? own(value, name) : undefined), payload);
}

function values(found, reason) {
  const list = found === undefined ? [] : [found].flat(1);
  if (list.length > MAX_VALUES || !list.every(isValue)) throw new Refused(reason);
  return Object.freeze(list.map(String));
}

/** Non-empty text of whole characters, or an integer that every JSON parser reads alike. */
function isValue(value) {
  return typeof value === 'string' ? value !== '' && !/\p{Surrogate}/u.test(value) : Number.isSafeInteger(value);
}

const isObject = value => typeof value === 'object' && value !== null && !Array.isArray(value);
const own = (object, name) => (Object.hasOwn(object, name) ? object[name] : undefined);

module.exports = { verifier };

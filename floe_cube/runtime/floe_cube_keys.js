'use strict';
// The keys that verify tokens: one from an environment variable, or the issuer's key set (JWKS).

const crypto = require('node:crypto');

/** Says why a token is refused, with a word for the operator's log. The bearer never sees it. */
class Refused extends Error {
  constructor(reason) {
    super(`token refused: ${reason}`);
    this.reason = reason;
  }
}

// Algorithm -> its hash and the one kind of key that it takes. Source: RFC 7518, section 3.1; RFC 8037, section 3.1.
const ALGORITHMS = { EdDSA: { hash: null, fits: key => key.asymmetricKeyType === 'ed25519' } };
const CURVES = { 256: 'prime256v1', 384: 'secp384r1', 512: 'secp521r1' };
const PSS = { padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: crypto.constants.RSA_PSS_SALTLEN_DIGEST };
const isRsa = key => key.asymmetricKeyType === 'rsa' && key.asymmetricKeyDetails.modulusLength >= 2048;
for (const bits of [256, 384, 512]) {
  const hash = `sha${bits}`;
  const isLong = key => key.type === 'secret' && key.symmetricKeySize >= bits / 8;
  ALGORITHMS[`HS${bits}`] = { hash, secret: true, fits: isLong };
  ALGORITHMS[`RS${bits}`] = { hash, fits: isRsa };
  ALGORITHMS[`PS${bits}`] = { hash, fits: isRsa, options: PSS };
  ALGORITHMS[`ES${bits}`] = {
    hash,
    fits: key => key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails.namedCurve === CURVES[bits],
    options: { dsaEncoding: 'ieee-p1363' },
  };
}

function isSignedBy(key, algorithm, data, signature) {
  const { hash, secret, options } = ALGORITHMS[algorithm];
  if (!secret) return crypto.verify(hash, data, { key, ...options }, signature);
  const expected = crypto.createHmac(hash, key).update(data).digest();
  return expected.length === signature.length && crypto.timingSafeEqual(expected, signature);
}

/** The function from a token's header to the key that verifies it. Mistakes in the settings throw now, at start-up. */
function keySource({ algorithms, keyEnv, jwkUrl }, { env, now }) {
  const unknown = algorithms.filter(name => !Object.hasOwn(ALGORITHMS, name));
  if (algorithms.length === 0 || unknown.length > 0) throw new Error(`unknown algorithms of tokens: [${unknown}]`);
  if (jwkUrl) {
    if (algorithms.some(name => ALGORITHMS[name].secret)) throw new Error('a key set verifies no HS algorithm');
    return keySet(jwkUrl, now);
  }
  const key = readKey(env[keyEnv] ?? '', ALGORITHMS[algorithms[0]].secret);
  const unfit = algorithms.filter(name => !key || !ALGORITHMS[name].fits(key));
  if (unfit.length > 0) throw new Error(`the key in ${keyEnv} is missing, too short or of the wrong kind for ${unfit}`);
  return async () => key;
}

/** A shared secret, but no text that is meant as a public key; or a public key in PEM. Null if it is neither. */
function readKey(text, isSecret) {
  if (isSecret) return /-----BEGIN |^(ssh|ecdsa)-/.test(text) ? null : crypto.createSecretKey(text, 'utf8');
  const pem = text.replaceAll('\\n', '\n').trim(); // many a deployment tool writes line breaks as \n
  try {
    return /^-----BEGIN PUBLIC KEY-----/.test(pem) ? crypto.createPublicKey(pem) : null;
  } catch {
    return null;
  }
}

const PAUSE = 10; // s between two downloads, whatever the tokens ask for
const AGES = { least: 60, usual: 300, most: 86400 }; // s that a key set counts as fresh, by its cache-control
const GRACE = 3600; // s that an old key set serves on while its endpoint is down
const LIMITS = { seconds: 5, bytes: 512 * 1024 };
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

function keySet(url, now) {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && !LOOPBACK.includes(hostname)) throw new Error('jwkUrl needs https');
  let keys = [];
  let freshUntil = -Infinity;
  let nextDownload = -Infinity;
  let running = null;

  async function download() {
    nextDownload = now() + PAUSE;
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(LIMITS.seconds * 1000) });
    if (answer.status !== 200) throw new Error('no key set');
    keys = readKeySet(JSON.parse(await readText(answer.body)));
    const [, age = AGES.usual] = /\bmax-age=(\d{1,9})\b/.exec(answer.headers.get('cache-control') ?? '') ?? [];
    freshUntil = now() + Math.min(Math.max(Number(age), AGES.least), AGES.most);
  }

  // All requests wait for the same download, none of them starts another one too soon, and a failed one leaves the old
  // keys. A download takes less time than the pause.
  const refresh = () => {
    if (now() >= nextDownload) running = download().catch(() => {});
    return running;
  };

  return async ({ kid, alg }) => {
    const isFor = ({ jwk, key }) => jwk.kid === kid && (jwk.alg ?? alg) === alg && ALGORITHMS[alg].fits(key);
    const find = () => (kid === undefined ? undefined : keys.find(isFor));
    if (now() >= freshUntil || !find()) await refresh();
    const found = now() < freshUntil + GRACE ? find() : undefined;
    if (!found) throw new Refused('key');
    return found.key;
  };
}

async function readText(body) {
  const chunks = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LIMITS.bytes) throw new Error('the key set is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The public signature keys of a key set. What is something else or broken counts as absent. */
function readKeySet({ keys }) {
  return keys.flatMap(jwk => {
    try {
      const serves = (jwk.use ?? 'sig') === 'sig' && (jwk.key_ops ?? ['verify']).includes('verify');
      if (!serves || Object.hasOwn(jwk, 'd')) return [];
      return [{ jwk, key: crypto.createPublicKey({ key: jwk, format: 'jwk' }) }];
    } catch {
      return [];
    }
  });
}

module.exports = { Refused, isSignedBy, keySource };

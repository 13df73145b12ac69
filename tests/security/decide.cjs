'use strict';
// Reads {now, verifiers: {name: {auth, key}}, tokens: [[name, token]]} and prints what the runtime makes of each token:
// what it says about its bearer, or the reason why it is refused.

const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const runtime = join(__dirname, '..', '..', 'floe_cube', 'runtime');
const { keySource } = require(join(runtime, 'floe_cube_keys.js'));
const { verifier } = require(join(runtime, 'floe_cube_tokens.js'));

async function main() {
  const { now, verifiers, tokens } = JSON.parse(readFileSync(0, 'utf8'));
  const made = Object.entries(verifiers).map(([name, { auth, key }]) =>
    [name, verifier(auth, keySource(auth, { env: { [auth.keyEnv]: key }, now: () => now }), () => now)]);
  const verify = Object.fromEntries(made);
  const decisions = [];
  for (const [name, token] of tokens) {
    decisions.push(await verify[name](token).catch(error => error.reason ?? `${error.stack}`));
  }
  process.stdout.write(JSON.stringify(decisions));
}

main();

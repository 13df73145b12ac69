'use strict';
// Cube's own side of the SQL API on a deployment, called as its native binary calls it: texts of JSON in, answers through a channel.
// Arguments: the folder of the deployment, a JSON list of [name, argument]. Where "$context" stands, the last security context goes.
const path = require('path');

const native = require('../cube/native-standin.cjs'); // what preload.cjs puts in the binary's place
const { CubejsServerCore } = require('@cubejs-backend/server-core');

let calls;
native.registerInterface = async options => { calls = options; return {}; };

async function main(folder, asked) {
  process.chdir(folder);
  const options = require(path.join(folder, 'cube.js'));
  const core = new CubejsServerCore(options);
  await core.initSQLServer().init(options);
  let context = null;
  const answers = [];
  for (const [name, argument] of asked) {
    const given = JSON.parse(JSON.stringify(argument), (key, value) => (value === '$context' ? context : value));
    const answer = await new Promise((resolve, reject) => {
      const channel = { resolve: text => resolve({ resolved: typeof text === 'string' ? JSON.parse(text) : text }), reject: rejected => resolve({ rejected }) };
      calls[name](JSON.stringify(given), channel).catch(reject);
    });
    context = answer.resolved?.securityContext ?? context;
    answers.push(answer);
  }
  return answers;
}

main(process.argv[2], JSON.parse(process.argv[3])).then(answers => {
  process.stdout.write(`\n${JSON.stringify(answers)}\n`, () => process.exit(0));
});

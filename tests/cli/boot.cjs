'use strict';
// Boots every deployment that is named on the command line as Cube does, by its cube.js, and says how that went.

const fs = require('node:fs');
const path = require('node:path');

process.env.CUBEJS_API_SECRET = 'a secret of this test, long enough for HS256';
const said = {};
for (const folder of process.argv.slice(2)) {
  const entry = path.join(folder, 'cube.js');
  try {
    if (fs.existsSync(entry)) said[folder] = typeof require(entry).checkAuth === 'function' ? 'booted' : 'no deployment';
    else said[folder] = 'nothing';
  } catch (error) {
    said[folder] = error.message;
  }
}
console.log(JSON.stringify(said));

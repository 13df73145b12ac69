'use strict';

const assert = require('node:assert/strict');
const { setTimeout: sleep } = require('node:timers/promises');

/** Waits for a condition, two seconds at most. */
module.exports = async function until(condition) {
  for (let i = 0; i < 400 && !condition(); i += 1) await sleep(5);
  assert.ok(condition(), 'it never happened');
};

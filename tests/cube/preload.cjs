'use strict';
// Preloaded (node -r) into Cube's server and its worker threads. Nothing of Cube is changed on disk.
const fs = require('fs');
const Module = require('module');
const net = require('net');
const path = require('path');
const { isMainThread } = require('worker_threads');

// Cube listens on every interface and has no option to choose one; a test server belongs on the loopback only. Its own port
// is bound there already: lab.py hands the socket down, so that nobody else can take it while Cube starts.
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function listenOnLoopback(...args) {
  const [target] = args;
  if (String(target) === process.env.PORT && process.env.FLOE_CUBE_TEST_SOCKET) {
    args.splice(0, typeof args[1] === 'string' ? 2 : 1, { fd: Number(process.env.FLOE_CUBE_TEST_SOCKET) });
  } else if (/^\d+$/.test(String(target))) {
    args.splice(0, typeof args[1] === 'string' ? 2 : 1, { port: Number(target), host: '127.0.0.1' });
  } else if (target && target.port !== undefined) {
    args[0] = { ...target, host: '127.0.0.1' };
  }
  return listen.apply(this, args);
};

// The tests hold the other end of stdin: when they are gone, however they ended, so is the server.
if (isMainThread) process.stdin.on('end', () => process.exit(1)).resume();

// Cube looks for its native binary with existsSync and require, in these two places (@cubejs-backend/native, index.js).
const nativeRoot = path.dirname(require.resolve('@cubejs-backend/native/package.json'));
const places = [path.join(nativeRoot, 'index.node'), path.join(nativeRoot, 'native', 'index.node')];
if (!places.some(place => fs.existsSync(place))) {
  const { existsSync } = fs;
  const { _load } = Module;
  fs.existsSync = file => file === places[0] || existsSync(file);
  Module._load = function loadStandin(request, ...rest) {
    return request === places[0] ? require('./native-standin.cjs') : _load.call(this, request, ...rest);
  };
}

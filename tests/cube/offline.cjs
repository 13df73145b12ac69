'use strict';
// Preloaded (NODE_OPTIONS) into a Cube server whose driver must not reach anything: a connection to anywhere but the loopback
// is refused before a name is looked up. Each address that is tried is printed as one line: `connect HOST:PORT`.
const dns = require('dns');
const net = require('net');

const LOCAL = new Set(['127.0.0.1', '::1', 'localhost']);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function connectAtHome(...args) {
  const [first] = args.flat(); // net normalises its arguments to a list before it comes here
  const { host, port, path } = typeof first === 'object' ? first : { port: first, host: args[1] };
  if (path) return connect.apply(this, args); // a socket of this machine
  console.log(`connect ${host ?? 'localhost'}:${port}`);
  if (LOCAL.has(host ?? 'localhost')) return connect.apply(this, args);
  process.nextTick(() => this.destroy(refused('connect', `${host}:${port}`)));
  return this;
};

const { lookup } = dns;
dns.lookup = (name, ...rest) => {
  if (LOCAL.has(name) || net.isIP(name)) lookup(name, ...rest);
  else process.nextTick(rest.at(-1), refused('lookup', name));
};

function refused(syscall, address) {
  return Object.assign(new Error(`${syscall} ECONNREFUSED ${address}`), { code: 'ECONNREFUSED', syscall });
}

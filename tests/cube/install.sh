#!/bin/sh
# Install the Cube that the tests run against, as package-lock.json pins it. Does nothing when that is done already.
# Without npm, or with no way to Cube's native binary, the tests say what they skip: see lab.py.
set -eu
cd "$(dirname "$0")"

if ! command -v npm >/dev/null; then
  echo "npm is missing: the tests against a real Cube will be skipped." >&2
  exit 0
fi
if [ node_modules/.package-lock.json -nt package-lock.json ]; then
  exit 0
fi

npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

# The install script of @cubejs-backend/native downloads index.node from Cube's releases on GitHub, into its own folder.
cd node_modules/@cubejs-backend/native
limit=$(command -v timeout || true)
if ! ${limit:+"$limit" 120} ../../.bin/post-installer >/dev/null 2>&1; then
  rm -rf index.node native
  echo "Cube's native binary could not be fetched: a stand-in replaces it, and the SQL API is not tested." >&2
fi

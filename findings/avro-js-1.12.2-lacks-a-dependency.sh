#!/usr/bin/env bash
# Package:   avro-js 1.12.2 (npm), the newest release of Apache Avro's JavaScript library.
# Expected:  after `npm install avro-js` the package can be loaded.
# Behaviour: require('avro-js') fails with "Cannot find module 'underscore'". Its package.json declares no dependency any
#            more, but etc/deprecated/validator.js still requires underscore. 1.12.1 declares it and loads.
# Matters:   a subscriber in JavaScript pins avro-js 1.12.1, adds underscore by itself, or uses avsc.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

load() {
  mkdir "$1" && (
    cd "$1"
    npm init -y >/dev/null
    npm install --silent --no-audit --no-fund "avro-js@$1" >/dev/null
    node -e "try { require('avro-js'); console.log('$1 loads') } catch (e) { console.log('$1: ' + e.message.split('\n')[0]) }"
  )
}
actual="$(load 1.12.1; load 1.12.2)"
expected="1.12.1 loads
1.12.2: Cannot find module 'underscore'"
echo "$actual"
[[ "$actual" == "$expected" ]] || { echo "changed: this finding no longer holds" >&2; exit 1; }

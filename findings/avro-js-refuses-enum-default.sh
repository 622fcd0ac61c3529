#!/usr/bin/env bash
# Package:   avro-js 1.12.1 (npm), beside avsc 5.7.9 (npm).
# Expected:  a reader whose enum has a `default` symbol reads a symbol that only the writer has as that default
#            (Avro 1.9 and later, "Schema Resolution").
# Behaviour: avsc returns the default. avro-js refuses the writer's schema as a whole, records with known symbols included.
# Matters:   a subscriber in JavaScript that resolves alerts with avro-js stops at the first schema with a new enum symbol,
#            although the topic's schemas are compatible. Use avsc, or deploy the new schema to such subscribers first.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund avro-js@1.12.1 avsc@5.7.9 >/dev/null

cat >probe.js <<'JS'
const schema = symbols => ({
  type: 'record', name: 'Alert',
  fields: [{name: 'severity', type: {type: 'enum', name: 'Severity', symbols, default: 'NONE'}}]
});
const parsers = {avsc: s => require('avsc').Type.forSchema(s), 'avro-js': s => require('avro-js').parse(s)};
for (const [name, parse] of Object.entries(parsers)) {
  const reader = parse(schema(['NONE', 'WARNING']));
  const writer = parse(schema(['NONE', 'WARNING', 'CRITICAL']));
  try {
    const resolver = reader.createResolver(writer);
    for (const severity of ['WARNING', 'CRITICAL']) {
      console.log(`${name}: ${severity} is read as ${reader.fromBuffer(writer.toBuffer({severity}), resolver).severity}`);
    }
  } catch (e) {
    console.log(`${name}: ${e.message}`);
  }
}
JS
actual="$(node probe.js)"
expected='avsc: WARNING is read as WARNING
avsc: CRITICAL is read as NONE
avro-js: cannot read "Severity" as "Severity"'
echo "$actual"
[[ "$actual" == "$expected" ]] || { echo "changed: this finding no longer holds" >&2; exit 1; }

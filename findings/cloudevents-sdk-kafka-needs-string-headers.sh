#!/usr/bin/env bash
# Package:   cloudevents 10.0.0 (npm), the CloudEvents SDK for JavaScript, and its Kafka binding.
# Expected:  Kafka.toEvent() accepts a message as a Kafka client returns it. Kafka headers are bytes, and kafkajs returns
#            each value as a Buffer.
# Behaviour: Kafka.isEvent() returns true for such a message. Kafka.toEvent() then fails with
#            "contentType.startsWith is not a function". With the same headers as strings it works.
# Matters:   a subscriber that passes the messages of dependence-alerts to the SDK must convert header values to strings.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund cloudevents@10.0.0 >/dev/null

cat >probe.js <<'JS'
const {Kafka} = require('cloudevents');
const text = {
  ce_specversion: '1.0', ce_id: 'single-source/census/US/graphite/CN#1', ce_type: 'org.example.alert.raised',
  ce_source: '/census/US', ce_time: '2026-06-14T00:00:00Z', 'content-type': 'application/avro'
};
const bytes = Object.fromEntries(Object.entries(text).map(([name, value]) => [name, Buffer.from(value)]));
for (const [kind, headers] of [['strings', text], ['buffers', bytes]]) {
  const value = Buffer.from([0xc3, 0x01]);
  const message = {headers, key: 'census/US/graphite', value, body: value, topic: 'alerts', partition: 0, timestamp: '0'};
  let result;
  try {
    result = `event ${Kafka.toEvent(message).id}`;
  } catch (e) {
    result = e.message;
  }
  console.log(`${kind}: isEvent ${Kafka.isEvent(message)}, toEvent ${result}`);
}
JS
actual="$(node probe.js)"
expected='strings: isEvent true, toEvent event single-source/census/US/graphite/CN#1
buffers: isEvent true, toEvent contentType.startsWith is not a function'
echo "$actual"
[[ "$actual" == "$expected" ]] || { echo "changed: this finding no longer holds" >&2; exit 1; }

#!/usr/bin/env bash
# Package:   kafkajs 2.2.4 (npm), against the broker whose address is the first argument (default localhost:9092).
# Expected:  a producer with default settings writes each record once, while no connection fails.
# Behaviour: if the leader refuses one partition of a request, as in the first moments of a topic, kafkajs sends the whole request
#            again, with the partitions that were written. Records of those are in the topic twice or more. With idempotent: true
#            none is.
# Matters:   a repeated revision changes nothing in the shares, but it stays in customs-imports for ever. Use idempotent: true,
#            or a transaction.
set -euo pipefail
server="${1:-localhost:9092}"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts kafkajs@2.2.4 >/dev/null

cat >probe.cjs <<'JS'
const {Kafka, logLevel} = require('kafkajs');
(async () => {
  const kafka = new Kafka({brokers: [process.argv[2]], logLevel: logLevel.NOTHING});
  const admin = kafka.admin();
  await admin.connect();
  for (const [kind, settings] of [['default', {}], ['idempotent', {idempotent: true, maxInFlightRequests: 1}]]) {
    let most = 0;
    for (let round = 0; round < 20 && most <= 300; round++) {
      const topic = `finding-kafkajs-${kind}-${Date.now()}`;
      const producer = kafka.producer(settings);
      await producer.connect();
      await admin.createTopics({topics: [{topic, numPartitions: 12}], waitForLeaders: false});
      await producer.send({topic, messages: Array.from({length: 300}, (_, i) => ({key: `PO-${i}`, value: 'x'}))});
      const offsets = await admin.fetchTopicOffsets(topic);
      most = Math.max(most, offsets.reduce((sum, partition) => sum + Number(partition.high) - Number(partition.low), 0));
      await producer.disconnect();
      await admin.deleteTopics({topics: [topic]});
    }
    console.log(`${kind}: ${most > 300 ? 'more than' : 'exactly'} 300 of 300 records`);
  }
  await admin.disconnect();
})().catch(e => { console.log(e.message); process.exit(1); });
JS
actual="$(node probe.cjs "$server")"
expected='default: more than 300 of 300 records
idempotent: exactly 300 of 300 records'
echo "$actual"
[[ "$actual" == "$expected" ]] || { echo "changed: this finding no longer holds, or the broker was too fast" >&2; exit 1; }

#!/usr/bin/env bash
# Package:   @platformatic/kafka 2.12.1 (npm). Its partitioners are loaded as files, so that no broker and no Node.js 22 is needed.
# Expected:  the default partitioner, which is called murmur2, chooses the same partition as that of Kafka's Java client.
# Behaviour: it takes the hash as an unsigned number of 32 bits; Java clears the highest bit. Both agree only where the number of
#            partitions is a power of two. With 12 partitions, 167 of 300 keys are elsewhere.
# Matters:   customs-imports has 12 partitions by default, and a record in a wrong partition is rejected. Set
#            `partitioner: compatibilityPartitioner`.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @platformatic/kafka@2.12.1 >/dev/null 2>&1

cat >probe.mjs <<'JS'
import {
  compatibilityPartitioner, defaultPartitioner
} from './node_modules/@platformatic/kafka/dist/clients/producer/partitioners.js';
const keys = Array.from({length: 300}, (_, i) => Buffer.from(`PO-${i + 1}`));
for (const partitions of [4, 12, 16, 24]) {
  const elsewhere = keys.filter(key => defaultPartitioner({}, key) % partitions !== compatibilityPartitioner({}, key) % partitions);
  console.log(`${partitions} partitions: ${elsewhere.length} of ${keys.length} keys elsewhere`);
}
JS
actual="$(node probe.mjs)"
expected='4 partitions: 0 of 300 keys elsewhere
12 partitions: 167 of 300 keys elsewhere
16 partitions: 0 of 300 keys elsewhere
24 partitions: 167 of 300 keys elsewhere'
echo "$actual"
[[ "$actual" == "$expected" ]] || { echo "changed: this finding no longer holds" >&2; exit 1; }

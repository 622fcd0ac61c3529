// Prints the first COUNT messages of dependence-alerts, an object a line. All it knows of them is where the registry is.
//
//   node read-alerts.js BROKERS REGISTRY COUNT

const { Type } = require('avsc');
const { Kafka, logLevel } = require('kafkajs');

const [brokers, registry, count] = process.argv.slice(2);

const schemas = new Map();

async function schema(id) {
  if (!schemas.has(id)) {
    const answer = await fetch(`${registry}/schemas/ids/${id}`);
    if (!answer.ok) throw new Error(`schema ${id}: ${answer.status}`);
    schemas.set(id, Type.forSchema(JSON.parse((await answer.json()).schema)));
  }
  return schemas.get(id);
}

// A zero, the number of the schema in four bytes, and the Avro.
async function decode(value) {
  if (value[0] !== 0) throw new Error(`begins with ${value[0]}, so it is not in the registry's format`);
  return (await schema(value.readInt32BE(1))).fromBuffer(value.subarray(5));
}

async function main() {
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR });
  const consumer = kafka.consumer({ groupId: `read-alerts-${process.pid}-${Date.now()}` });
  await consumer.connect();
  await consumer.subscribe({ topic: 'dependence-alerts', fromBeginning: true });
  // After a rebalance, as on a slow machine, messages may come again.
  const seen = new Set();
  let read = 0;
  await new Promise((enough, fail) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => fail(payload.error));
    consumer.run({
      eachMessage: async ({ partition, message }) => {
        const place = `${partition}@${message.offset}`;
        if (read === Number(count) || seen.has(place)) return;
        seen.add(place);
        console.log(JSON.stringify(await decode(message.value)));
        read += 1;
        if (read === Number(count)) enough();
      },
    });
  });
  await consumer.disconnect();
}

main().catch((fault) => {
  console.error(fault.message);
  process.exit(1);
});

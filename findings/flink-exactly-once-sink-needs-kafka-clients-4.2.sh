#!/usr/bin/env bash
# Package:   org.apache.flink:flink-connector-kafka 5.0.0-2.2 with org.apache.kafka:kafka-clients 4.2.0 and 4.3.1 (Maven).
# Expected:  the connector is built against 4.2.0, and the clients keep their public methods in a minor version, so that a project which
#            sets one version of the clients for all its modules may set 4.3.1.
# Behaviour: the producer of the exactly-once sink calls internal classes of the clients. With 4.3.1 its flush() throws
#            NoSuchMethodError: TransactionalRequestResult.await() no longer exists. It is called where a checkpoint ends a transaction,
#            so that a job compiles, starts and writes, and fails at its first checkpoint. The source and sinks without transactions work.
# Matters:   benchmarks/run replay --jobs flink runs Lodewatch with 4.3.1 and Flink with 4.2.0, each in a JVM of its own. Who reads
#            mineral-shares with Flink and publishes exactly once must leave the clients at the version of the connector.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >Probe.java <<'JAVA'
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;

/** Does without a broker what the sink does at a checkpoint: a transaction that has begun is flushed. */
public class Probe {
    public static void main(String... arguments) {
        String serializer = "org.apache.kafka.common.serialization.ByteArraySerializer";
        Properties settings = new Properties();
        settings.put("bootstrap.servers", "127.0.0.1:1");
        settings.put("key.serializer", serializer);
        settings.put("value.serializer", serializer);
        FlinkKafkaInternalProducer<byte[], byte[]> producer = new FlinkKafkaInternalProducer<>(settings, "sink-1");
        producer.resumeTransaction(7, (short) 0);
        try {
            producer.flush();
            System.out.println("flushed");
        } catch (NoSuchMethodError e) {
            System.out.println(e);
        }
        producer.close(Duration.ZERO);
    }
}
JAVA

flush_with() {
  cat >pom.xml <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>probe</groupId>
  <artifactId>probe</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.flink</groupId>
      <artifactId>flink-connector-kafka</artifactId>
      <version>5.0.0-2.2</version>
    </dependency>
    <dependency>
      <groupId>org.apache.flink</groupId>
      <artifactId>flink-core</artifactId>
      <version>2.2.1</version>
    </dependency>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka-clients</artifactId>
      <version>$1</version>
    </dependency>
  </dependencies>
</project>
XML
  mvn -q -B dependency:copy-dependencies -DoutputDirectory="with-$1" >/dev/null
  echo "kafka-clients $1: $(java -cp "with-$1/*" Probe.java 2>/dev/null)"
}

actual="$(flush_with 4.2.0; flush_with 4.3.1)"
expected="kafka-clients 4.2.0: flushed
kafka-clients 4.3.1: java.lang.NoSuchMethodError: 'void org.apache.kafka.clients.producer.internals.TransactionalRequestResult.await()'"
echo "$actual"
[[ "$actual" == "$expected" ]] || { echo "changed: this finding no longer holds" >&2; exit 1; }

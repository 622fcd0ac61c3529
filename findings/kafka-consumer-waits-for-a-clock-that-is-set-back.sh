#!/usr/bin/env bash
# Package:   org.apache.kafka:kafka-clients 4.3.1 (Maven), against the broker whose address is the first argument (default
#            localhost:9092); Debian's libfaketime sets the clock of the process, and leaves time that only passes as it is.
# Expected:  poll(200 ms) returns after about 200 ms, whatever the clock of the machine shows: the argument is a duration.
# Behaviour: timers of the client are measured by the clock. When it is set back by 20 s, the poll of that moment returns 20 s later.
# Seen:      classic: a poll took more than 15 s
#            consumer: a poll took more than 15 s
# Matters:   a machine that starts with local time in its clock is set back by hours when it is corrected. An instance would do nothing for
#            that time; so it ends with a line when its clock is set back by more than 30 s.
set -euo pipefail
server="${1:-localhost:9092}"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq -o APT::Sandbox::User=root libfaketime >/dev/null
dpkg-deb -x libfaketime_*.deb .
library="$(ls "$folder"/usr/lib/*/faketime/libfaketime.so.1)"

cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>clock</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-clients</artifactId><version>4.3.1</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=jars >/dev/null

cat >Clock.java <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

class Clock {
    public static void main(String[] arguments) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", arguments[0], "group.protocol", arguments[1], "group.id", "finding-clock-" + System.nanoTime());
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings, bytes, bytes)) {
            consumer.subscribe(List.of("finding-clock"));
            pollFor(12, consumer);
            if (consumer.groupMetadata().generationId() < 0 && arguments[1].equals("classic")) {
                throw new IllegalStateException("no broker at " + arguments[0]);
            }
            Files.writeString(Path.of(arguments[2]), "-20");
            long longest = pollFor(8, consumer);
            System.out.println(arguments[1] + ": a poll took " + (longest > 15 ? "more" : "no more") + " than 15 s");
        }
    }

    private static long pollFor(int seconds, KafkaConsumer<byte[], byte[]> consumer) {
        long begin = System.nanoTime();
        long longest = 0;
        while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(seconds)) {
            long before = System.nanoTime();
            consumer.poll(Duration.ofMillis(200));
            longest = Math.max(longest, System.nanoTime() - before);
        }
        return TimeUnit.NANOSECONDS.toSeconds(longest);
    }
}
JAVA
javac -cp 'jars/*' Clock.java

actual=
for protocol in classic consumer; do
  echo +0 >clock
  actual+="$(LD_PRELOAD="$library" FAKETIME_TIMESTAMP_FILE="$folder/clock" FAKETIME_CACHE_DURATION=1 \
    FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME_FORCE_MONOTONIC_FIX=0 \
    java -cp 'jars/*:.' Clock "$server" "$protocol" "$folder/clock" 2>log)" || { tail -3 log >&2; exit 1; }; actual+=$'\n'
done
echo "$actual"
[[ "$actual" == $'classic: a poll took more than 15 s\nconsumer: a poll took more than 15 s\n' ]] || {
  echo 'changed: this finding no longer holds' >&2
  exit 1
}

package org.lodewatch.service.rejected;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.RejectedHeaders;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/**
 * A row of a file or a record of a topic that could not be used.
 *
 * @param rejectedAt when
 * @param feed the id of the feed that read it; empty for a record of a topic, and for rows of versions that did not name it
 * @param dataset of a record of a topic that could be decoded; the text of a row may be in any layout
 * @param source the file, address or topic that it was read from
 * @param partition of the topic; empty for a row of a file
 * @param line of the file, from 1, or the offset in the partition; empty for an entry of a store
 * @param reason the code of a {@link org.lodewatch.schemas.values.RejectionReason}
 * @param message what was found, and what was expected
 * @param text the row, or the message as JSON; bytes that are not printable are escaped
 */
public record RejectedRecord(
        Instant rejectedAt,
        String feed,
        Optional<String> dataset,
        String source,
        OptionalInt partition,
        String line,
        String reason,
        String message,
        String text) {

    private static final int MOST_DIGITS = 9;

    /** @param formats of the cluster's messages */
    public static RejectedRecord of(ConsumerRecord<byte[], byte[]> record, WireFormats formats) {
        Optional<Integer> partition = header(record, RejectedHeaders.PARTITION).flatMap(RejectedRecord::number);
        Optional<SpecificRecord> message = partition
                .flatMap(read -> header(record, RejectedHeaders.TOPIC))
                .flatMap(topic -> decoded(topic, record.value(), formats));
        return new RejectedRecord(
                Instant.ofEpochMilli(record.timestamp()),
                header(record, RejectedHeaders.FEED).orElse(""),
                message.flatMap(RejectedRecord::dataset),
                header(record, RejectedHeaders.TOPIC).orElse(""),
                partition.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                header(record, RejectedHeaders.OFFSET).orElse(""),
                header(record, RejectedHeaders.REASON).orElse(""),
                header(record, RejectedHeaders.MESSAGE).orElse(""),
                partition.isPresent() ? text(record, message) : printable(record.value()));
    }

    /** Whether a feed of this id, or a topic or file of this name, had it. */
    public boolean isOf(String name) {
        return feed.equals(name) || source.equals(name);
    }

    /** Such as {@code imports.csv, line 12} or {@code customs-imports, partition 3, offset 512}. */
    public String place() {
        if (partition.isPresent()) {
            String offset = line.isEmpty() ? "" : ", offset " + line;
            return "%s, partition %d%s".formatted(source, partition.getAsInt(), offset);
        }
        // The id of a file's feed ends with the file.
        String name = feed.isEmpty() ? source : feed.endsWith(source) ? feed : feed + ", " + source;
        return name + ", line " + line;
    }

    /** Key and value. */
    private static String text(ConsumerRecord<byte[], byte[]> record, Optional<SpecificRecord> message) {
        String key = record.key() == null ? "" : printable(record.key()) + " ";
        String value = message.map(known -> escaped(known.toString())).orElseGet(() -> printable(record.value()));
        return (key + value).strip();
    }

    /** The message, as readers of the topic that it was read from decode it; empty if they cannot. */
    private static Optional<SpecificRecord> decoded(String topic, byte[] value, WireFormats formats) {
        return Topics.all().stream()
                .filter(known -> known.name().equals(topic))
                .flatMap(known -> decoded(known, value, formats).stream())
                .findAny();
    }

    private static Optional<SpecificRecord> decoded(Topic<?, ?> topic, byte[] value, WireFormats formats) {
        try {
            Object message = topic.valueSerde(formats).deserializer().deserialize(topic.name(), value);
            return message instanceof SpecificRecord decoded ? Optional.of(decoded) : Optional.empty();
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }

    /** Every message of customs-imports has one. A dataset that a policy selects is a pattern. */
    private static Optional<String> dataset(SpecificRecord message) {
        return message instanceof DependencePolicy
                ? Optional.empty()
                : Optional.ofNullable(message.getSchema().getField("dataset"))
                        .map(field -> message.get(field.pos()).toString());
    }

    /** Empty for the text of a header that others wrote. */
    private static Optional<Integer> number(String text) {
        return text.length() <= MOST_DIGITS && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Optional.of(Integer.parseInt(text))
                : Optional.empty();
    }

    private static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? Optional.empty() : Optional.of(printable(header.value()));
    }

    /** UTF-8 where it is that, otherwise ASCII; other bytes as {@code \xE9}, line ends and tabs as {@code \n} and {@code \t}. */
    static String printable(byte[] bytes) {
        if (bytes == null) {
            return "";
        }
        try {
            return escaped(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            StringBuilder text = new StringBuilder();
            new String(bytes, ISO_8859_1)
                    .codePoints()
                    .forEach(c -> text.append(c < 0x80 ? escaped(Character.toString(c)) : "\\x%02X".formatted(c)));
            return text.toString();
        }
    }

    /** Without characters that a terminal would obey. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                    boolean control = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
                    escaped.append(control ? (c > 0xFF ? "\\u%04X" : "\\x%02X").formatted(c) : Character.toString(c));
                }
            }
        });
        return escaped.toString();
    }
}

package org.lodewatch.cli.producers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.lodewatch.schemas.serde.FingerprintFormat;
import org.lodewatch.schemas.serde.WireFormat;

/** Finds keys that are not a record id as plain text. */
final class KeyCheck {

    private static final int MOST_SHOWN = 60;

    private KeyCheck() {}

    /** A key for people: without control characters, and not longer than a line. */
    static String text(byte[] key) {
        String text = new String(key, UTF_8).replaceAll("[\\p{Cc}\\p{Cf}]", "?");
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    }

    /** What a key is instead; empty if it may be a record id. */
    static Optional<String> fault(byte[] key) {
        if (WireFormat.namesRegistryId(key)) {
            return Optional.of("has the framing of a schema registry's serializer");
        }
        if (FingerprintFormat.wrote(key)) {
            return Optional.of("is an Avro message");
        }
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
        } catch (CharacterCodingException e) {
            return Optional.of("is not UTF-8");
        }
        boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        if (isQuoted || text.startsWith("{") && text.endsWith("}")) {
            return Optional.of("is JSON: " + text(key));
        }
        return text.chars().anyMatch(Character::isISOControl)
                ? Optional.of("has control characters")
                : Optional.empty();
    }
}

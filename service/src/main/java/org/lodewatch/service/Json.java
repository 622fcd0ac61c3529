package org.lodewatch.service;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Writes records, maps and lists as JSON. Amounts are exact decimals with all their digits. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Json() {}

    /** A document over several lines. */
    public static String document(Object document) {
        return written(MAPPER.writerWithDefaultPrettyPrinter(), document);
    }

    /** A document on one line. */
    public static String line(Object document) {
        return written(MAPPER.writer(), document);
    }

    /** An amount of money with two decimals. */
    public static BigDecimal amount(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }

    /** Kilograms with three decimals; null for null. */
    public static BigDecimal kilograms(Long grams) {
        return grams == null ? null : BigDecimal.valueOf(grams, 3);
    }

    /** Kilograms, rounded to three decimals; null for null. */
    public static BigDecimal kilograms(Double grams) {
        return grams == null ? null : BigDecimal.valueOf(grams).movePointLeft(3).setScale(3, RoundingMode.HALF_EVEN);
    }

    /** A constant as JSON has it, such as {@code any-country}. */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String written(ObjectWriter writer, Object document) {
        try {
            return writer.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

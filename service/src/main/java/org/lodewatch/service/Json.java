package org.lodewatch.service;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.lodewatch.schemas.OperatorException;

/** Writes records, maps and lists as JSON. Amounts are exact decimals with all their digits. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final int MOST_SHOWN = 200;
    private static final double DECIMALS = 1e6;

    /** What the parser says of where an object or array that has no end begins. */
    private static final Pattern BEGINNING = Pattern.compile("start marker at \\[.*line: (\\d+), column: (\\d+)]");

    /** The name of the setting of the parser that limits a document; users cannot change it. */
    private static final Pattern LIMIT_NAME = Pattern.compile(", from `StreamReadConstraints[^`]*`");

    private Json() {}

    /** A document over several lines. */
    public static String document(Object document) {
        return written(MAPPER.writerWithDefaultPrettyPrinter(), document);
    }

    /** A document on one line. */
    public static String line(Object document) {
        return written(MAPPER.writer(), document);
    }

    /** The fields of a document that is an object, in their order. */
    public static Map<String, Object> fields(Object document) {
        return MAPPER.convertValue(document, new TypeReference<LinkedHashMap<String, Object>>() {});
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

    /** A figure, rounded to six decimals; null for null. */
    public static Double rounded(Double figure) {
        return figure == null ? null : Math.rint(figure * DECIMALS) / DECIMALS;
    }

    /** A figure; null where there is none. */
    public static Double number(OptionalDouble figure) {
        return figure.isPresent() ? figure.getAsDouble() : null;
    }

    /** A constant as JSON has it, such as {@code any-country}. */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads a JSON object or array. Objects have no field twice, and nothing follows the document.
     *
     * @param name of the document in error messages, such as a file name
     * @throws OperatorException that says where it is no JSON
     */
    public static JsonNode tree(String name, byte[] text) {
        try {
            JsonNode root = STRICT.readTree(text);
            if (root.isArray() || root.isObject()) {
                return root;
            }
            throw new OperatorException("%s holds no JSON object or array".formatted(name));
        } catch (JsonProcessingException e) {
            throw noJson(name, e);
        } catch (NumberFormatException e) {
            throw hugeExponent(name, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The error of a document with a number such as {@code 1e-9999999999}, which the parser does not report as its own. */
    public static OperatorException hugeExponent(String name, NumberFormatException e) {
        return new OperatorException(
                "%s has a number whose exponent has too many digits: write the number without it".formatted(name), e);
    }

    /**
     * The error of a document that is no JSON: where and why.
     *
     * @param name of the document, such as a file name
     */
    public static OperatorException noJson(String name, JsonProcessingException e) {
        String reason = BEGINNING.matcher(e.getOriginalMessage()).replaceFirst("it begins in line $1, column $2");
        String shown = LIMIT_NAME.matcher(reason).replaceFirst("");
        return new OperatorException("%s is no JSON: %s%s".formatted(name, place(e.getLocation()), cut(shown)), e);
    }

    /** Null where the document breaks a limit of size or depth. */
    private static String place(JsonLocation at) {
        return at == null ? "" : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr());
    }

    /** A value as one line of JSON, for messages; a long one is cut. */
    public static String shown(JsonNode value) {
        return cut(value.toString());
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "...";
    }

    private static String written(ObjectWriter writer, Object document) {
        try {
            return writer.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

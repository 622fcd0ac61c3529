package org.lodewatch.service.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What the client of a request has and accepts (RFC 9110, sections 12.5.3 and 13.1.2).
 *
 * @param etags of the versions that it has, {@code *} for any; compared without their mark of weakness
 * @param acceptsGzip whether it accepts gzip
 */
record Preference(List<String> etags, boolean acceptsGzip) {

    private static final Set<String> GZIP = Set.of("gzip", "x-gzip", "*");

    /** @param header returns the value of a header, or null */
    static Preference of(UnaryOperator<String> header) {
        return new Preference(
                values(header.apply("If-None-Match")).map(Preference::opaque).toList(),
                values(header.apply("Accept-Encoding")).anyMatch(Preference::isGzip));
    }

    boolean has(String etag) {
        return etags.contains("*") || etags.contains(opaque(etag));
    }

    private static Stream<String> values(String header) {
        return Arrays.stream(Optional.ofNullable(header).orElse("").split(",")).map(String::strip);
    }

    private static String opaque(String etag) {
        return etag.startsWith("W/") ? etag.substring(2) : etag;
    }

    /** A quality of 0 refuses a coding. */
    private static boolean isGzip(String accepted) {
        String[] parts = accepted.toLowerCase(Locale.ROOT).split(";", 2);
        return GZIP.contains(parts[0].strip())
                && (parts.length == 1 || !parts[1].strip().matches("q=0(\\.0*)?"));
    }
}

package org.lodewatch.cli.commands;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Month;
import java.time.YearMonth;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Converts values of options that have the same form in every command. */
final class ValueConverters {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s|m|h|d)");

    private static final int HIGHEST_PORT = 65_535;

    private static final Pattern YEAR = Pattern.compile("[0-9]{4}");

    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private ValueConverters() {}

    static void register(CommandLine line) {
        line.registerConverter(Duration.class, ValueConverters::duration)
                .registerConverter(YearMonth.class, ValueConverters::month)
                .registerConverter(Path.class, ValueConverters::path)
                .registerConverter(URI.class, text -> url(text, "a URL"));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'%s' cannot be the name of a file: %s".formatted(text, e.getReason()));
        }
    }

    /**
     * An address of HTTP or HTTPS.
     *
     * @param what it must be, such as {@code a URL}
     * @throws TypeConversionException without the text, which may hold a secret
     */
    static URI url(String text, String what) {
        try {
            URI url = new URI(text);
            if (String.valueOf(url.getScheme()).matches("(?i)https?")
                    && url.getHost() != null
                    && url.getPort() <= HIGHEST_PORT) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw new TypeConversionException("not %s: %s".formatted(what, e.getReason()));
        }
        throw new TypeConversionException("not %s: write https://HOST/PATH or http://HOST/PATH".formatted(what));
    }

    /** {@code 30s}, {@code 15m}, {@code 2h}, {@code 1d}. */
    private static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new TypeConversionException("'%s' is not a length of time: write 30s, 15m, 2h or 1d".formatted(text));
        }
        return UNITS.get(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1)));
    }

    /** A month, or a month of a year alone. @throws DateTimeException if it is neither */
    static YearMonth month(String text, Month ofYear) {
        return YEAR.matcher(text).matches() ? YearMonth.of(Integer.parseInt(text), ofYear) : YearMonth.parse(text);
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException("'%s' is not a month, such as 2024-12".formatted(text));
        }
    }
}

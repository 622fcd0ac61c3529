package org.lodewatch.core.batch;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One figure of a message, and its format.
 *
 * @param value null if the message has none
 * @param text formats the number
 * @param unit with a space before it; may be empty
 */
record Figure<T>(String name, Function<T, Object> value, Function<Object, String> text, String unit) {

    /** Cents, written as an amount of their currency. */
    static <T> Figure<T> money(String name, Function<T, Object> cents, String currency) {
        return new Figure<>(name, cents, value -> amount((Long) value), " " + currency);
    }

    /** Grams. */
    static <T> Figure<T> grams(String name, Function<T, Object> grams) {
        return new Figure<>(name, grams, value -> String.format(Locale.ROOT, "%,d", (Long) value), " g");
    }

    /** Any value, with every digit of a floating-point number. */
    static <T> Figure<T> plain(String name, Function<T, Object> value) {
        return new Figure<>(name, value, String::valueOf, "");
    }

    static String amount(long cents) {
        return String.format(Locale.ROOT, "%,d.%02d", cents / 100, cents % 100);
    }

    /** The difference of two messages in this figure; empty if there is none. */
    Optional<Difference> between(String key, String prefix, T live, T log) {
        Object published = value.apply(live);
        Object given = value.apply(log);
        if (Objects.equals(published, given)) {
            return Optional.empty();
        }
        String liveText = published == null ? "none" : text.apply(published) + unit;
        String logText = given == null ? "none" : text.apply(given) + (published == null ? unit : "");
        return Optional.of(new Difference(key, prefix + name + " " + liveText, logText));
    }
}

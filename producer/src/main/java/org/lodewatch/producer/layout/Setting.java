package org.lodewatch.producer.layout;

/**
 * One line of a layout file, or one option of the command line.
 *
 * @param key name of the option without dashes
 * @param value its value; {@code true} for an option without one
 * @param place where it is, for messages: a file and line, or an option
 */
public record Setting(String key, String value, String place) {

    /** The option of the command line. */
    public static Setting option(String key, String value) {
        return new Setting(key, value, "--" + key + " " + value);
    }

    SettingException fault(String expected) {
        return new SettingException("%s: %s".formatted(place, expected));
    }

    /** The two sides of the first equals sign. */
    String[] pair() {
        int equals = value.indexOf('=');
        if (equals < 1) {
            throw fault("expected " + key + " with NAME=VALUE");
        }
        return new String[] {
            value.substring(0, equals).strip(), value.substring(equals + 1).strip()
        };
    }

    boolean isTrue() {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw fault("expected true or false");
        };
    }

    int wholeNumber(int most) {
        if (!value.matches("[0-9]{1,6}") || Integer.parseInt(value) > most) {
            throw fault("expected a whole number from 0 to " + most);
        }
        return Integer.parseInt(value);
    }
}

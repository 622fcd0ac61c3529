package org.lodewatch.cli.commands;

import org.lodewatch.cli.alerts.AlertSummary;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How old a transition may be to be a message of its own. */
final class MaxAgeOption {

    @Option(
            names = "--max-age",
            paramLabel = "MONTHS",
            defaultValue = "" + AlertSummary.MAX_AGE_MONTHS,
            converter = MonthsConverter.class,
            description =
                    "Transitions of a book about a month that is more than so many months before its newest window come"
                            + " as one summary, as when a file brings ten years (default: ${DEFAULT-VALUE}).")
    private int months;

    int months() {
        return months;
    }

    static final class MonthsConverter implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String text) {
            if (!text.matches("[0-9]{1,5}")) {
                throw new TypeConversionException("'%s' is not a number of months: write 0 or more".formatted(text));
            }
            return Integer.valueOf(text);
        }
    }
}

package org.lodewatch.cli.commands;

import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.lodewatch.producer.feed.DatasetDeclaration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the files measure. */
final class DatasetOptions {

    private enum Imports {
        GENERAL,
        CONSUMPTION
    }

    private enum Valuation {
        CUSTOMS,
        CIF
    }

    @Option(
            names = "--imports",
            paramLabel = "BASIS",
            description = "Which imports the files hold: general or consumption. A dataset has one basis.")
    private Optional<Imports> imports = Optional.empty();

    @Option(
            names = "--valuation",
            paramLabel = "BASIS",
            description = "How the files value imports: customs, or cif (with insurance and freight).")
    private Optional<Valuation> valuation = Optional.empty();

    @Option(
            names = "--currency",
            paramLabel = "ISO",
            converter = CurrencyConverter.class,
            description = "The currency of the values, such as EUR (default: that of the dataset, or USD).")
    private Optional<String> currency = Optional.empty();

    @Option(
            names = "--code-level",
            paramLabel = "DIGITS",
            converter = LevelConverter.class,
            description = "Digits of all commodity codes: 2 to 10, or mixed (default: what the dataset has; for a new"
                    + " dataset, what its first files have).")
    private Optional<Integer> digits = Optional.empty();

    DatasetDeclaration declaration() {
        return new DatasetDeclaration(
                imports.map(DatasetOptions::text),
                valuation.map(DatasetOptions::text),
                currency,
                digits.map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static final class CurrencyConverter implements ITypeConverter<String> {

        @Override
        public String convert(String text) {
            String code = text.toUpperCase(Locale.ROOT);
            if (Currency.getAvailableCurrencies().stream()
                    .noneMatch(known -> known.getCurrencyCode().equals(code))) {
                throw new TypeConversionException("'%s' is not an ISO 4217 code, such as EUR".formatted(text));
            }
            return code;
        }
    }

    static final class LevelConverter implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String text) {
            if (text.equals("mixed")) {
                return 0;
            }
            if (!text.matches("[2-9]|10")) {
                throw new TypeConversionException("'%s' is neither 2 to 10 digits nor mixed".formatted(text));
            }
            return Integer.valueOf(text);
        }
    }
}

package org.lodewatch.cli.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lodewatch.producer.layout.Layout;
import org.lodewatch.producer.layout.LayoutFile;
import org.lodewatch.producer.layout.Setting;
import picocli.CommandLine.Option;

/** How exported files are laid out. Every option but the first is also a line of a layout file. */
final class LayoutOptions {

    @Option(
            names = "--layout",
            paramLabel = "NAME|FILE",
            description = "How the files are laid out: comtrade, usa-trade-online, comext, dataweb, or a layout file."
                    + " Options override its lines.")
    private Optional<String> layout = Optional.empty();

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            description = "The character between fields, or the word tab (default: a comma).")
    private Optional<String> separator = Optional.empty();

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            description = "The encoding, such as windows-1252 (default: UTF-8).")
    private Optional<String> charset = Optional.empty();

    @Option(
            names = "--skip-lines",
            paramLabel = "N",
            description =
                    "Leaves out the first N lines. The header is found by its names within the 40 lines after them.")
    private Optional<String> skippedLines = Optional.empty();

    @Option(
            names = "--country-codes",
            paramLabel = "CODES",
            description =
                    "How countries are written: iso2, iso3, m49, comtrade, schedule-c, name or auto, which is any of"
                            + " these. Totals such as World are left out (default: ISO 3166-1 alpha-2, and no totals).")
    private Optional<String> countryCodes = Optional.empty();

    @Option(
            names = "--where",
            paramLabel = "COLUMN=VALUE[,VALUE]",
            description =
                    "Uses only rows with one of these values. Without a value, removes that filter of the layout.")
    private List<String> where = List.of();

    @Option(
            names = "--where-not",
            paramLabel = "COLUMN=VALUE[,VALUE]",
            description = "Leaves out rows with one of these values.")
    private List<String> whereNot = List.of();

    @Option(
            names = "--optional-column",
            paramLabel = "FIELD=NAME",
            description = "As --column, for a column that not all files have.")
    private List<String> optionalColumns = List.of();

    @Option(
            names = "--thousands",
            paramLabel = "CHAR",
            description = "The character between thousands: comma, dot, apostrophe or space (default: none).")
    private Optional<String> thousands = Optional.empty();

    @Option(
            names = "--decimal",
            paramLabel = "CHAR",
            description = "The character before decimals: dot or comma (default: dot).")
    private Optional<String> decimal = Optional.empty();

    @Option(
            names = "--na",
            paramLabel = "TEXT[,TEXT]",
            description = "What the files write for an unknown weight, besides NA, NaN, null, -, :, .. and the like.")
    private List<String> unknown = List.of();

    @Option(names = "--round", description = "Rounds values to cents and weights to grams, half to even.")
    private boolean rounded;

    @Option(
            names = "--value-scale",
            paramLabel = "N",
            description = "What one unit of a value is worth, such as 1000 for thousands of dollars (default: 1).")
    private Optional<String> valueScale = Optional.empty();

    @Option(
            names = "--weight-unit",
            paramLabel = "UNIT",
            description = "The unit of weights: kg, t, 100kg, g, lb or kt (default: kg).")
    private Optional<String> weightUnit = Optional.empty();

    @Option(
            names = "--unit-column",
            paramLabel = "NAME",
            description = "The column with each row's unit of weight. A unit that is no weight makes it unknown.")
    private Optional<String> unitColumn = Optional.empty();

    @Option(
            names = "--pad-codes",
            paramLabel = "DIGITS",
            description = "Adds the leading zero that a spreadsheet removed, to codes with one digit less than this.")
    private Optional<String> paddedCodes = Optional.empty();

    @Option(
            names = "--revision-format",
            paramLabel = "PATTERN",
            description = "The form of a revision that is a date, such as dd/MM/yy HH:mm:ss.")
    private Optional<String> revisionFormat = Optional.empty();

    @Option(
            names = "--period-columns",
            description =
                    "Columns named by a year or month hold the values of these periods. A year to date is left out.")
    private boolean periodColumns;

    @Option(
            names = "--indicator-column",
            paramLabel = "NAME",
            description = "For files with a row for the value and one for the weight: the column that says which.")
    private Optional<String> indicatorColumn = Optional.empty();

    @Option(
            names = "--value-indicator",
            paramLabel = "TEXT[,TEXT]",
            description = "What that column says in rows of a value.")
    private List<String> valueIndicators = List.of();

    @Option(
            names = "--weight-indicator",
            paramLabel = "TEXT[,TEXT]",
            description = "What that column says in rows of a weight.")
    private List<String> weightIndicators = List.of();

    /** The layout with these options and those of rows. */
    Layout layout(List<Setting> ofRows) {
        List<Setting> options = new ArrayList<>(ofRows);
        add(options, "separator", separator);
        add(options, "charset", charset);
        add(options, "skip-lines", skippedLines);
        add(options, "country-codes", countryCodes);
        where.forEach(value -> options.add(Setting.option("where", value)));
        whereNot.forEach(value -> options.add(Setting.option("where-not", value)));
        optionalColumns.forEach(value -> options.add(Setting.option("optional-column", value)));
        add(options, "thousands", thousands);
        add(options, "decimal", decimal);
        unknown.forEach(value -> options.add(Setting.option("na", value)));
        add(options, "round", flag(rounded));
        add(options, "value-scale", valueScale);
        add(options, "weight-unit", weightUnit);
        add(options, "unit-column", unitColumn);
        add(options, "pad-codes", paddedCodes);
        add(options, "revision-format", revisionFormat);
        add(options, "period-columns", flag(periodColumns));
        add(options, "indicator-column", indicatorColumn);
        valueIndicators.forEach(value -> options.add(Setting.option("value-indicator", value)));
        weightIndicators.forEach(value -> options.add(Setting.option("weight-indicator", value)));
        return Layout.of(layout.map(LayoutFile::of).map(LayoutFile::settings).orElse(List.of()), options);
    }

    private static void add(List<Setting> settings, String key, Optional<String> value) {
        value.ifPresent(text -> settings.add(Setting.option(key, text)));
    }

    private static Optional<String> flag(boolean given) {
        return given ? Optional.of("true") : Optional.empty();
    }
}

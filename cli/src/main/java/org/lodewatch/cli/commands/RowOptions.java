package org.lodewatch.cli.commands;

import java.util.Map;
import org.lodewatch.producer.file.ColumnNames;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How the rows of files are to be read. */
final class RowOptions {

    @Option(
            names = "--column",
            paramLabel = "FIELD=NAME",
            description = "The name of a field's column in the files, such as commodity_code=hs10.")
    private Map<String, String> columns = Map.of();

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description = "The value, in every row, of a field that the files do not have, such as dataset=our-own.")
    private Map<String, String> constants = Map.of();

    @Option(
            names = "--compose-record-id",
            description = "Composes record ids from commodity code, reporter, origin and period: for files with at most"
                    + " one row of each.")
    private boolean composedRecordId;

    @Option(
            names = "--partial",
            description = "The files do not hold all rows of their periods: does not declare the periods complete.")
    private boolean partial;

    ColumnNames columns() {
        return ColumnNames.of(columns, constants, composedRecordId);
    }

    boolean partial() {
        return partial;
    }

    /** The character between the fields of a CSV file. */
    static final class Separator {

        @Option(
                names = "--separator",
                paramLabel = "CHAR",
                converter = Converter.class,
                description = "The character between fields, or the word tab (default: a comma).")
        private char character = ',';

        char character() {
            return character;
        }

        static final class Converter implements ITypeConverter<Character> {

            @Override
            public Character convert(String text) {
                if (text.equals("tab") || text.equals("\\t")) {
                    return '\t';
                }
                if (text.length() != 1) {
                    throw new TypeConversionException(
                            "'%s' is not a single character, such as ';', or the word tab".formatted(text));
                }
                return text.charAt(0);
            }
        }
    }
}

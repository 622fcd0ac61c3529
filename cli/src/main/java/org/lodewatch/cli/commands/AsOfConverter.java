package org.lodewatch.cli.commands;

import java.time.DateTimeException;
import java.time.Month;
import java.time.YearMonth;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The last month of a window: a month, or a year, which means its December. */
final class AsOfConverter implements ITypeConverter<YearMonth> {

    @Override
    public YearMonth convert(String text) {
        try {
            return ValueConverters.month(text, Month.DECEMBER);
        } catch (DateTimeException e) {
            throw new TypeConversionException("'%s' is not a month, such as 2024-12, or a year".formatted(text));
        }
    }
}

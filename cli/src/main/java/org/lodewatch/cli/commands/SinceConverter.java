package org.lodewatch.cli.commands;

import java.time.DateTimeException;
import org.lodewatch.cli.alerts.Since;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

final class SinceConverter implements ITypeConverter<Since> {

    @Override
    public Since convert(String text) {
        try {
            return Since.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'%s' is neither a month, such as 2024-12, nor a day, such as 2024-12-31".formatted(text));
        }
    }
}

package org.lodewatch.cli.commands;

import java.time.DateTimeException;
import java.time.Instant;
import org.lodewatch.service.explain.PublicationTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment of publication: a day, which begins at 00:00 UTC, or a time with its offset. */
final class MomentConverter implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
        try {
            return PublicationTime.of(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}

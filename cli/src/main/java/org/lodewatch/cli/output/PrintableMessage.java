package org.lodewatch.cli.output;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.lodewatch.schemas.values.Printable;

/** The message of a line of the log, which may quote names and cells of files. {@code logback.xml} names this class. */
public final class PrintableMessage extends MessageConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return Printable.line(super.convert(event));
    }
}

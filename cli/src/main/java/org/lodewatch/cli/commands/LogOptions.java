package org.lodewatch.cli.commands;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** How a process that runs for long writes its log. */
final class LogOptions {

    /** What a line of the log looks like. */
    enum Format {
        /** For people. */
        text,
        /** For programs: a JSON object a line. */
        json
    }

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "What the log on standard error looks like: text, or json, an object a line (default: text).")
    void format(Format format) {
        if (format == Format.json
                && LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.iteratorForAppenders().forEachRemaining(appender -> {
                if (appender instanceof OutputStreamAppender<ILoggingEvent> written) {
                    written.setEncoder(encoder(root.getLoggerContext()));
                }
            });
        }
    }

    /** The same as in the text, and no more: neither what messages are made of nor stack traces. */
    private static JsonEncoder encoder(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMDC(false);
        encoder.setWithMessage(false);
        encoder.setWithFormattedMessage(true);
        encoder.setWithArguments(false);
        encoder.setWithThrowable(false);
        encoder.start();
        return encoder;
    }
}

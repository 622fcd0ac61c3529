package org.lodewatch.cli.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.List;
import org.lodewatch.schemas.values.Printable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The log of a process that runs for long. */
final class LogOptions {

    private static final List<String> ERRORS_ONLY = List.of(
            // Warns about a setting of global tables, which are not used, and about standbys that a single instance
            // cannot have.
            "org.apache.kafka.streams.StreamsConfig",
            "org.apache.kafka.streams.processor.internals.assignment",
            // Warns about responses that arrive after their request was abandoned, as happens at every stop.
            "org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils",
            // Warns about offsets that a transaction is about to commit; they are requested again.
            "org.apache.kafka.clients.admin.internals.ListConsumerGroupOffsetsHandler");

    /** The format of a line. */
    enum Format {
        /** Text. */
        text,
        /** A JSON object a line. */
        json
    }

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "The format of the log on standard error: text, or json, an object a line (default: text).")
    void format(Format format) {
        if (format == Format.json) {
            logger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().forEachRemaining(appender -> {
                if (appender instanceof OutputStreamAppender<ILoggingEvent> written) {
                    written.setEncoder(encoder(logger(Logger.ROOT_LOGGER_NAME).getLoggerContext()));
                }
            });
        }
    }

    /** Shows the warnings of Kafka's clients, which are hidden in commands that end soon. */
    static void showWarningsOfKafka() {
        logger("org.apache.kafka").setLevel(Level.WARN);
        ERRORS_ONLY.forEach(name -> logger(name).setLevel(Level.ERROR));
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    /** The same as in the text: neither the arguments of messages nor stack traces. */
    private static JsonEncoder encoder(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder() {
            @Override
            public byte[] encode(ILoggingEvent event) {
                return Printable.lines(new String(super.encode(event), UTF_8)).getBytes(UTF_8);
            }
        };
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

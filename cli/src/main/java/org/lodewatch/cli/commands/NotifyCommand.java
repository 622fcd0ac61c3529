package org.lodewatch.cli.commands;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lodewatch.cli.notify.Notifier;
import org.lodewatch.cli.notify.Subscription;
import org.lodewatch.cli.notify.Webhook;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "notify",
        description =
                "Posts each alert to a webhook until Ctrl-C: signed, at least once, in order within a book, and again"
                        + " while the receiver fails. The alerts of a country and its bloc are posted as one, and old transitions"
                        + " of a book as a summary. Continues where it stopped. The secret to sign with is in "
                        + NotifyCommand.SECRET_VARIABLE + " or --secret-file.")
final class NotifyCommand extends ClusterCommand implements Runnable {

    static final String SECRET_VARIABLE = "LODEWATCH_WEBHOOK_SECRET";

    enum Wanted {
        WARNING,
        CRITICAL
    }

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    @Mixin
    private CatalogueOption catalogueOption;

    @Option(
            names = "--webhook",
            paramLabel = "URL",
            required = true,
            converter = WebhookConverter.class,
            description = "The http or https URL to post alerts to. Redirects are not followed.")
    private URI address;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "The name of this subscriber, under which its offsets are kept. Processes with the same name share"
                            + " the work (default: the host of the URL).")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "A file whose first line is the secret: whsec_ and 24 to 64 random bytes in base64.")
    private Optional<Path> secretFile = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "now|beginning",
            defaultValue = "now",
            description = "Where a new subscriber begins (default: ${DEFAULT-VALUE}).")
    private Subscription.Start start;

    @Option(
            names = "--severity",
            paramLabel = "warning|critical",
            description = "Only alerts that have this severity, or had it before; may be given twice (default: all).")
    private Set<Wanted> severities = Set.of();

    @Option(
            names = "--give-up-after",
            paramLabel = "TIME",
            description = "How long one alert is sent again, such as 15m or 2h, before it goes to"
                    + " dependence-alerts-undelivered and the next one is sent (default: 1d).")
    private Duration giveUpAfter = Duration.ofDays(1);

    @Mixin
    private MaxAgeOption maxAge;

    @Option(
            names = "--until-caught-up",
            description = "Ends once every alert that is there now is delivered or given up.")
    private boolean untilCaughtUp;

    @Mixin
    private WaitOption wait;

    @Override
    public void run() {
        Subscription subscription =
                new Subscription(name(), start, severities(), giveUpAfter, untilCaughtUp, maxAge.months());
        Webhook webhook = new Webhook(address, secret(), Clock.systemUTC());
        LogOptions.showWarningsOfKafka();
        Screen screen = screen();
        try (ShutdownSignal signal = new ShutdownSignal().watchingClock();
                KafkaCluster cluster = connect(wait, signal);
                Notifier notifier =
                        new Notifier(cluster, catalogueOption.load(), subscription, webhook, screen::note)) {
            screen.line("running on %s: alerts go to %s, as %s"
                    .formatted(cluster.settings().bootstrapServers(), webhook, subscription.group()));
            screen.line(summary(notifier.run(signal.received()::isDone)));
        }
    }

    private String name() {
        String chosen = name.orElseGet(() -> address.getHost().toLowerCase(Locale.ROOT));
        if (!NAME.matcher(chosen).matches()) {
            throw new OperatorException(
                    "'%s' is not a subscriber's name: choose one of letters, digits, '.', '-' and '_' with --name"
                            .formatted(chosen));
        }
        return chosen;
    }

    private Set<Severity> severities() {
        return severities.stream()
                .map(wanted -> Severity.valueOf(wanted.name()))
                .collect(Collectors.toSet());
    }

    private Secret secret() {
        return secretFile
                .map(Secret::ofFile)
                .or(() -> Secret.ofEnvironment(SECRET_VARIABLE))
                .orElseThrow(() -> new OperatorException(
                        ("there is no secret to sign with: make one with `echo whsec_$(openssl rand -base64 32)`, give it"
                                        + " to the receiver, and put it in %s or a file named by --secret-file")
                                .formatted(SECRET_VARIABLE)));
    }

    private static String summary(Notifier.Tally tally) {
        String delivered =
                "%s alert%s delivered".formatted(Figures.count(tally.delivered()), tally.delivered() == 1 ? "" : "s");
        return tally.givenUp() == 0
                ? delivered
                : delivered
                        + ", %s given up: in %s"
                                .formatted(Figures.count(tally.givenUp()), Topics.DEPENDENCE_ALERTS_UNDELIVERED.name());
    }

    /** Messages do not quote the URL, which may be secret. */
    static final class WebhookConverter extends ClusterCommand implements ITypeConverter<URI> {

        @Override
        public URI convert(String text) {
            URI address = ValueConverters.url(text, "the URL of a webhook");
            if (address.getUserInfo() != null) {
                throw new TypeConversionException("a user and a password are not sent: leave them out, the receiver"
                        + " checks the alerts by their signature");
            }
            return address;
        }
    }
}

package org.lodewatch.streams.app;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.lodewatch.clients.registry.RegistrySettings;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.values.NearNames;

/**
 * Refuses settings that would make figures wrong, and settings that nothing reads. Kafka itself only warns about an unknown name,
 * and some settings of its clients would break what the topology and the feeds rely on.
 */
public final class SettingsCheck {

    /** Names that begin with this are passed on without it and are not checked: settings of classes that are not Kafka's. */
    public static final String UNCHECKED = "custom.";

    private static final List<String> CLIENT_PREFIXES = List.of(
            StreamsConfig.MAIN_CONSUMER_PREFIX,
            StreamsConfig.RESTORE_CONSUMER_PREFIX,
            StreamsConfig.GLOBAL_CONSUMER_PREFIX,
            StreamsConfig.CONSUMER_PREFIX,
            StreamsConfig.PRODUCER_PREFIX,
            StreamsConfig.ADMIN_CLIENT_PREFIX);

    /** Settings of a registry that Confluent's clients need and Lodewatch does not. */
    private static final Set<String> IGNORED =
            Set.of("basic.auth.credentials.source", "bearer.auth.credentials.source");

    /** Kafka's clients instantiate classes by these settings, and pass all settings to them. */
    private static final Pattern CLASSES = Pattern.compile("(.*\\.)?(metric\\.reporters|interceptor\\.classes"
            + "|security\\.providers|ssl\\.engine\\.factory\\.class|config\\.providers|sasl\\.login\\.class)"
            + "|.*callback\\.handler\\.class");

    /** A name that differs so little from a known one is a slip, also where other classes may read settings. */
    private static final int SLIP = 2;

    private static final String BYTES = "org.apache.kafka.common.serialization.ByteArray";

    /** A setting with one value that works. */
    private record Fixed(Predicate<String> accepted, String why) {}

    private static final Map<String, Fixed> OF_ALL = new HashMap<>();
    private static final Map<String, Fixed> OF_STREAM = new HashMap<>();

    static {
        OF_ALL.put("isolation.level", only("read_committed", "records of aborted transactions would be counted"));
        OF_ALL.put("enable.idempotence", only("true", "a retry could publish a record twice or out of order"));
        OF_ALL.put("acks", only(Set.of("all", "-1"), "records could be lost with a broker"));
        OF_ALL.put("transactional.id", never("transactions of different processes would end each other"));
        OF_ALL.put(
                "transaction.two.phase.commit.enable",
                only("false", "transactions of killed processes would never end"));
        OF_ALL.put(
                "partitioner.class",
                never("revisions of one record id would be in several partitions and count twice"));
        OF_ALL.put(
                "partitioner.ignore.keys",
                only("false", "revisions of one record id would be in several partitions and count twice"));

        OF_STREAM.put("auto.offset.reset", only("earliest", "records before the first start would never be counted"));
        OF_STREAM.put("processing.guarantee", only("exactly_once_v2", "records could count twice, and alerts be lost"));
        OF_STREAM.put("enable.auto.commit", only("false", "offsets must be committed with the results"));
        OF_STREAM.put(
                "allow.auto.create.topics", only("false", "a missing topic would be created with unfit settings"));
        for (String name : List.of("key.deserializer", "value.deserializer")) {
            OF_STREAM.put(name, only(BYTES + "Deserializer", "each topic has its own format"));
        }
        for (String name : List.of("key.serializer", "value.serializer")) {
            OF_STREAM.put(name, only(BYTES + "Serializer", "each topic has its own format"));
        }
        for (String name : List.of(
                "default.key.serde",
                "default.value.serde",
                "default.list.key.serde.inner",
                "default.list.value.serde.inner",
                "default.list.key.serde.type",
                "default.list.value.serde.type",
                "windowed.inner.class.serde")) {
            OF_STREAM.put(name, never("each topic has its own format"));
        }
        for (String name : List.of("default.deserialization.exception.handler", "deserialization.exception.handler")) {
            OF_STREAM.put(
                    name,
                    only(
                            "org.apache.kafka.streams.errors.LogAndFailExceptionHandler",
                            "another handler could skip records without counting them"));
        }
        for (String name : List.of("default.production.exception.handler", "production.exception.handler")) {
            OF_STREAM.put(
                    name,
                    only(
                            "org.apache.kafka.streams.errors.DefaultProductionExceptionHandler",
                            "another handler could lose results"));
        }
        OF_STREAM.put(
                "processing.exception.handler",
                only(
                        "org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler",
                        "another handler could skip records without counting them"));
        OF_STREAM.put(
                "default.timestamp.extractor",
                only(
                        "org.apache.kafka.streams.processor.FailOnInvalidTimestamp",
                        "the topology chooses the timestamps of its records"));
        OF_STREAM.put(
                "topic.cleanup.policy",
                only("compact", "the changelogs of the stores would lose their oldest entries"));
    }

    private SettingsCheck() {}

    /**
     * Checks the settings of {@code stream}.
     *
     * @return the settings, without the prefix {@value #UNCHECKED}
     * @throws OperatorException in one line, with the reason and what to do
     */
    static Map<String, Object> ofStream(Map<String, ?> settings) {
        settings.forEach((name, value) -> {
            String plain = withoutPrefix(name);
            String text = text(value);
            refuse(name, text, Optional.ofNullable(OF_STREAM.get(plain)));
            if (plain.equals("group.id")) {
                refuse(
                        name,
                        text,
                        Optional.of(only(
                                given(settings, StreamsConfiguration.APPLICATION_ID),
                                "the group" + " of all instances is named by application.id")));
            }
            if (!plain.equals(name)) {
                if (plain.equals("bootstrap.servers")) {
                    refuse(
                            name,
                            text,
                            Optional.of(only(
                                    given(settings, StreamsConfiguration.BOOTSTRAP_SERVERS),
                                    "all clients must use one cluster")));
                }
                if (plain.equals("client.id")) {
                    refuse(name, text, Optional.of(never("instances recognise each other by it")));
                }
            }
        });
        return of(settings);
    }

    /**
     * Checks the settings of any command. A file with settings of the topology may be given to every command.
     *
     * @return the settings, without the prefix {@value #UNCHECKED}
     * @throws OperatorException in one line, with the reason and what to do
     */
    public static Map<String, Object> of(Map<String, ?> settings) {
        boolean foreignClasses = settings.keySet().stream()
                .anyMatch(name -> CLASSES.matcher(name).matches());
        Map<String, Object> checked = new HashMap<>();
        // In the order of their names, so that the same settings always have the same message.
        new TreeMap<>(settings).forEach((name, value) -> {
            if (name.startsWith(UNCHECKED)) {
                checked.put(name.substring(UNCHECKED.length()), value);
                return;
            }
            requireKnown(name, foreignClasses);
            refuse(name, text(value), Optional.ofNullable(OF_ALL.get(withoutPrefix(name))));
            checked.put(name, value);
        });
        return checked;
    }

    private static void requireKnown(String name, boolean foreignClasses) {
        if (Names.ALL.contains(name) || name.startsWith("config.providers.") || IGNORED.contains(name)) {
            return;
        }
        List<String> near = Names.near(name);
        if (foreignClasses && (near.isEmpty() || NearNames.edits(name, near.get(0)) > SLIP)) {
            return;
        }
        throw new OperatorException(
                "there is no setting %s%s; `lodewatch settings` lists those of Lodewatch, and settings of"
                                .formatted(
                                        name, near.isEmpty() ? "" : ": did you mean " + String.join(" or ", near) + "?")
                        + " your own classes must begin with " + UNCHECKED);
    }

    private static void refuse(String name, String value, Optional<Fixed> fixed) {
        fixed.filter(only -> !only.accepted.test(value)).ifPresent(only -> {
            throw new OperatorException("%s=%s is refused: %s; leave it out".formatted(name, value, only.why));
        });
    }

    private static String withoutPrefix(String name) {
        return CLIENT_PREFIXES.stream()
                .filter(name::startsWith)
                .findFirst()
                .map(prefix -> name.substring(prefix.length()))
                .orElse(name);
    }

    private static String given(Map<String, ?> settings, String name) {
        Object given = settings.get(name);
        return given == null
                ? String.valueOf(StreamsConfiguration.DEFINITION.defaultValues().get(name))
                : text(given);
    }

    private static String text(Object value) {
        return value instanceof Class<?> type
                ? type.getName()
                : String.valueOf(value).strip();
    }

    private static Fixed only(String value, String why) {
        return only(Set.of(value), why);
    }

    private static Fixed only(Set<String> values, String why) {
        return new Fixed(values::contains, why);
    }

    private static Fixed never(String why) {
        return new Fixed(value -> false, why);
    }

    /** Every name that Lodewatch or one of Kafka's clients reads. */
    private static final class Names {

        private static final Set<String> ALL = new TreeSet<>();

        static {
            ALL.addAll(StreamsConfiguration.DEFINITION.names());
            ALL.addAll(RegistrySettings.DEFINITION.names());
            ALL.addAll(StreamsConfig.configDef().names());
            ALL.addAll(ConsumerConfig.configNames());
            ALL.addAll(ProducerConfig.configNames());
            ALL.addAll(AdminClientConfig.configNames());
            for (String prefix : CLIENT_PREFIXES) {
                namesWith(prefix).forEach(name -> ALL.add(prefix + name));
            }
            for (Field field : TopicConfig.class.getFields()) {
                if (field.getName().endsWith("_CONFIG")) {
                    ALL.add(StreamsConfig.TOPIC_PREFIX + constant(field));
                }
            }
        }

        private static String constant(Field field) {
            try {
                return (String) field.get(null);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Collection<String> namesWith(String prefix) {
            if (prefix.equals(StreamsConfig.PRODUCER_PREFIX)) {
                return ProducerConfig.configNames();
            }
            return prefix.equals(StreamsConfig.ADMIN_CLIENT_PREFIX)
                    ? AdminClientConfig.configNames()
                    : ConsumerConfig.configNames();
        }

        /** Plain names first: a name with a prefix is suggested only for one with a prefix. */
        static List<String> near(String name) {
            boolean prefixed = !withoutPrefix(name).equals(name);
            return NearNames.of(
                    name,
                    ALL.stream()
                            .filter(known -> prefixed || withoutPrefix(known).equals(known))
                            .toList());
        }
    }
}

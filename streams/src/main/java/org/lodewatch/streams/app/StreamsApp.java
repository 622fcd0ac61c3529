package org.lodewatch.streams.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.clients.kafka.TopicProvisioning;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.Health;
import org.lodewatch.streams.topology.DependenceTopology;
import org.lodewatch.streams.topology.TopologyParameters;

/** One instance of the topology: checks that it can work, runs it, and says what stopped it. */
public final class StreamsApp implements AutoCloseable {

    /** What others read of what it writes. */
    private static final List<Topic<?, ?>> PUBLISHED =
            List.of(Topics.MINERAL_SHARES, Topics.DEPENDENCE_ALERTS, Topics.DEPENDENCE_ALERT_STATUS);

    private static final Duration START_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final StreamsConfiguration configuration;
    private final Catalogue catalogue;
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<Throwable> death = new AtomicReference<>();
    private final RestoreProgress restore = new RestoreProgress();
    private final MeterRegistry registry;

    private Admin admin;
    private ImportLog log;
    private volatile KafkaStreams streams;
    private boolean begun;
    private boolean told;
    private Optional<TopologyMetrics> metrics = Optional.empty();

    /**
     * @param settings see {@link StreamsConfiguration#DEFINITION}; others pass through to the Kafka clients
     * @throws OperatorException if a setting is out of bounds
     */
    public StreamsApp(Map<String, ?> settings, Catalogue catalogue) {
        this(settings, catalogue, new CompositeMeterRegistry());
    }

    /**
     * One that can be watched.
     *
     * @param settings see {@link StreamsConfiguration#DEFINITION}; others pass through to the Kafka clients
     * @param registry where it, Kafka Streams and its clients are measured
     * @throws OperatorException if a setting is out of bounds
     */
    public StreamsApp(Map<String, ?> settings, Catalogue catalogue, MeterRegistry registry) {
        this.configuration = StreamsConfiguration.of(settings);
        this.catalogue = catalogue;
        this.registry = registry;
    }

    /**
     * Starts, and returns once every partition assigned to this instance is restored and runs, or it was told to stop.
     *
     * @throws OperatorException if the topics, a schema registry, the log or another instance do not allow it
     */
    public void start() {
        admin = Admin.create(configuration.clientProperties());
        requireTopics();
        WireFormats formats = configuration.wireFormats();
        PUBLISHED.forEach(topic -> topic.prepare(formats));
        log = new ImportLog(
                admin,
                configuration.clientProperties(),
                configuration.getString(StreamsConfiguration.APPLICATION_ID),
                configuration.getString(StreamsConfiguration.ACCEPT_LOG));
        if (!configuration.usesRegistry()) {
            log.requireWithoutRegistry();
        }
        log.requireWhole();
        log.requireSame(configuration.stateDir());
        requireSameReading();
        TopologyParameters parameters = new TopologyParameters(
                catalogue,
                configuration.windowRule(),
                log.partitions(),
                configuration.flushInterval(),
                configuration.restatementDelay(),
                log,
                formats,
                registry);
        streams = new KafkaStreams(
                DependenceTopology.build(parameters),
                configuration.streamsProperties(clientId()),
                DependenceTopology.clients());
        streams.setUncaughtExceptionHandler(cause -> {
            death.compareAndSet(null, cause);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            if (now == State.RUNNING) {
                running.countDown();
            } else if (now.hasCompletedShutdown()) {
                stopped.countDown();
                running.countDown();
            }
        });
        streams.setGlobalStateRestoreListener(restore);
        streams.setStandbyUpdateListener(restore);
        metrics = Optional.of(new TopologyMetrics(streams, restore, registry));
        if (begin()) {
            awaitRunning();
        }
    }

    private synchronized boolean begin() {
        if (told) {
            stopped.countDown();
            return false;
        }
        streams.start();
        begun = true;
        return true;
    }

    /** Stops it from another thread, also while it starts or restores; {@link #await} returns then. */
    public void stop() {
        synchronized (this) {
            told = true;
            if (!begun) {
                return;
            }
        }
        close();
    }

    /** Whether it was told to stop. */
    public synchronized boolean isStopping() {
        return told;
    }

    /** How it is, and how much it has restored; on any thread, also before it is started. */
    public Health health() {
        KafkaStreams started = streams;
        State state = started == null ? State.CREATED : started.state();
        boolean live = death.get() == null && !state.isShuttingDown() && !state.hasCompletedShutdown();
        return new Health(live, live && state == State.RUNNING, word(state), restore.figures());
    }

    private String word(State state) {
        return switch (state) {
            case CREATED -> "STARTING";
            case REBALANCING -> restore.isUnderWay() ? "RESTORING" : "REBALANCING";
            case RUNNING -> death.get() == null ? "RUNNING" : "FAILED";
            case PENDING_ERROR, ERROR -> "FAILED";
            case PENDING_SHUTDOWN, NOT_RUNNING -> death.get() == null ? "STOPPED" : "FAILED";
        };
    }

    /**
     * Waits until the instance has stopped.
     *
     * @throws OperatorException if it was stopped by trouble that the operator can mend
     * @throws KafkaException if it was stopped by other trouble
     */
    public void await() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        rethrowDeath();
    }

    /**
     * Stops. It leaves the group at once, so that other instances take over without waiting, unless it has a
     * group.instance.id: then it is expected back, as in a rolling restart.
     */
    @Override
    public void close() {
        metrics.ifPresent(TopologyMetrics::close);
        if (streams != null) {
            streams.close(CloseOptions.groupMembershipOperation(
                            configuration.isStaticMember()
                                    ? GroupMembershipOperation.REMAIN_IN_GROUP
                                    : GroupMembershipOperation.LEAVE_GROUP)
                    .withTimeout(CLOSE_TIMEOUT));
        }
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
        stopped.countDown();
    }

    private void requireTopics() {
        List<String> problems = new TopicProvisioning(admin).check(Topics.ofTopology());
        if (!problems.isEmpty()) {
            throw new OperatorException(String.join("; ", problems));
        }
    }

    /**
     * Instances that classify differently would mix their figures, so a second catalogue is refused. So is one without a
     * schema registry beside one with it: it would reject all that producers write once they use the registry too, in
     * whichever partitions it holds or takes over, and the shares would be those of the rest. And so is one of another
     * version that writes what the older of the two cannot read.
     */
    private void requireSameReading() {
        String group = configuration.getString(StreamsConfiguration.APPLICATION_ID);
        liveClientIds(group)
                .filter(id -> id.startsWith(group + "-catalogue-") && !id.startsWith(clientIdPrefix()))
                .findAny()
                .ifPresent(other -> {
                    throw new OperatorException(
                            ("another instance of %s runs with a different catalogue or window or other message"
                                            + " schemas, or one of the two without a schema registry (%s, this one has"
                                            + " %s): stop all instances, then start them with the same; one that"
                                            + " stopped with a group.instance.id counts until its session has timed out")
                                    .formatted(
                                            group,
                                            other.substring((group + "-catalogue-").length())
                                                    .split("-")[0],
                                            catalogueMark()));
                });
    }

    private Stream<String> liveClientIds(String group) {
        try {
            if (configuration.getString(StreamsConfiguration.GROUP_PROTOCOL).equals("streams")) {
                return KafkaFutures.await(
                                admin.describeStreamsGroups(List.of(group)).all())
                        .get(group)
                        .members()
                        .stream()
                        .map(StreamsGroupMemberDescription::clientId);
            }
            return KafkaFutures.await(
                            admin.describeConsumerGroups(List.of(group)).all())
                    .get(group)
                    .members()
                    .stream()
                    .map(MemberDescription::clientId);
        } catch (GroupIdNotFoundException e) {
            return Stream.empty();
        }
    }

    /** Process ids would not tell containers apart: each has its own process 1. */
    private String clientId() {
        return clientIdPrefix() + Uuid.randomUuid();
    }

    private String clientIdPrefix() {
        return configuration.getString(StreamsConfiguration.APPLICATION_ID) + "-catalogue-" + catalogueMark() + "-";
    }

    private String catalogueMark() {
        return catalogue.fingerprint()
                + "." + configuration.windowRule().windowMonths()
                + "." + configuration.windowRule().horizonMonths()
                + "." + CommonSchemas.mark(configuration.usesRegistry())
                + (configuration.usesRegistry() ? ".registry" : "");
    }

    private void awaitRunning() {
        try {
            if (!running.await(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new OperatorException("the topology does not get ready: it is " + streams.state() + " after "
                        + START_TIMEOUT.toMinutes() + " minutes; see whether another instance holds its partitions");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        rethrowDeath();
    }

    private void rethrowDeath() {
        Throwable cause = death.get();
        if (cause == null) {
            return;
        }
        Optional<OperatorException> operators = chain(cause)
                .filter(OperatorException.class::isInstance)
                .map(OperatorException.class::cast)
                .findFirst();
        if (operators.isPresent()) {
            throw operators.get();
        }
        if (chain(cause).anyMatch(AuthorizationException.class::isInstance)) {
            throw new OperatorException(
                    ("the topology stopped, since its user may not do all that it needs (%s): `lodewatch topics acls`"
                                    + " shows what each application must be allowed")
                            .formatted(summary(cause)),
                    cause);
        }
        throw new KafkaException("the topology stopped: " + summary(cause), cause);
    }

    private static String summary(Throwable cause) {
        return chain(cause)
                .map(t -> t.getClass().getSimpleName() + ": " + t.getMessage())
                .collect(Collectors.joining(", caused by "));
    }

    private static Stream<Throwable> chain(Throwable cause) {
        return Stream.iterate(cause, t -> t != null, Throwable::getCause);
    }
}

package org.lodewatch.streams.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.lodewatch.clients.kafka.PartitionCheck;
import org.lodewatch.clients.kafka.TopicProvisioning;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.Health;
import org.lodewatch.streams.topology.DependenceTopology;
import org.lodewatch.streams.topology.TopologyParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance of the topology: runs it, waits until it stops, and throws what stopped it. */
public final class StreamsApp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsApp.class);

    /** The topics that it writes for other applications. */
    private static final List<Topic<?, ?>> PUBLISHED =
            List.of(Topics.MINERAL_SHARES, Topics.DEPENDENCE_ALERTS, Topics.DEPENDENCE_ALERT_STATUS);

    private static final Duration START_TIMEOUT = Duration.ofMinutes(10);

    /** How often the instance looks whether customs-imports is still the topic of its start. */
    private static final Duration LOG_CHECK_INTERVAL = Duration.ofSeconds(5);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final StreamsConfiguration configuration;
    private final Catalogue catalogue;
    private final MeterRegistry registry;

    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final RestoreProgress restore = new RestoreProgress();

    private final ScheduledExecutorService logWatch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "log-watch");
        thread.setDaemon(true);
        return thread;
    });

    private Admin admin;
    private ImportLog log;
    private TopologyMetrics metrics;
    private volatile KafkaStreams streams;
    private boolean started;
    private boolean stopping;

    /**
     * An instance without metrics.
     *
     * @param settings see {@link StreamsConfiguration#DEFINITION}; others pass through to the Kafka clients
     * @throws OperatorException if a setting is out of bounds
     */
    public StreamsApp(Map<String, ?> settings, Catalogue catalogue) {
        this(settings, catalogue, new CompositeMeterRegistry());
    }

    /**
     * @param settings see {@link StreamsConfiguration#DEFINITION}; others pass through to the Kafka clients
     * @param registry for its metrics and those of Kafka Streams and its clients
     * @throws OperatorException if a setting is out of bounds
     */
    public StreamsApp(Map<String, ?> settings, Catalogue catalogue, MeterRegistry registry) {
        this.configuration = StreamsConfiguration.of(settings);
        this.catalogue = catalogue;
        this.registry = registry;
    }

    /**
     * Starts, and returns once every assigned partition is restored and running, or {@link #stop} was called.
     *
     * @throws OperatorException if the topics, the schema registry, the log or another instance do not allow it
     */
    public void start() {
        List<String> withoutEffect = configuration.settingsWithoutEffect();
        if (!withoutEffect.isEmpty()) {
            LOG.warn(
                    "no effect with group.protocol=streams: {}; set streams.session.timeout.ms, streams.heartbeat.interval.ms"
                            + " and streams.num.standby.replicas of the group at the broker",
                    String.join(", ", withoutEffect));
        }
        admin = Admin.create(configuration.clientProperties());
        CompatibilityMark mark = new CompatibilityMark(configuration, catalogue);
        TopologyParameters parameters = checkedParameters(mark);
        streams = new KafkaStreams(
                DependenceTopology.build(parameters),
                configuration.streamsProperties(mark.newClientId()),
                DependenceTopology.clients());
        streams.setUncaughtExceptionHandler(cause -> {
            if (TopologyFailure.isOfTransaction(cause)) {
                LOG.warn("a transaction was aborted at the broker, as after a pause: a new thread takes over", cause);
                return StreamThreadExceptionResponse.REPLACE_THREAD;
            }
            failure.compareAndSet(null, cause);
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
        metrics = new TopologyMetrics(streams, restore, configuration.windowRule(), registry);
        if (startUnlessStopping()) {
            awaitRunning();
        }
    }

    /** Checks that this instance can work, and returns what it will work with. */
    private TopologyParameters checkedParameters(CompatibilityMark mark) {
        PartitionCheck.unfinishedChange(admin).ifPresent(problem -> {
            throw new OperatorException(problem);
        });
        TopicProvisioning topics = new TopicProvisioning(admin);
        List<String> problems = topics.check(Topics.ofTopology());
        if (!problems.isEmpty()) {
            throw new OperatorException(String.join("; ", problems));
        }
        WireFormats formats = configuration.wireFormats();
        PUBLISHED.forEach(topic -> topic.prepare(formats));
        log = new ImportLog(admin, configuration);
        mark.requireSameOfAll(admin, configuration.usesStreamsProtocol());
        return new TopologyParameters(
                catalogue,
                configuration.windowRule(),
                log.partitions(),
                topics.partitions(Topics.PARTIALS).orElseThrow(),
                configuration.flushInterval(),
                configuration.restatementDelay(),
                log,
                formats,
                registry);
    }

    private synchronized boolean startUnlessStopping() {
        if (stopping) {
            stopped.countDown();
            return false;
        }
        streams.start();
        logWatch.scheduleWithFixedDelay(
                this::failIfLogChanged,
                LOG_CHECK_INTERVAL.toMillis(),
                LOG_CHECK_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
        started = true;
        return true;
    }

    /** Kafka Streams would read a topic with more partitions, or a new one of the same name, as if it were the same. */
    private void failIfLogChanged() {
        try {
            log.change().ifPresent(change -> {
                failure.compareAndSet(null, new OperatorException(change));
                closeStreams();
                running.countDown();
                stopped.countDown();
            });
        } catch (KafkaException e) {
            LOG.debug("cannot look whether customs-imports has changed", e);
        }
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
        throwFailure();
    }

    /**
     * Waits until the instance has stopped.
     *
     * @throws OperatorException if it stopped for a reason that the operator can remove
     * @throws KafkaException if it stopped for another reason
     */
    public void await() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throwFailure();
    }

    private void throwFailure() {
        if (failure.get() != null) {
            throw TopologyFailure.explained(failure.get());
        }
    }

    /** Stops the instance from another thread, also while it starts or restores. {@link #await} returns then. */
    public void stop() {
        synchronized (this) {
            stopping = true;
            if (!started) {
                return;
            }
        }
        close();
    }

    /** Whether {@link #stop} was called. */
    public synchronized boolean isStopping() {
        return stopping;
    }

    /** Returns the state of the instance and its progress in restoring; on any thread, also before the start. */
    public Health health() {
        KafkaStreams current = streams;
        State state = current == null ? State.CREATED : current.state();
        boolean live = failure.get() == null && !state.isShuttingDown() && !state.hasCompletedShutdown();
        return new Health(live, live && state == State.RUNNING, description(state), restore.figures());
    }

    private String description(State state) {
        return switch (state) {
            case CREATED -> "STARTING";
            case REBALANCING -> restore.isUnderWay() ? "RESTORING" : "REBALANCING";
            case RUNNING -> failure.get() == null ? "RUNNING" : "FAILED";
            case PENDING_ERROR, ERROR -> "FAILED";
            case PENDING_SHUTDOWN, NOT_RUNNING -> failure.get() == null ? "STOPPED" : "FAILED";
        };
    }

    /**
     * Stops the instance. It leaves its group at once, so that other instances take over immediately, unless it has a
     * group.instance.id: then it is expected back, as in a rolling restart.
     */
    @Override
    public void close() {
        logWatch.shutdownNow();
        if (metrics != null) {
            metrics.close();
        }
        if (streams != null) {
            closeStreams();
        }
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
        stopped.countDown();
    }

    private void closeStreams() {
        streams.close(CloseOptions.groupMembershipOperation(
                        configuration.isStaticMember()
                                ? GroupMembershipOperation.REMAIN_IN_GROUP
                                : GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_TIMEOUT));
    }
}

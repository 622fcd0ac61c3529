package org.lodewatch.streams.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.lodewatch.clients.kafka.PartitionCheck;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.clients.kafka.TopicProvisioning;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.Health;
import org.lodewatch.service.HealthState;
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

    private static final Set<String> WITH_LEDGER = Set.of(Topics.CUSTOMS_IMPORTS.name());

    /** The topics that tasks with a state read. */
    private static final Set<String> WITH_STATE = Set.of(Topics.CUSTOMS_IMPORTS.name(), Topics.PARTIALS.name());

    private static final Duration START_TIMEOUT = Duration.ofMinutes(10);

    /** How often the instance looks whether it still works, and whether customs-imports is still the topic of its start. */
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(5);

    /** How often it looks whether its heap is large enough for its partitions: a restore fills a small one in seconds. */
    private static final Duration HEAP_INTERVAL = Duration.ofSeconds(1);

    /** How often it looks whether another instance was lost, whose open transaction readers would wait for. */
    private static final Duration GROUP_INTERVAL = Duration.ofMillis(200);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final StreamsConfiguration configuration;
    private final Catalogue catalogue;
    private final MeterRegistry registry;

    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final RestoreProgress restore = new RestoreProgress();
    private final RestoreStall stall = new RestoreStall(restore, WATCH_INTERVAL);
    private final CollectionTime collections = new CollectionTime(CollectionTime.ofThisProcess());

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "instance-watch");
        thread.setDaemon(true);
        return thread;
    });

    private Admin admin;
    private ImportLog log;
    private HeapCheck heap;
    private LostMembers lost;
    private boolean lacksRight;
    private VitalThreads threads;
    private TopologyMetrics metrics;
    private volatile KafkaStreams streams;
    private int looksSinceFailure;
    private final AtomicBoolean streamsClosed = new AtomicBoolean();
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
        InstanceGroup group = new InstanceGroup(
                admin,
                configuration.getString(StreamsConfiguration.APPLICATION_ID),
                configuration.usesStreamsProtocol());
        TopologyParameters parameters = checkedParameters(mark, group);
        String clientId = mark.clientId();
        lost = new LostMembers(group, clientId);
        threads = new VitalThreads(clientId, configuration.getInt(StreamsConfiguration.THREADS));
        streams = new KafkaStreams(
                DependenceTopology.build(parameters),
                configuration.streamsProperties(clientId),
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
    private TopologyParameters checkedParameters(CompatibilityMark mark, InstanceGroup group) {
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
        heap = heapCheck(formats);
        mark.requireSameOfAll(group);
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

    private HeapCheck heapCheck(WireFormats formats) {
        Deserializer<SpecificRecord> values =
                Topics.CUSTOMS_IMPORTS.valueSerde(formats).deserializer();
        return new HeapCheck(
                log.records(),
                Runtime.getRuntime().maxMemory(),
                () -> PartitionReader.connect(configuration.clientProperties()),
                () -> new LogSample(value -> values.deserialize(Topics.CUSTOMS_IMPORTS.name(), value), catalogue));
    }

    private synchronized boolean startUnlessStopping() {
        if (stopping) {
            stopped.countDown();
            return false;
        }
        streams.start();
        watch.scheduleWithFixedDelay(
                this::watch, WATCH_INTERVAL.toMillis(), WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        watch.scheduleWithFixedDelay(
                this::checkHeap, HEAP_INTERVAL.toMillis(), HEAP_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        watch.scheduleWithFixedDelay(this::lookForLostMembers, 0, GROUP_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        started = true;
        return true;
    }

    private void checkHeap() {
        try {
            heap.look(assigned(WITH_LEDGER)).ifPresent(this::fail);
        } catch (KafkaException | IllegalStateException e) {
            LOG.debug("cannot look at present whether the heap is large enough", e);
        } catch (RuntimeException e) { // it would end the look for good
            LOG.warn("cannot look whether the heap is large enough: {}; trying again", e.toString());
        }
    }

    private void lookForLostMembers() {
        try {
            lost.look();
        } catch (AuthorizationException e) {
            if (!lacksRight) {
                LOG.warn(
                        "cannot end transactions of instances that were killed, because a right is missing ({}): readers wait"
                                + " until they time out; `lodewatch topics acls` shows what each application must be allowed",
                        e.getMessage());
            }
            lacksRight = true;
        } catch (KafkaException e) {
            LOG.debug("cannot look at the group of instances", e);
        } catch (RuntimeException e) { // it would end the look for good
            LOG.warn("cannot look at the group of instances: {}; trying again", e.toString());
        }
    }

    private void watch() {
        try {
            endFailedShutdown();
            collections.look(System.nanoTime()).ifPresent(this::fail);
            failIfThreadDied();
            failIfLogChanged();
            stall.look(true);
        } catch (KafkaException e) {
            stall.look(false);
            LOG.debug("cannot look whether customs-imports has changed", e);
        } catch (RuntimeException | Error e) { // it would end the watch for good
            LOG.warn("cannot look whether the instance works: {}; trying again", e.toString());
        }
    }

    /** Kafka Streams shuts itself down after a failure, and waits for each of its threads as long as that takes. */
    private void endFailedShutdown() {
        if (failure.get() != null && ++looksSinceFailure > CLOSE_TIMEOUT.dividedBy(WATCH_INTERVAL)) {
            running.countDown();
            stopped.countDown();
        }
    }

    /** Kafka Streams would wait for it forever. */
    private void failIfThreadDied() {
        if (failure.get() == null && !streams.state().isShuttingDown()) {
            threads.missing()
                    .ifPresent(name -> fail(("a thread of the topology has ended without a report (%s...): start the"
                                    + " instance again; if its memory is short, give the JVM more with LODEWATCH_OPTS")
                            .formatted(name)));
        }
    }

    /** Kafka Streams would read a topic with more partitions, or a new one of the same name, as if it were the same. */
    private void failIfLogChanged() {
        log.change().ifPresent(this::fail);
    }

    /** {@link #await} throws; its caller closes the instance. */
    private void fail(String why) {
        failure.compareAndSet(null, new OperatorException(why));
        running.countDown();
        stopped.countDown();
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
        Throwable why = failure.get();
        if (why != null || state == State.PENDING_ERROR || state == State.ERROR) {
            Optional<String> reason = Optional.ofNullable(why)
                    .map(cause -> TopologyFailure.explained(cause).getMessage());
            return new Health(false, false, HealthState.FAILED, reason, restore.figures());
        }
        if (stall.time().compareTo(configuration.restoreTimeout()) >= 0) {
            return new Health(false, false, HealthState.STUCK, Optional.of(stuckReason()), restore.figures());
        }
        return switch (state) {
            case CREATED -> new Health(true, false, HealthState.STARTING, restore.figures());
            case REBALANCING ->
                new Health(
                        true,
                        false,
                        restore.isUnderWay() ? HealthState.RESTORING : HealthState.REBALANCING,
                        restore.figures());
            case RUNNING -> running();
            default -> new Health(false, false, HealthState.STOPPED, restore.figures());
        };
    }

    private Health running() {
        boolean ready = restore.hasBegun() || !hasState();
        return new Health(true, ready, ready ? HealthState.RUNNING : HealthState.RESTORING, restore.figures());
    }

    private String stuckReason() {
        return ("no record has been restored for %d s, although %d remain and the broker answers: see the log of the broker,"
                        + " and start the instance again")
                .formatted(stall.time().toSeconds(), restore.remaining());
    }

    /** Whether it has a partition whose state must be restored. A surplus instance has none. */
    private boolean hasState() {
        try {
            return !assigned(WITH_STATE).isEmpty();
        } catch (IllegalStateException e) {
            return true; // it has just stopped
        }
    }

    /** The partitions of topics that this instance has, standbys included. @throws IllegalStateException if it is not running */
    private Set<TopicPartition> assigned(Set<String> topics) {
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> Stream.concat(thread.activeTasks().stream(), thread.standbyTasks().stream()))
                .flatMap(task -> task.topicPartitions().stream())
                .filter(partition -> topics.contains(partition.topic()))
                .collect(Collectors.toSet());
    }

    /**
     * Stops the instance. It leaves its group at once, so that other instances take over immediately, unless it has a
     * group.instance.id: then it is expected back, as in a rolling restart.
     */
    @Override
    public void close() {
        watch.shutdownNow();
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

    /** Once: after a failure each attempt may take the whole timeout. */
    private void closeStreams() {
        if (!streamsClosed.compareAndSet(false, true)) {
            return;
        }
        streams.close(CloseOptions.groupMembershipOperation(
                        configuration.permanentName().isPresent()
                                ? GroupMembershipOperation.REMAIN_IN_GROUP
                                : GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_TIMEOUT));
    }
}

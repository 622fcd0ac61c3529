package org.lodewatch.benchmarks.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.benchmarks.chaos.CampaignBrokers.Route;
import org.lodewatch.benchmarks.chaos.FaultPlan.PlannedFault;
import org.lodewatch.benchmarks.chaos.SupervisedProcess.Command;
import org.lodewatch.benchmarks.chaos.SupervisedProcess.UnplannedEnd;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.experiment.JobProcess;
import org.lodewatch.benchmarks.experiment.SettableClock;
import org.lodewatch.benchmarks.experiment.SmallDisk;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.clients.kafka.Polling;
import org.lodewatch.clients.registry.RegistrySettings;
import org.lodewatch.clients.registry.SchemaRegistry;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.local.Main;
import org.lodewatch.local.broker.LoopbackPorts;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.topics.Topics;

/**
 * One cluster with instances, feeds and a notifier under the faults of a plan; afterwards everything is healed and
 * compared with a recount.
 */
final class Campaign implements AutoCloseable {

    private static final int INSTANCES = 2;
    private static final int FEED_HEAP = 256;
    private static final int SMALL_HEAP = 40;
    private static final Duration FILES_EVERY = Duration.ofSeconds(4);
    private static final Duration HEALING = Duration.ofMinutes(6);
    private static final Duration TRANSACTIONS = Duration.ofMinutes(3);
    private static final Duration HEAP_PATIENCE = Duration.ofSeconds(300);
    private static final Duration CLOCK_PATIENCE = Duration.ofSeconds(120);
    private static final Duration SET_BACK = Duration.ofHours(1);
    private static final Duration DISK_PATIENCE = Duration.ofSeconds(120);
    private static final int ATTEMPTS = 3;
    private static final Duration STARTING = Duration.ofSeconds(30);
    private static final Duration CHECKING = Duration.ofMinutes(15);

    /**
     * What is to be done.
     *
     * @param brokers 1 or 3
     * @param records of the bulk feed
     * @param withRegistry whether messages have schemas of a registry
     * @param faultTime in which the faults happen
     */
    record Settings(int brokers, boolean withRegistry, long seed, long records, Duration faultTime, FaultPlan plan) {}

    /**
     * What happened.
     *
     * @param done how often each fault was caused
     * @param notDone which faults could not be caused here, and why
     * @param log records of customs-imports
     * @param posts to the webhook, those included that it did not accept
     * @param statuses how often the API answered with each
     * @param checks how often a process was asked for its health
     * @param starts of processes
     * @param recount its result in a sentence
     * @param differences none if all was right
     */
    record Outcome(
            int brokers,
            Map<Disturbance, Long> done,
            List<String> notDone,
            long log,
            long transitions,
            long notices,
            long posts,
            long strangers,
            Map<Integer, Long> statuses,
            long checks,
            int starts,
            List<UnplannedEnd> unplanned,
            String recount,
            List<String> differences) {}

    private final Settings settings;
    private final Path directory;
    private final CampaignBrokers brokers;
    private final KafkaCluster cluster;
    private final Optional<RegistryStandIn> registry;
    private final NoticeReceiver receiver;
    private final DroppedFiles files;
    private final Strangers strangers;
    private final List<SupervisedProcess> instances = new ArrayList<>();
    private final SupervisedProcess load;
    private final List<SupervisedProcess> folders;
    private final SupervisedProcess notifier;
    private final HealthWatch watch;
    private final Random policyChoice;
    private final ReentrantLock brokerFault = new ReentrantLock();
    /** One at a time: an instance that starts with too small a heap, or another clock, must be replaced by the other one. */
    private final ReentrantLock excusedEndLock = new ReentrantLock();

    private final Optional<SettableClock> clock;
    private final Map<Disturbance, Long> done = new ConcurrentHashMap<>();
    private final Queue<PlannedFault> missed = new ConcurrentLinkedQueue<>();
    private final Set<String> notDone = ConcurrentHashMap.newKeySet();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService faults = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "fault");
        thread.setDaemon(true);
        return thread;
    });

    /** Starts all processes. @param directory for data and logs */
    Campaign(Settings settings, Path directory) throws IOException {
        this.settings = settings;
        this.directory = directory;
        boolean disks = settings.plan().count(kind -> kind == Disturbance.FULL_DISK) > 0;
        this.brokers = new CampaignBrokers(
                settings.brokers(), directory, disks ? 600 + settings.records() * 300 / (1 << 20) : 0);
        this.registry = settings.withRegistry() ? Optional.of(new RegistryStandIn(settings.seed())) : Optional.empty();
        registerSchemas();
        this.cluster = connect();
        this.receiver = new NoticeReceiver(Optional.of(settings.seed()));
        this.files = new DroppedFiles(
                directory.resolve("rows"),
                directory.resolve("editions"),
                directory.resolve("expected"),
                settings.seed());
        this.strangers = new Strangers(cluster, settings.seed());
        this.policyChoice = new Random(settings.seed());
        this.clock = SettableClock.in(directory.resolve("clock"));
        List<Integer> ports = LoopbackPorts.free(INSTANCES + 2);
        List<HealthWatch.Watched> watched = new ArrayList<>();
        for (int number = 0; number < INSTANCES; number++) {
            SupervisedProcess instance = instance(number, ports.get(number)).start();
            instances.add(instance);
            watched.add(new HealthWatch.Watched(instance, ports.get(number), true));
        }
        this.load = load().start();
        this.folders = List.of(
                folder("rows", ports.get(INSTANCES), Route.RIGHT, List.of("--accept-partial"))
                        .start(),
                folder("editions", ports.get(INSTANCES + 1), Route.LEFT, List.of("--edition"))
                        .start());
        watched.add(new HealthWatch.Watched(folders.get(0), ports.get(INSTANCES), false));
        watched.add(new HealthWatch.Watched(folders.get(1), ports.get(INSTANCES + 1), false));
        this.notifier = notifier().start();
        this.watch = new HealthWatch(watched, settings.seed());
    }

    /** Connects, and creates the topics. */
    private KafkaCluster connect() {
        try {
            KafkaCluster connected = brokers.connect(registryProperties());
            untilWritten(() -> PolicyTopic.createTopics(connected, Optional.empty()));
            return connected;
        } catch (OperatorException | KafkaException | BenchmarkException e) {
            brokers.close();
            throw e;
        }
    }

    private Map<String, String> registryProperties() {
        return registry.map(some -> Map.of(RegistrySettings.URL, some.url())).orElse(Map.of());
    }

    private void registerSchemas() {
        RegistrySettings.of(registryProperties())
                .map(SchemaRegistry::new)
                .ifPresent(subjects -> Topics.all().stream()
                        .flatMap(topic -> topic.subjects().stream())
                        .forEach(subject -> subjects.register(subject.name(), subject.schema())));
    }

    /** Arguments of a command that name brokers and registry. */
    private List<String> connection(Route route) {
        return Stream.concat(
                        Stream.of("--bootstrap-server", brokers.servers(route)),
                        registry.stream().flatMap(some -> Stream.of("--schema-registry", some.url())))
                .toList();
    }

    private SupervisedProcess instance(int number, int port) {
        List<String> arguments = new ArrayList<>(List.of("stream"));
        arguments.addAll(connection(Route.values()[number % 2]));
        Map.of(
                        "http.port", Integer.toString(port),
                        "state.dir", directory.resolve("state-" + number).toString(),
                        "consumer.session.timeout.ms", "6000",
                        "consumer.heartbeat.interval.ms", "1000",
                        "commit.interval.ms", "1000")
                .forEach((setting, value) -> arguments.addAll(List.of("--set", setting + "=" + value)));
        int heap = (int) (400 + settings.records() * 150 / (1 << 20));
        return process("instance-" + (number + 1), new Command(heap, Main.class.getName(), arguments));
    }

    private SupervisedProcess load() {
        long perSecond = Math.max(
                1,
                settings.records() * 10 / 8 / Math.max(1, settings.faultTime().toSeconds()));
        int heap = (int) (256 + settings.records() * 100 / (1 << 20));
        List<String> arguments = new ArrayList<>(List.of(
                Long.toString(settings.seed()),
                Long.toString(settings.records()),
                Long.toString(perSecond),
                "bootstrap.servers=" + brokers.servers(Route.LEFT)));
        registryProperties().forEach((name, value) -> arguments.add(name + "=" + value));
        return process("bulk", new Command(heap, LoadFeed.class.getName(), arguments));
    }

    private SupervisedProcess folder(String name, int port, Route route, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of(
                "produce",
                "drop-folder",
                directory.resolve(name).toString(),
                "--follow",
                "--settle",
                "0s",
                "--http-port",
                Integer.toString(port)));
        arguments.addAll(connection(route));
        arguments.addAll(options);
        return process("folder-" + name, new Command(FEED_HEAP, Main.class.getName(), arguments));
    }

    private SupervisedProcess notifier() throws IOException {
        return process(
                "notifier", new Command(FEED_HEAP, Main.class.getName(), notify("campaign", receiver, Route.RIGHT)));
    }

    private List<String> notify(String name, NoticeReceiver to, Route route) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), NoticeReceiver.SECRET);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        List<String> arguments = new ArrayList<>(List.of(
                "notify",
                "--name",
                name,
                "--webhook",
                to.url(),
                "--secret-file",
                secret.toString(),
                "--since",
                "beginning"));
        arguments.addAll(connection(route));
        return arguments;
    }

    private SupervisedProcess process(String name, Command command) {
        return new SupervisedProcess(name, command, directory);
    }

    /** Runs the plan, heals everything, and compares. */
    Outcome run() throws IOException {
        long start = System.nanoTime();
        ExecutorService dropping = Executors.newSingleThreadExecutor();
        boolean[] ended = new boolean[1];
        var dropped = dropping.submit(() -> {
            for (long round = 0;
                    System.nanoTime() - start < settings.faultTime().toNanos();
                    round++) {
                files.addFile();
                if (round % 3 == 0) {
                    files.addEdition();
                }
                Polling.pause(FILES_EVERY);
            }
            return ended[0] = true;
        });
        for (PlannedFault fault : settings.plan().faults()) {
            Polling.pause(Duration.ofNanos(Math.max(0, start + fault.at().toNanos() - System.nanoTime())));
            Experiment.progress(
                    "%s brokers, %d s: %s (%d)",
                    settings.brokers(), fault.at().toSeconds(), fault.kind().text(), fault.choice());
            faults.submit(() -> cause(fault));
        }
        try {
            dropped.get();
            dropping.shutdown();
            faults.shutdown();
            if (!faults.awaitTermination(HEALING.toMinutes(), TimeUnit.MINUTES)) {
                failures.add("a fault of the plan did not end");
            }
            makeUp();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return finish();
    }

    /** Causes again what had nothing to strike. */
    private void makeUp() {
        for (int attempt = 0; attempt < ATTEMPTS && !missed.isEmpty(); attempt++) {
            List<PlannedFault> again = List.copyOf(missed);
            missed.clear();
            again.forEach(this::cause);
        }
        missed.forEach(
                fault -> failures.add("nothing to strike for " + fault.kind().text()));
    }

    private Outcome finish() throws IOException {
        Experiment.progress("all faults are healed");
        List<String> open = OpenTransactions.await(cluster.admin(), TRANSACTIONS);
        failures.addAll(open);
        CampaignCheck.Findings found = open.isEmpty()
                ? compare()
                : CampaignCheck.Findings.none("nothing was compared: a transaction stays open");
        failures.addAll(watch.faults());
        failures.addAll(receiver.complaints());
        watch.close();
        List<SupervisedProcess> all = processes().toList();
        all.stream()
                .filter(process -> process != load && process.hasFinished())
                .forEach(process -> failures.add(process.name() + " ended with 0 without a stop"));
        clients().forEach(this::stop);
        // At once: the last of three would wait for a majority.
        List<CompletableFuture<Void>> stopping = brokers.nodes().stream()
                .map(node -> CompletableFuture.runAsync(() -> stop(node)))
                .toList();
        stopping.forEach(CompletableFuture::join);
        return outcome(found, all);
    }

    private void stop(SupervisedProcess process) {
        if (!process.stop()) {
            failures.add(process.name() + " did not end after SIGTERM");
        }
    }

    /** Waits until everything is processed, and compares it with a recount. */
    private CampaignCheck.Findings compare() throws IOException {
        awaitProgress("all files are published", files::left);
        awaitProgress("the bulk feed is published", this::unpublished);
        await("all processes are ready", watch::allReady);
        awaitProgress("everything is processed", watch::unprocessed);
        Experiment.progress("everything is processed; now comparing");
        try {
            CampaignCheck.Findings found = JobProcess.run(
                            new CampaignCheck(
                                    checkedProperties(),
                                    settings.seed(),
                                    settings.records(),
                                    directory.resolve("expected").toString()),
                            CampaignCheck.Findings.class,
                            1,
                            (int) (1024 + settings.records() * 600 / (1 << 20)),
                            CHECKING)
                    .get(0);
            failures.addAll(found.differences());
            Experiment.progress("%s", found.sentence());
            compareNotices(found.transitions());
            return found;
        } catch (BenchmarkException e) {
            failures.add("the comparison ended: " + e.getMessage());
            return CampaignCheck.Findings.none("nothing was compared");
        }
    }

    private Outcome outcome(CampaignCheck.Findings found, List<SupervisedProcess> all) {
        return new Outcome(
                settings.brokers(),
                Map.copyOf(done),
                List.copyOf(notDone),
                found.log(),
                found.transitions(),
                receiver.notices().size(),
                receiver.requests(),
                strangers.written(),
                watch.statuses(),
                watch.checks(),
                all.stream().mapToInt(SupervisedProcess::starts).sum(),
                all.stream()
                        .flatMap(process -> process.unplannedEnds().stream())
                        .toList(),
                found.sentence(),
                List.copyOf(failures));
    }

    private Map<String, String> checkedProperties() {
        Map<String, String> properties = new HashMap<>(registryProperties());
        properties.put("bootstrap.servers", brokers.directServers());
        return properties;
    }

    /** Compares the delivered notices with those of a second notifier that nothing disturbs. */
    private void compareNotices(long transitions) throws IOException {
        try (NoticeReceiver calm = new NoticeReceiver(Optional.empty())) {
            List<String> arguments = new ArrayList<>(notify("undisturbed", calm, Route.LEFT));
            arguments.add("--until-caught-up");
            try (SupervisedProcess undisturbed = process(
                            "notifier-undisturbed", new Command(FEED_HEAP, Main.class.getName(), arguments))
                    .start()) {
                await("an undisturbed notifier has caught up", undisturbed::hasFinished);
            }
            Map<String, JsonNode> wanted = calm.notices();
            await("all notices are delivered", () -> receiver.notices().keySet().containsAll(wanted.keySet()));
            Map<String, JsonNode> found = receiver.notices();
            Set<String> different = new TreeSet<>(wanted.keySet());
            different.addAll(found.keySet());
            different.removeIf(id -> wanted.containsKey(id) && wanted.get(id).equals(found.get(id)));
            if (!different.isEmpty()) {
                String first = different.iterator().next();
                failures.add(
                        "%d notices differ from those of an undisturbed notifier, such as %s: %s, and undisturbed %s"
                                .formatted(different.size(), first, found.get(first), wanted.get(first)));
            }
            if (transitions == 0 || wanted.isEmpty()) {
                failures.add("there was no alert, so that no notice was compared");
            }
        }
    }

    /** Slowness is no fault as long as what is left becomes less. @param left 0 when all is done */
    private void awaitProgress(String what, LongSupplier left) {
        long least = Long.MAX_VALUE;
        long since = System.nanoTime();
        for (long now = left.getAsLong(); now > 0; now = left.getAsLong()) {
            if (now < least) {
                least = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > HEALING.toNanos()) {
                failures.add("no progress for %d s until %s; not ready: %s"
                        .formatted(HEALING.toSeconds(), what, watch.unready()));
                return;
            }
            Polling.pause(Duration.ofSeconds(1));
        }
    }

    private long unpublished() {
        return load.hasFinished() ? 0 : Long.MAX_VALUE - logEnd();
    }

    /** The sum of the ends of customs-imports. */
    private long logEnd() {
        List<TopicPartition> partitions = IntStream.range(0, Topics.INPUT_PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Topics.CUSTOMS_IMPORTS.name(), partition))
                .toList();
        return PartitionOffsets.latest(cluster.admin(), partitions).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private void await(String what, BooleanSupplier condition) {
        if (!Polling.until(met -> met, condition::getAsBoolean, Duration.ofMillis(500), HEALING)) {
            failures.add("%d s after the last fault it was still not so that %s; not ready: %s"
                    .formatted(HEALING.toSeconds(), what, watch.unready()));
        }
    }

    private Stream<SupervisedProcess> processes() {
        return Stream.concat(clients(), brokers.nodes().stream());
    }

    private Stream<SupervisedProcess> clients() {
        return Stream.of(instances.stream(), Stream.of(load), folders.stream(), Stream.of(notifier))
                .flatMap(some -> some);
    }

    private void cause(PlannedFault fault) {
        if (fault.kind() == Disturbance.FULL_DISK && brokers.disks().isEmpty()) {
            notDone.add(fault.kind().text() + ": " + brokers.diskRefusal().orElse("no disk"));
            return;
        }
        if (fault.kind() == Disturbance.CLOCK_BACK && clock.isEmpty()) {
            notDone.add(fault.kind().text() + ": " + SettableClock.ABSENCE);
            return;
        }
        boolean ofBroker = fault.kind().isOfBroker();
        if (ofBroker) {
            brokerFault.lock();
        }
        try {
            strike(fault).ifPresentOrElse(struck -> done.merge(struck, 1L, Long::sum), () -> missed.add(fault));
        } catch (IOException | RuntimeException e) {
            Experiment.progress("%s: %s", fault.kind().text(), e);
            failures.add(
                    "the campaign could not cause %s: %s".formatted(fault.kind().text(), e));
        } finally {
            if (ofBroker) {
                brokerFault.unlock();
            }
        }
    }

    /** @return what was struck; empty if there was nothing to strike */
    private Optional<Disturbance> strike(PlannedFault fault) throws IOException {
        if (fault.kind() == Disturbance.KILL_LOAD && load.hasFinished()) {
            return kill(fault.of(folders)) ? Optional.of(Disturbance.KILL_FILES) : Optional.empty();
        }
        boolean struck = switch (fault.kind()) {
            case KILL_INSTANCE -> kill(fault.of(instances));
            case KILL_LOAD -> kill(load);
            case KILL_FILES -> kill(fault.of(folders));
            case KILL_NOTIFIER -> kill(notifier);
            case KILL_BROKER -> kill(fault.of(brokers.nodes()));
            case PAUSE_INSTANCE -> pause(fault.of(instances), fault);
            case PAUSE_FEED -> pause(fault.of(feeds()), fault);
            case PAUSE_NOTIFIER -> pause(notifier, fault);
            case PAUSE_BROKER -> pause(fault.of(brokers.nodes()), fault);
            case CUT_LEFT -> cut(List.of(Route.LEFT), Optional.empty(), fault);
            case CUT_RIGHT -> cut(List.of(Route.RIGHT), Optional.empty(), fault);
            case CUT_BROKER -> cut(List.of(Route.values()), Optional.of(fault.choice() % settings.brokers()), fault);
            case FULL_DISK -> fillDisk(fault);
            case SMALL_HEAP -> shrinkHeap(fault.of(instances));
            case CLOCK_BACK -> setClockBack(fault.of(instances));
            case STRANGERS -> untilWritten(strangers::write);
            case CHANGE_POLICY -> untilWritten(changePolicy());
            case RECEIVER_AWAY -> {
                receiver.goAway();
                Polling.pause(fault.lasts());
                receiver.comeBack();
                yield true;
            }
            case REGISTRY_AWAY -> registryAway(fault);
        };
        return struck ? Optional.of(fault.kind()) : Optional.empty();
    }

    private List<SupervisedProcess> feeds() {
        return Stream.concat(Stream.of(load), folders.stream())
                .filter(feed -> !feed.hasFinished())
                .toList();
    }

    /** Kills a process as soon as it runs: it may be between its end and its next start. */
    private static boolean kill(SupervisedProcess process) {
        return Polling.until(met -> met, process::kill, Duration.ofMillis(200), STARTING);
    }

    private static boolean pause(SupervisedProcess process, PlannedFault fault) {
        boolean paused = Polling.until(met -> met, process::pause, Duration.ofMillis(200), STARTING);
        Polling.pause(fault.lasts());
        process.resume();
        return paused;
    }

    private boolean registryAway(PlannedFault fault) throws IOException {
        if (registry.isEmpty()) {
            return false;
        }
        registry.get().goAway();
        Polling.pause(fault.lasts());
        registry.get().comeBack();
        return true;
    }

    private boolean cut(List<Route> routes, Optional<Integer> node, PlannedFault fault) {
        TcpProxy.Mode mode = TcpProxy.Mode.values()[1 + fault.choice() % (TcpProxy.Mode.values().length - 1)];
        routes.forEach(route -> brokers.disturb(route, node, mode));
        Polling.pause(fault.lasts());
        routes.forEach(route -> brokers.disturb(route, node, TcpProxy.Mode.FORWARD));
        return true;
    }

    /** A broker on a full disk must end by itself; a client of it may not. */
    private boolean fillDisk(PlannedFault fault) {
        SmallDisk disk = fault.of(brokers.disks());
        SupervisedProcess node = fault.of(brokers.nodes());
        int before = node.excusedEnds();
        node.excuse(true);
        disk.fill();
        boolean ended =
                Polling.until(met -> met, () -> node.excusedEnds() > before, Duration.ofMillis(100), DISK_PATIENCE);
        disk.free();
        if (!ended) {
            failures.add("%s did not end within %d s on a full disk".formatted(node.name(), DISK_PATIENCE.toSeconds()));
        }
        Polling.pause(Duration.ofSeconds(1));
        node.excuse(false);
        return true;
    }

    /** With too small a heap an instance must end by itself, or work. */
    private boolean shrinkHeap(SupervisedProcess instance) {
        excusedEndLock.lock();
        try {
            runWithSmallHeap(instance);
        } finally {
            excusedEndLock.unlock();
        }
        return true;
    }

    /** When its clock is set back an instance must end by itself. */
    private boolean setClockBack(SupervisedProcess instance) {
        excusedEndLock.lock();
        try {
            return runWithClock(instance, clock.orElseThrow());
        } finally {
            excusedEndLock.unlock();
        }
    }

    /** @return false if nothing was shown, because another fault ended it first, or it did not become ready */
    private boolean runWithClock(SupervisedProcess instance, SettableClock settable) {
        settable.set(Duration.ZERO);
        instance.useEnvironment(settable.environment());
        int starts = instance.starts();
        instance.kill();
        BooleanSupplier startedAgain = () -> instance.starts() > starts && watch.isReady(instance);
        boolean ready = Polling.until(met -> met, startedAgain::getAsBoolean, Duration.ofMillis(500), HEAP_PATIENCE);
        int startsWithClock = instance.starts();
        instance.useEnvironment(Map.of());
        if (!ready) {
            instance.kill();
            return false;
        }
        instance.excuse(true);
        int ends = instance.excusedEnds();
        settable.set(SET_BACK.negated());
        BooleanSupplier ended = () -> instance.excusedEnds() > ends || instance.starts() > startsWithClock;
        if (!Polling.until(met -> met, ended::getAsBoolean, Duration.ofMillis(100), CLOCK_PATIENCE)) {
            failures.add("%s did not end within %d s after its clock was set back: %s"
                    .formatted(instance.name(), CLOCK_PATIENCE.toSeconds(), watch.unready()));
            instance.kill();
        }
        boolean endedByItself = instance.excusedEnds() > ends;
        if (endedByItself && !instance.lastLine().contains("the clock of this machine was set back")) {
            failures.add("%s ended after its clock was set back, but its last line is: %s"
                    .formatted(instance.name(), instance.lastLine()));
        }
        instance.excuse(false);
        return endedByItself;
    }

    private void runWithSmallHeap(SupervisedProcess instance) {
        instance.excuse(true);
        instance.useHeap(Optional.of(SMALL_HEAP));
        int before = instance.excusedEnds();
        instance.kill();
        BooleanSupplier judged = () -> instance.excusedEnds() > before || watch.isReady(instance);
        boolean known = Polling.until(met -> met, judged::getAsBoolean, Duration.ofMillis(500), HEAP_PATIENCE);
        instance.useHeap(Optional.empty());
        if (!known) {
            failures.add("%s lives without working with a heap of %d MB: %s"
                    .formatted(instance.name(), SMALL_HEAP, watch.unready()));
        }
        if (instance.excusedEnds() == before) {
            instance.kill();
        }
        instance.excuse(false);
    }

    private Runnable changePolicy() {
        DependencePolicy policy;
        synchronized (policyChoice) {
            List<DependencePolicy> initial = Policies.initial();
            policy = initial.get(policyChoice.nextInt(initial.size()));
            policy = DependencePolicy.newBuilder(policy)
                    .setWarning(policy.getWarning() * (0.7 + 0.3 * policyChoice.nextDouble()))
                    .build();
        }
        List<DependencePolicy> changed = List.of(policy);
        return () -> new PolicyTopic(cluster).apply(changed);
    }

    /** Brokers may be away at the moment. */
    private static boolean untilWritten(Runnable write) {
        long deadline = System.nanoTime() + HEALING.toNanos();
        while (true) {
            try {
                write.run();
                return true;
            } catch (OperatorException | KafkaException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Polling.pause(Duration.ofSeconds(1));
            }
        }
    }

    @Override
    public void close() {
        watch.close();
        faults.shutdownNow();
        instances.forEach(SupervisedProcess::close);
        Stream.concat(Stream.of(load, notifier), folders.stream()).forEach(SupervisedProcess::close);
        receiver.close();
        registry.ifPresent(RegistryStandIn::close);
        cluster.close();
        brokers.close();
    }
}

package org.lodewatch.service.lag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.service.Health;

/**
 * The processes that read the topics, and the state of the one that answers.
 *
 * @param trouble why the members could not be read, in one line; null if they were
 * @param grafana the setting {@code http.grafana.url}; null if it is not set
 */
public record InstancesJson(
        String at, String trouble, List<GroupInstancesJson> groups, AnsweringInstanceJson answering, String grafana) {

    /** Kafka Streams appends this to the client id of an instance. */
    private static final Pattern THREAD = Pattern.compile("-StreamThread-[0-9]+(-.*)?$");

    /** A group. */
    public record GroupInstancesJson(String group, String protocol, List<InstanceJson> instances) {}

    /**
     * A process that is a member. The broker removes a member that sends no heartbeat within the session timeout.
     *
     * @param threads of it that are members
     */
    public record InstanceJson(String client, String host, int threads, List<TopicPartitionsJson> reads) {}

    /** Partitions of a topic, in order. */
    public record TopicPartitionsJson(String topic, Collection<Integer> partitions) {}

    /**
     * The instance that answers.
     *
     * @param progress of its restore: see {@link Health#progress}
     * @param endToEnd what it wrote, and how long after the import
     */
    public record AnsweringInstanceJson(
            boolean live,
            boolean ready,
            String state,
            Map<String, Long> progress,
            List<EndToEnd.WrittenJson> endToEnd) {}

    static InstancesJson of(LagReport report, Health health, EndToEnd endToEnd, String grafana) {
        return new InstancesJson(
                report.at().toString(),
                report.failure().orElse(null),
                report.groups().stream()
                        .map(group -> new GroupInstancesJson(group.group(), group.protocol(), instances(group)))
                        .toList(),
                new AnsweringInstanceJson(
                        health.live(),
                        health.live() && health.ready(),
                        health.state().name(),
                        health.progress(),
                        endToEnd.written()),
                grafana);
    }

    private static List<InstanceJson> instances(GroupLag group) {
        Map<String, List<GroupMember>> processes = new TreeMap<>();
        group.members()
                .forEach(member -> processes
                        .computeIfAbsent(
                                THREAD.matcher(member.client()).replaceFirst("") + " " + member.host(),
                                p -> new ArrayList<>())
                        .add(member));
        return processes.values().stream().map(InstancesJson::instance).toList();
    }

    private static InstanceJson instance(List<GroupMember> threads) {
        Map<String, TreeSet<Integer>> reads = new TreeMap<>();
        for (GroupMember thread : threads) {
            for (TopicPartition partition : thread.partitions()) {
                reads.computeIfAbsent(partition.topic(), topic -> new TreeSet<>())
                        .add(partition.partition());
            }
        }
        GroupMember any = threads.get(0);
        return new InstanceJson(
                THREAD.matcher(any.client()).replaceFirst(""),
                any.host(),
                threads.size(),
                reads.entrySet().stream()
                        .map(topic -> new TopicPartitionsJson(topic.getKey(), topic.getValue()))
                        .toList());
    }
}

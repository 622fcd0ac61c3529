package org.lodewatch.service.lag;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Configurations of the clients, from the settings of the operator (brokers, encryption, authentication). */
final class LagClients {

    /** The longest wait for a broker's answer. */
    private static final int PATIENCE_MS = 10_000;

    private LagClients() {}

    /** For a read_committed consumer without a group. */
    static Map<String, Object> reading(Map<String, ?> given, String clientId) {
        Map<String, Object> config = of(given, clientId);
        config.keySet().retainAll(ConsumerConfig.configNames());
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        config.remove(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        return config;
    }

    static Map<String, Object> admin(Map<String, ?> given) {
        Map<String, Object> config = of(given, "lodewatch-lag");
        config.keySet().retainAll(AdminClientConfig.configNames());
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        return config;
    }

    private static Map<String, Object> of(Map<String, ?> given, String clientId) {
        Map<String, Object> config = new HashMap<>(given);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        return config;
    }
}

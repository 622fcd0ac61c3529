package org.lodewatch.clients.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

/** Counts the requests to a service, whether anybody looks at it or not. */
final class ServiceMeters {

    private final String service;
    private final DailyQuota quota;
    private final CompositeMeterRegistry registry = new CompositeMeterRegistry();

    ServiceMeters(String service, DailyQuota quota) {
        this.service = service;
        this.quota = quota;
    }

    void answered(String host, int status) {
        count(host, Integer.toString(status));
    }

    /** Nothing came, or not in time. */
    void unanswered(String host) {
        count(host, "none");
    }

    void showIn(MeterRegistry shown) {
        registry.add(shown);
        Gauge.builder("lodewatch.http.quota.left.requests", quota, DailyQuota::left)
                .description("Requests that the service may still be asked today, in UTC.")
                .tag("service", service)
                .register(registry);
    }

    private void count(String host, String status) {
        Counter.builder("lodewatch.http.requests")
                .description("Requests sent, each attempt counted, by the status of the answer; none where none came.")
                .tag("host", host)
                .tag("status", status)
                .register(registry)
                .increment();
    }
}

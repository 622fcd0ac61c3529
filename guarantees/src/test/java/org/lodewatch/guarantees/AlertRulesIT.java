package org.lodewatch.guarantees;

import org.junit.jupiter.api.Test;

/** Prometheus accepts its configuration and the rules, and every case of the rules passes. */
class AlertRulesIT {

    @Test
    void promtoolAcceptsTheRulesAndEveryCasePasses() throws Exception {
        Promtool.pass("", "check", "config", "prometheus.yml");
        Promtool.pass("", "check", "rules", "rules/lodewatch.yml");
        Promtool.pass("", "test", "rules", "tests/lodewatch.yml");
    }
}

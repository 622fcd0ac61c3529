package org.lodewatch.streams.topology;

/** The names of the sources, processors and sinks, as metrics and the logs of Kafka Streams show them. */
final class Nodes {

    static final String READ_IMPORTS = "read-customs-imports";
    static final String KEEP_LEDGER = "keep-ledger";
    static final String REPORT_CHANGES = "report-changes";
    static final String REJECT_IMPORTS = "reject-imports";
    static final String SEND_PARTIALS = "send-partials";

    static final String REJECT_PARTIALS = "reject-partials";
    static final String READ_PARTIALS = "read-partials";
    static final String READ_POLICIES = "read-policies";
    static final String KEEP_BOOKS = "keep-books";
    static final String JUDGE_BOOKS = "judge-books";
    static final String WRITE_MINERAL_SHARES = "write-mineral-shares";
    static final String WRITE_ALERTS = "write-alerts";
    static final String WRITE_ALERT_STATUS = "write-alert-status";

    static final String READ_DEPENDENCE_POLICIES = "read-dependence-policies";
    static final String CHECK_POLICIES = "check-policies";
    static final String REJECT_POLICIES = "reject-policies";
    static final String BROADCAST_POLICIES = "broadcast-policies";

    private Nodes() {}
}

package org.lodewatch.benchmarks.chaos;

/** A kind of fault that the campaign causes. */
enum Disturbance {
    KILL_INSTANCE("SIGKILL of an instance"),
    KILL_LOAD("SIGKILL of the bulk feed"),
    KILL_FILES("SIGKILL of a drop folder"),
    KILL_NOTIFIER("SIGKILL of the notifier"),
    KILL_BROKER("SIGKILL of a broker"),
    PAUSE_INSTANCE("pause of an instance"),
    PAUSE_FEED("pause of a feed"),
    PAUSE_NOTIFIER("pause of the notifier"),
    PAUSE_BROKER("pause of a broker"),
    CUT_LEFT("cut between half of the clients and the brokers"),
    CUT_RIGHT("cut between the other half and the brokers"),
    CUT_BROKER("cut between a broker and all others"),
    FULL_DISK("full disk of a broker"),
    SMALL_HEAP("heap too small for an instance"),
    CLOCK_BACK("clock of an instance set back"),
    STRANGERS("batch of strangers' records"),
    CHANGE_POLICY("change of a policy"),
    RECEIVER_AWAY("webhook receiver away"),
    REGISTRY_AWAY("schema registry away");

    private final String text;

    Disturbance(String text) {
        this.text = text;
    }

    /** What it is, in words. */
    String text() {
        return text;
    }

    boolean isKill() {
        return name().startsWith("KILL_");
    }

    boolean isPause() {
        return name().startsWith("PAUSE_");
    }

    boolean isCut() {
        return name().startsWith("CUT_");
    }

    /** Whether it is of a broker, so that two at a time would take the majority of three. */
    boolean isOfBroker() {
        return this == KILL_BROKER || this == PAUSE_BROKER || this == CUT_BROKER || this == FULL_DISK;
    }
}

package org.lodewatch.cli.notify;

import java.time.Duration;
import java.util.Optional;

/** What a webhook made of an alert. */
sealed interface WebhookResponse {

    /** It has it. */
    record Delivered() implements WebhookResponse {}

    /**
     * It will never take this one.
     *
     * @param why one line
     */
    record Refused(String why) implements WebhookResponse {}

    /**
     * It may take it later.
     *
     * @param why one line
     * @param after how long it asks to wait, if it says so
     */
    record Later(String why, Optional<Duration> after) implements WebhookResponse {}

    /** It wants no more alerts, this one or any other. */
    record Gone() implements WebhookResponse {}
}

package org.lodewatch.service;

import java.time.Duration;

/**
 * What one port bears, so that no client can take all of it.
 *
 * @param bodyBytes of a request
 * @param headerBytes of a request, its line included
 * @param idle how long a connection may say nothing, or take nothing of what is written to it
 * @param request how long a request may last, but for an event stream
 * @param connections open at once
 * @param threads that answer, those of event streams included
 */
record Limits(int bodyBytes, int headerBytes, Duration idle, Duration request, int connections, int threads) {

    static final Limits USUAL =
            new Limits(64 * 1024, 8 * 1024, Duration.ofSeconds(30), Duration.ofSeconds(30), 256, 48);
}

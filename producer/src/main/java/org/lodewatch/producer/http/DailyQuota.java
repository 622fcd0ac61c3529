package org.lodewatch.producer.http;

import java.nio.file.Path;
import java.time.Clock;

/**
 * How many requests a day (UTC) a service is asked, by all processes that share the file. It is written before each
 * request, so that a killed process does not forget what it has asked.
 */
public final class DailyQuota {

    /**
     * @param service as messages name it, such as {@code US Census API}
     * @param perDay at least 1
     * @param file made where there is none, its folder too
     */
    public DailyQuota(String service, int perDay, Path file, Clock clock) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Takes one request from it. */
    public void take() throws QuotaUsedUpException {
        throw new UnsupportedOperationException("to be written");
    }

    /** How many are left today. */
    public int left() {
        throw new UnsupportedOperationException("to be written");
    }
}

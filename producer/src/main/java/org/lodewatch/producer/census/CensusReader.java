package org.lodewatch.producer.census;

import java.io.IOException;
import java.util.Optional;
import org.lodewatch.clients.http.ResponseReader;
import org.lodewatch.clients.http.RetryableException;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.clients.http.ServiceResponse;
import org.lodewatch.schemas.OperatorException;

/**
 * Tells the interface's tables from its many other answers. Nothing but 204 means that there are no rows: 404 says that
 * nobody knows the address, which is trouble of the service or of the address, not an empty table, since an empty one
 * would withdraw what was there.
 */
final class CensusReader<T> implements ResponseReader<T> {

    /** Makes something of the rows. */
    @FunctionalInterface
    interface Rows<T> {
        T read(CensusTable table) throws IOException;
    }

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    static final int SERVER_ERROR = 500;

    private final Secret key;
    private final Rows<T> rows;

    CensusReader(Secret key, Rows<T> rows) {
        this.key = key;
        this.rows = rows;
    }

    @Override
    public T read(ServiceResponse answer) throws IOException {
        int status = answer.status();
        if (status == NO_CONTENT) {
            return rows.read(CensusTable.empty());
        }
        if (status == OK) {
            refuseIfKeyIsBad(answer);
            return rows.read(table(answer));
        }
        if (status / 100 == 3) {
            throw redirected(answer);
        }
        if (status == NOT_FOUND || status == TIMED_OUT || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
            throw new RetryableException(said(answer), answer.retryAfter());
        }
        throw new OperatorException("the US Census API refuses the request: " + said(answer));
    }

    private static CensusTable table(ServiceResponse answer) throws IOException {
        if (!answer.mediaType().equals("application/json")) {
            throw new RetryableException("no JSON, but " + said(answer), Optional.empty());
        }
        return new CensusTable(answer.body());
    }

    private static void refuseIfKeyIsBad(ServiceResponse answer) throws IOException {
        boolean marked = answer.headers().firstValue("X-DataWebAPI-KeyError").isPresent();
        if (marked || answer.mediaType().equals("text/html")) {
            throw new OperatorException("the US Census API does not accept the key (it says: %s): %s"
                    .formatted(answer.excerpt(), CensusQuery.HOW_TO_GET_A_KEY));
        }
    }

    private OperatorException redirected(ServiceResponse answer) {
        String to = key.hiddenIn(answer.headers().firstValue("Location").orElse("nowhere"));
        return new OperatorException(
                to.contains("missing_key")
                        ? "the US Census API saw no key (it redirects to %s): %s"
                                .formatted(to, CensusQuery.HOW_TO_GET_A_KEY)
                        : "the US Census API is not at this address any more: it redirects to " + to);
    }

    private static String said(ServiceResponse answer) throws IOException {
        return "%d %s".formatted(answer.status(), answer.excerpt()).strip();
    }
}

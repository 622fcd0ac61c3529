package org.lodewatch.clients.http;

import java.io.IOException;
import org.lodewatch.schemas.OperatorException;

/** Reads a response. Its body is closed when this returns. */
@FunctionalInterface
public interface ResponseReader<T> {

    /**
     * @throws RetryableException if the same request may succeed later
     * @throws IOException if the response breaks off; this is retried too
     * @throws OperatorException if an operator must act first
     */
    T read(ServiceResponse response) throws IOException;
}

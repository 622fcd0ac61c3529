package org.lodewatch.clients.http;

import java.io.IOException;
import org.lodewatch.schemas.OperatorException;

/** Makes something of an answer, whose body is closed when it returns. */
@FunctionalInterface
public interface ResponseReader<T> {

    /**
     * @throws RetryableException if the same request may be answered better later
     * @throws IOException if the answer breaks off; that is tried again too
     * @throws OperatorException if a person must do something first
     */
    T read(ServiceResponse answer) throws IOException;
}

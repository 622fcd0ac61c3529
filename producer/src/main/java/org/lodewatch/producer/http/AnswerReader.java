package org.lodewatch.producer.http;

import java.io.IOException;
import org.lodewatch.schemas.OperatorException;

/** Makes something of an answer, whose body is closed when it returns. */
@FunctionalInterface
public interface AnswerReader<T> {

    /**
     * @throws TryAgainException if the same request may be answered better later
     * @throws IOException if the answer breaks off; that is tried again too
     * @throws OperatorException if a person must do something first
     */
    T read(Answer answer) throws IOException;
}

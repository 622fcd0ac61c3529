package org.lodewatch.producer.layout;

import org.lodewatch.schemas.OperatorException;

/** A line of a layout file, or an option of the command line, that cannot be used. The message begins with its place. */
public final class SettingException extends OperatorException {

    private static final long serialVersionUID = 1;

    SettingException(String message) {
        super(message);
    }
}

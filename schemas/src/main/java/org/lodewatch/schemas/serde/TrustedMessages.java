package org.lodewatch.schemas.serde;

import org.apache.avro.util.ClassSecurityValidator;
import org.lodewatch.schemas.messages.CustomsImport;

/** Registers the generated messages with Avro, which instantiates trusted classes only. */
final class TrustedMessages {

    static {
        String messages = CustomsImport.class.getPackageName();
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> messages.equals(type.getPackageName())));
    }

    private TrustedMessages() {}

    /** Runs the static initializer. */
    static void ensure() {}
}

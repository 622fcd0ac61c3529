package org.lodewatch.schemas.serde;

import org.apache.avro.util.ClassSecurityValidator;
import org.lodewatch.schemas.messages.CustomsImport;

/** Avro instantiates only classes that it was told to trust; these are ours, generated from src/main/avro. */
final class TrustedMessages {

    static {
        String messages = CustomsImport.class.getPackageName();
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> messages.equals(type.getPackageName())));
    }

    private TrustedMessages() {}

    /** Sees to it, once. */
    static void ensure() {}
}

package org.lodewatch.guarantees;

/** A property that must hold even if instances are killed at any time and any number of times. */
interface Guarantee {

    /** Called for every record of customs-imports that cannot be decoded. */
    default void onMalformedRecord(byte[] key) {}

    /** @throws AssertionError if the published records violate the property */
    void doAssert(Published published);
}

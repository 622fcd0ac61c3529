package org.lodewatch.guarantees;

/** A property that must hold however often and whenever instances are killed. */
interface Guarantee {

    /** Called for every record of customs-imports that cannot be decoded. */
    default void onMalformedRecord(byte[] key) {}

    /** @throws AssertionError if the published records violate the property */
    void doAssert(Published published);
}

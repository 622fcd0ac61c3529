package org.lodewatch.guarantees;

/** One law that must hold, however often and whenever instances are killed. */
interface Guarantee {

    /** Hears of every record that is no customs import at all, and was put into customs-imports all the same. */
    default void onProduceRubbish(byte[] key) {}

    /** @throws AssertionError if what was published breaks the law */
    void doAssert(Published published);
}

package org.lodewatch.streams.bundle;

import org.apache.kafka.common.header.Header;

/** Carries a bundle from the consumer to the deserializer. A header that was read from a topic never has this class. */
record BundleHeader(RecordBundle bundle) implements Header {

    static final String KEY = "lodewatch.bundle";

    private static final byte[] NOTHING = {};

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public byte[] value() {
        return NOTHING;
    }
}

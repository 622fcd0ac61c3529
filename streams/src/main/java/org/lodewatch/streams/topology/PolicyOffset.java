package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The offset of a policy in dependence-policies, as a header of its broadcast: it identifies a policy that is read again. */
final class PolicyOffset {

    private static final String KEY = "lodewatch.policy-offset";

    private PolicyOffset() {}

    /** Returns a copy of the headers with this offset. */
    static Headers put(Headers headers, long offset) {
        return new RecordHeaders(headers)
                .remove(KEY)
                .add(KEY, Long.toString(offset).getBytes(UTF_8));
    }

    /** Returns empty if the headers have no offset. */
    static OptionalLong of(Headers headers) {
        Header offset = headers.lastHeader(KEY);
        return offset == null
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(new String(offset.value(), UTF_8)));
    }
}

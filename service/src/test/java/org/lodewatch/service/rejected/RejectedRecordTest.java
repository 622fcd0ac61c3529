package org.lodewatch.service.rejected;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RejectedRecordTest {

    @Test
    void bytesThatAreNotPrintableAreEscaped() {
        assertThat(RejectedRecord.printable("C\u00F4te\t1\r\n\u001B[2J\u202E".getBytes(UTF_8)))
                .isEqualTo("C\u00F4te\\t1\\r\\n\\x1B[2J\\u202E");
        assertThat(RejectedRecord.printable("C\u00F4te,\u0000".getBytes(ISO_8859_1)))
                .isEqualTo("C\\xF4te,\\x00");
        assertThat(RejectedRecord.printable(null)).isEmpty();
    }
}

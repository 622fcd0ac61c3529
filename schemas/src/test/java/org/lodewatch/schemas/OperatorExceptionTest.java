package org.lodewatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OperatorExceptionTest {

    @Test
    void aMessageThatQuotesTextFromOutsideIsOneLineWithoutControlCharacters() {
        OperatorException fault = new OperatorException("there is no setting 'a\nb\u001B[31m\u2028\u202Ec'");

        assertThat(fault).hasMessage("there is no setting 'a\\nb\\u001b[31m\\u2028\\u202ec'");
    }

    @Test
    void aMessageThatQuotesAVeryLongTextIsCut() {
        assertThat(new OperatorException("x".repeat(100_000), null).getMessage())
                .hasSizeLessThan(2_100);
    }
}

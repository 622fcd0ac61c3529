package org.lodewatch.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.schemas.OperatorException;

class JsonTest {

    @Test
    void aDocumentBeyondALimitOfTheParserIsRefusedInOneLine() {
        byte[] document = "[".repeat(1001).getBytes(UTF_8);

        assertThatThrownBy(() -> Json.tree("the body", document))
                .isInstanceOf(OperatorException.class)
                .hasMessage("the body is no JSON: Document nesting depth (1001) exceeds the maximum allowed (1000)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-9999999990", "1E9999999990", "-0.1e+99999999999"})
    void aNumberWithAHugeExponentIsRefusedInOneLine(String number) {
        byte[] document = "{\"warning\": %s}".formatted(number).getBytes(UTF_8);

        assertThatThrownBy(() -> Json.tree("the body", document))
                .isInstanceOf(OperatorException.class)
                .hasMessage("the body has a number whose exponent has too many digits: write the number without it");
    }
}

package org.lodewatch.cli.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.schemas.OperatorException;

class SignatureTest {

    @ParameterizedTest
    @ValueSource(strings = {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void theSignatureIsThatOfTheExampleInTheSpecification(String secret) {
        // From the tests of the libraries that come with the Standard Webhooks specification.
        Signature signature = Signature.with(Secret.of(secret));

        assertThat(signature.of(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1_614_265_330), "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_", "whsec_c2hvcnQ=", "correct horse battery staple", "whsec_%%%"})
    void anInvalidSecretIsRejectedAndNotShown(String secret) {
        assertThatThrownBy(() -> Signature.with(Secret.of(secret)))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("openssl rand -base64 32")
                .satisfies(refused -> assertThat(
                                refused.getMessage().replace("whsec_ ", "").replace("whsec_$", ""))
                        .doesNotContain(secret));
    }

    @Test
    void theSignatureDependsOnIdTimeAndBody() {
        Signature signature = Signature.with(Secret.of("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        Instant now = Instant.ofEpochSecond(1_800_000_000);

        assertThat(signature.of("a", now, "{}"))
                .isNotEqualTo(signature.of("b", now, "{}"))
                .isNotEqualTo(signature.of("a", now.plusSeconds(1), "{}"))
                .isNotEqualTo(signature.of("a", now, "{ }"));
    }
}

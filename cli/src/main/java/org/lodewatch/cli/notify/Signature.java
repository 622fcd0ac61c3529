package org.lodewatch.cli.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.schemas.OperatorException;

/** Signs the body of a request to a webhook, by the symmetric scheme of the Standard Webhooks specification. */
final class Signature {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_KEY = 24;
    private static final int LONGEST_KEY = 64;

    private final SecretKeySpec key;

    private Signature(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * @param secret 24 to 64 random bytes in base64, with or without {@code whsec_} before them
     * @throws OperatorException if it is not
     */
    static Signature with(Secret secret) {
        byte[] key = decoded(secret.reveal());
        if (key.length < SHORTEST_KEY || key.length > LONGEST_KEY) {
            throw new OperatorException(
                    ("the webhook secret must be %d to %d random bytes in base64, with whsec_ before"
                                    + " them: make one with `echo whsec_$(openssl rand -base64 32)`, and give it to the receiver too")
                            .formatted(SHORTEST_KEY, LONGEST_KEY));
        }
        return new Signature(new SecretKeySpec(key, ALGORITHM));
    }

    /** Empty if the text is not base64. */
    private static byte[] decoded(String secret) {
        try {
            return Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** {@code v1,} and the HMAC-SHA256, in base64, of {@code id.timestamp.body}. */
    String of(String id, Instant sent, String body) {
        String signed = id + "." + sent.getEpochSecond() + "." + body;
        return "v1," + Base64.getEncoder().encodeToString(mac().doFinal(signed.getBytes(UTF_8)));
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256, for keys of any length", e);
        }
    }
}

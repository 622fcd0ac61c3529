package org.lodewatch.service.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.DependencePolicy;

/**
 * Policies as people write them: JSON with one object, or an array of them.
 *
 * @param name what faults are said to be in, such as a file's
 */
public record PolicyDocument(String name, byte[] text) {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /**
     * All policies of the document, each of them valid; all of version 1, until they are applied.
     *
     * @throws OperatorException that names the document, the policy and the field at fault
     */
    public List<DependencePolicy> read() {
        JsonNode root = parse();
        List<DependencePolicy> policies = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode node : root.isArray() ? root : List.of(root)) {
            DependencePolicy policy = PolicyFields.read(node, name);
            List<String> faults = Policies.faults(policy);
            if (!faults.isEmpty()) {
                throw new OperatorException(
                        "%s: policy %s: %s".formatted(name, policy.getId(), String.join("; ", faults)));
            }
            if (!ids.add(policy.getId())) {
                throw new OperatorException(
                        "%s: policy %s stands there twice: keep one of them".formatted(name, policy.getId()));
            }
            policies.add(policy);
        }
        return policies;
    }

    private JsonNode parse() {
        try {
            JsonNode root = MAPPER.readTree(text);
            if (root.isArray() || root.isObject()) {
                return root;
            }
            throw new OperatorException("%s holds no JSON object or array of policies".formatted(name));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new OperatorException(
                    "%s is no JSON: line %d, column %d: %s"
                            .formatted(name, at.getLineNr(), at.getColumnNr(), e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.lodewatch.local.policies;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.streams.policy.Policies;

/** Policies as people write them: a JSON file with one object, or an array of them. */
public final class PolicyFile {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Path path;

    public PolicyFile(Path path) {
        this.path = path;
    }

    /**
     * All policies of the file, each of them valid; all of version 1, until they are applied.
     *
     * @throws OperatorException that names the file, the policy and the field at fault
     */
    public List<DependencePolicy> read() {
        JsonNode root = parse();
        List<DependencePolicy> policies = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode node : root.isArray() ? root : List.of(root)) {
            DependencePolicy policy = PolicyFields.read(node, path);
            List<String> faults = Policies.faults(policy);
            if (!faults.isEmpty()) {
                throw new OperatorException(
                        "%s: policy %s: %s".formatted(path, policy.getId(), String.join("; ", faults)));
            }
            if (!ids.add(policy.getId())) {
                throw new OperatorException(
                        "%s: policy %s stands there twice: keep one of them".formatted(path, policy.getId()));
            }
            policies.add(policy);
        }
        return policies;
    }

    private JsonNode parse() {
        try {
            JsonNode root = MAPPER.readTree(Files.readAllBytes(path));
            if (root.isArray() || root.isObject()) {
                return root;
            }
            throw new OperatorException("%s holds no JSON object or array of policies".formatted(path));
        } catch (NoSuchFileException e) {
            throw new OperatorException("there is no file %s".formatted(path), e);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new OperatorException(
                    "%s is no JSON: line %d, column %d: %s"
                            .formatted(path, at.getLineNr(), at.getColumnNr(), e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new OperatorException("cannot read %s: %s".formatted(path, e.getMessage()), e);
        }
    }
}

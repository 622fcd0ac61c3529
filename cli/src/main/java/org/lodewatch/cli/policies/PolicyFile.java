package org.lodewatch.cli.policies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.service.api.PolicyDocument;

/** A file of policies. */
public final class PolicyFile {

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
        return new PolicyDocument(path.toString(), text()).read();
    }

    private byte[] text() {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new OperatorException("there is no file %s".formatted(path), e);
        } catch (IOException e) {
            throw new OperatorException("cannot read %s: %s".formatted(path, e.getMessage()), e);
        }
    }
}

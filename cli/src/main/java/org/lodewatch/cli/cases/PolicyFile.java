package org.lodewatch.cli.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.service.api.PolicyDocument;

/** Reads policies from a file. */
public final class PolicyFile {

    private PolicyFile() {}

    /** @throws OperatorException that names the file, and the policy and field at fault */
    public static List<DependencePolicy> read(Path file) {
        return new PolicyDocument(file.toString(), bytes(file)).read();
    }

    /** The content of a file. @throws OperatorException if it cannot be read */
    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new OperatorException("there is no file %s".formatted(file), e);
        } catch (IOException e) {
            throw new OperatorException("cannot read %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}

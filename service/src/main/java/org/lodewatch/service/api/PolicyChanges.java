package org.lodewatch.service.api;

import org.lodewatch.schemas.messages.DependencePolicy;

/** Changes of the stored policies. Each returns once the change has been read back. Thread-safe. */
public interface PolicyChanges {

    /** Stores a policy in place of the one with its id, and returns it with its new version. */
    DependencePolicy apply(DependencePolicy wanted);

    /** Deletes a policy; false if there is none. */
    boolean delete(String id);
}

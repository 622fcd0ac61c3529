package org.lodewatch.clients.access;

import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The operations that an application may perform on a resource of the brokers.
 *
 * @param resource one resource by its name, or all whose names have a prefix
 * @param operations in the order in which they are shown
 */
public record Right(ResourcePattern resource, List<AclOperation> operations) {

    private static final String FROM_ANYWHERE = "*";

    public Right {
        operations = List.copyOf(operations);
    }

    static Right of(ResourceType type, PatternType pattern, String name, AclOperation... operations) {
        return new Right(new ResourcePattern(type, name, pattern), List.of(operations));
    }

    /**
     * The ACLs of this right: one for each operation, from any host.
     *
     * @param principal such as {@code User:alice}
     */
    public List<AclBinding> bindings(String principal) {
        return operations.stream()
                .map(operation -> new AclBinding(
                        resource, new AccessControlEntry(principal, FROM_ANYWHERE, operation, AclPermissionType.ALLOW)))
                .toList();
    }
}

package org.lodewatch.cli.access;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclBinding;
import org.lodewatch.clients.access.Application;
import org.lodewatch.clients.access.Right;

/**
 * A right of an application, given to the user that it works as.
 *
 * @param principal such as {@code User:alice}
 */
public record Grant(Application application, String principal, Right right) {

    /**
     * All that all applications need.
     *
     * @param principals of those that do not work as their default users
     * @param applicationId the topology's application.id
     */
    public static List<Grant> all(Map<Application, String> principals, String applicationId) {
        return Arrays.stream(Application.values())
                .flatMap(application -> application.rights(applicationId).stream()
                        .map(right -> new Grant(
                                application,
                                principals.getOrDefault(application, application.defaultPrincipal()),
                                right)))
                .toList();
    }

    public List<AclBinding> bindings() {
        return right.bindings(principal);
    }
}

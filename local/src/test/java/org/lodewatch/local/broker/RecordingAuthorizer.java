package org.lodewatch.local.broker;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, which also records every request. */
public final class RecordingAuthorizer extends StandardAuthorizer {

    private static final Set<Request> REQUESTS = ConcurrentHashMap.newKeySet();

    /**
     * @param resource by its name
     * @param required false where the broker only filters what it shows, or first checks a wider right
     */
    public record Request(
            String principal, AclOperation operation, ResourcePattern resource, boolean required, boolean allowed) {}

    /** The requests since the last {@link #clear()}. */
    public static Set<Request> requests() {
        return Set.copyOf(REQUESTS);
    }

    public static void clear() {
        REQUESTS.clear();
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(context, actions);
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            REQUESTS.add(new Request(
                    context.principal().toString(),
                    action.operation(),
                    action.resourcePattern(),
                    action.logIfDenied(),
                    results.get(i) == AuthorizationResult.ALLOWED));
        }
        return results;
    }
}

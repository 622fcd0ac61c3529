package org.lodewatch.clients.access;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.schemas.OperatorException;

/** Creates ACLs on the brokers. */
public final class AclProvisioning {

    private final Admin admin;

    public AclProvisioning(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates the ACLs that do not exist.
     *
     * @return the ACLs created
     * @throws OperatorException if the brokers have no authorizer, or this user may not create ACLs
     */
    public List<AclBinding> create(Collection<AclBinding> wanted) {
        try {
            Set<AclBinding> existing = new HashSet<>(
                    KafkaFutures.await(admin.describeAcls(AclBindingFilter.ANY).values()));
            List<AclBinding> absent =
                    wanted.stream().filter(acl -> !existing.contains(acl)).toList();
            if (!absent.isEmpty()) {
                KafkaFutures.await(admin.createAcls(absent).all());
            }
            return absent;
        } catch (SecurityDisabledException e) {
            throw new OperatorException(
                    "the brokers have no authorizer, so ACLs have no effect: set authorizer.class.name on"
                            + " them, or leave out --acls",
                    e);
        } catch (ClusterAuthorizationException e) {
            throw new OperatorException(
                    "this user lacks the right ALTER on the cluster, which creating ACLs needs: run this as the"
                            + " cluster's administrator",
                    e);
        }
    }
}

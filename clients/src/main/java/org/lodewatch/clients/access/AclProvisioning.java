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

/** Grants rights on the brokers. */
public final class AclProvisioning {

    private final Admin admin;

    public AclProvisioning(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates those that are not there yet; leaves all others alone.
     *
     * @return those created
     * @throws OperatorException if the brokers have no authorizer, or do not let this user grant rights
     */
    public List<AclBinding> create(Collection<AclBinding> wanted) {
        try {
            Set<AclBinding> standing = new HashSet<>(
                    KafkaFutures.await(admin.describeAcls(AclBindingFilter.ANY).values()));
            List<AclBinding> absent =
                    wanted.stream().filter(acl -> !standing.contains(acl)).toList();
            if (!absent.isEmpty()) {
                KafkaFutures.await(admin.createAcls(absent).all());
            }
            return absent;
        } catch (SecurityDisabledException e) {
            throw new OperatorException(
                    "the brokers have no authorizer, so everyone may do everything there: set authorizer.class.name on"
                            + " them, or leave out --acls",
                    e);
        } catch (ClusterAuthorizationException e) {
            throw new OperatorException(
                    "this user may not ALTER the cluster, so it can allow nobody anything: do it as the cluster's"
                            + " administrator",
                    e);
        }
    }
}

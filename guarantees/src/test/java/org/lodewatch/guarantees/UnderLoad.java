package org.lodewatch.guarantees;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.guarantees.Published.View;
import org.lodewatch.schemas.catalogue.Catalogue;

/** Publishes trade to a running system during a failure, and compares the result with one without the failure. */
final class UnderLoad {

    private static final int RECORDS = 30_000;
    private static final int EVERY_MILLIS = 1_000;

    private final long seed = Long.getLong("lodewatch.seed", new Random().nextInt(1_000_000));
    private final List<Guarantee> guarantees =
            List.of(new LegalAlertLives(), new QuotedShares(Catalogue.bundled()), new RejectedOnce());
    private final ClientSettings settings;

    UnderLoad(ClientSettings settings) {
        this.settings = settings;
    }

    /** Causes the failure once the topology has sent partials, and checks the published records. */
    void survives(Consumer<TrialCluster> failure) {
        System.out.printf("under load: -Dlodewatch.seed=%d%n", seed);
        try (TrialCluster cluster = TrialCluster.at(settings);
                Load load = new Load(cluster, seed, RECORDS, guarantees)) {
            cluster.awaitPartials(() -> load.start(EVERY_MILLIS));

            failure.accept(cluster);

            load.await();
            View expected = ExpectedView.of(cluster, Catalogue.bundled());
            cluster.awaitView(expected);
            Published published = Published.on(settings);
            new SameView(expected).doAssert(published);
            guarantees.forEach(guarantee -> guarantee.doAssert(published));
        }
    }
}

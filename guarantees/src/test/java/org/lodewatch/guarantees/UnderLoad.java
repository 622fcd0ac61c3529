package org.lodewatch.guarantees;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.guarantees.Published.Picture;
import org.lodewatch.schemas.catalogue.Catalogue;

/** Trade that flows into a running system while something happens to it; in the end all is as if nothing had. */
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

    /** Has it happen as soon as there is something to lose, and looks at what was published in the end. */
    void survives(Consumer<TrialCluster> trouble) {
        System.out.printf("under load: -Dlodewatch.seed=%d%n", seed);
        try (TrialCluster cluster = TrialCluster.at(settings);
                Load load = new Load(cluster, seed, RECORDS, guarantees)) {
            cluster.awaitNews(() -> load.start(EVERY_MILLIS));

            trouble.accept(cluster);

            load.await();
            Picture expected = ExpectedView.of(cluster, Catalogue.bundled());
            cluster.awaitShares(expected.shares());
            Published published = Published.on(settings);
            new SameView(expected).doAssert(published);
            guarantees.forEach(guarantee -> guarantee.doAssert(published));
        }
    }
}

package org.lodewatch.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.batch.BatchRecount;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.serde.MessageTypes;
import org.lodewatch.schemas.serde.WireFormats;

/** The shares of files that are published one after the other, without a broker. */
final class RecountedImports {

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final MessageTypes IMPORTS =
            new MessageTypes(List.of(CustomsImport.class, PeriodComplete.class, DatasetProperties.class));

    private final BatchRecount recount;

    private RecountedImports(Catalogue catalogue, int windowMonths) {
        recount = new BatchRecount(
                value -> WireFormats.WITHOUT_REGISTRY.shared().read(value, IMPORTS),
                catalogue,
                new WindowRule(windowMonths, WindowRule.UNLIMITED),
                1);
    }

    static Collection<MineralShares> of(List<DemoRelease> releases, Catalogue catalogue) {
        return of(releases, catalogue, WindowRule.DEFAULT.windowMonths());
    }

    static Collection<MineralShares> of(List<DemoRelease> releases, Catalogue catalogue, int windowMonths) {
        RecountedImports imports = new RecountedImports(catalogue, windowMonths);
        releases.forEach(imports::add);
        return imports.recount.shares().values();
    }

    private void add(DemoRelease release) {
        add(release.dataset(), release.properties(NOW));
        for (ImportRow row : release.rows()) {
            add(row.recordId(), row.publishedAt(NOW, true));
        }
        add(
                release.dataset(),
                new PeriodComplete(release.dataset(), release.reporter(), release.period(), NOW, PeriodState.COMPLETE));
    }

    private void add(String key, SpecificRecord message) {
        byte[] value = WireFormats.WITHOUT_REGISTRY.shared().write("customs-imports", IMPORTS, message);
        if (!recount.add(0, key.getBytes(UTF_8), value)) {
            throw new IllegalStateException("not counted: " + message);
        }
    }
}

package org.lodewatch.clients.registry;

import java.util.List;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.FingerprintFormat;
import org.lodewatch.schemas.serde.WireFormats;

/** The wire formats over a given registry. */
final class RegistryFormats {

    private RegistryFormats() {}

    static WireFormats of(SchemaRegistry registry, boolean registers) {
        FingerprintFormat fingerprints = new FingerprintFormat(() -> List.of(CustomsImport.getClassSchema()));
        return new WireFormats(new RegistryFormat(registry, registers, fingerprints), fingerprints);
    }
}

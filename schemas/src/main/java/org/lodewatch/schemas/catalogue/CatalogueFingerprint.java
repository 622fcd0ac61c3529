package org.lodewatch.schemas.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** A digest of the facts of a catalogue that decide how a record is classified and a dependence is computed. */
final class CatalogueFingerprint {

    private static final int BYTES = 8;

    private final List<String> facts = new ArrayList<>();

    private CatalogueFingerprint() {}

    /** 16 hexadecimal digits: the first 8 bytes of the SHA-256 of the facts in order. */
    static String of(CatalogueReader read) {
        CatalogueFingerprint fingerprint = new CatalogueFingerprint();
        read.countries.forEach(country -> fingerprint.add(
                "country",
                country.iso2(),
                new TreeSet<>(country.scheduleC()),
                country.m49(),
                new TreeSet<>(country.comtrade())));
        read.blocs.forEach(bloc -> fingerprint.add("bloc", bloc.id(), bloc.members()));
        read.minerals.forEach(mineral -> fingerprint.add(
                "mineral",
                mineral.id(),
                mineral.on2022List(),
                mineral.on2025List(),
                mineral.memberOf().orElse("")));
        read.commodities.forEach(commodity -> fingerprint.add(
                "commodity",
                commodity.prefix(),
                commodity.mineral(),
                commodity.form().id(),
                commodity.validFrom(),
                commodity.validTo()));
        read.forms.forEach(form ->
                fingerprint.add("form", form.mineral(), form.id(), form.stage().id(), form.headline(), form.content()));
        read.production.forEach(production ->
                fingerprint.add("production", production.mineral(), production.producers(), production.verb()));
        read.governance.forEach((country, mean) -> fingerprint.add("governance", country, mean));
        read.reliance.forEach(figure -> fingerprint.add(
                "reliance",
                figure.mineral(),
                figure.form().orElse(""),
                figure.edition(),
                figure.year(),
                figure.printed()));
        return fingerprint.hex();
    }

    private void add(Object... parts) {
        StringBuilder fact = new StringBuilder();
        for (Object part : parts) {
            fact.append(part).append('\t');
        }
        facts.add(fact.toString());
    }

    private String hex() {
        Collections.sort(facts);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", facts).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

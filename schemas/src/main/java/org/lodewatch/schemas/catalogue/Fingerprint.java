package org.lodewatch.schemas.catalogue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * A digest of what a catalogue decides: two catalogues with the same one classify every record alike. The wording (names,
 * descriptions, sources, the confirmed mark), comments and the order of rows and columns do not enter it.
 */
final class Fingerprint {

    private static final int BYTES = 8;

    private final List<String> facts = new ArrayList<>();

    Fingerprint country(Country country) {
        return fact(
                "country",
                country.iso2(),
                new TreeSet<>(country.scheduleC()),
                country.m49(),
                new TreeSet<>(country.comtrade()));
    }

    Fingerprint bloc(Bloc bloc) {
        return fact("bloc", bloc.id(), bloc.members());
    }

    Fingerprint mineral(Mineral mineral) {
        return fact(
                "mineral",
                mineral.id(),
                mineral.on2022List(),
                mineral.on2025List(),
                mineral.memberOf().orElse(""));
    }

    Fingerprint commodity(Classification commodity) {
        return fact(
                "commodity",
                commodity.prefix(),
                commodity.mineral(),
                commodity.stage().id(),
                commodity.headline());
    }

    Fingerprint reliance(NetImportReliance figure) {
        return fact("reliance", figure.mineral(), figure.edition(), figure.year(), figure.printed());
    }

    /** 16 hexadecimal digits: the first 8 bytes of the SHA-256 of the facts in order. */
    String hex() {
        Collections.sort(facts);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", facts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Fingerprint fact(Object... parts) {
        StringBuilder fact = new StringBuilder();
        for (Object part : parts) {
            fact.append(part).append('\t');
        }
        facts.add(fact.toString());
        return this;
    }
}

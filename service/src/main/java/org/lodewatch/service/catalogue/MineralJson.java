package org.lodewatch.service.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.catalogue.Form;
import org.lodewatch.schemas.catalogue.Mineral;
import org.lodewatch.schemas.catalogue.NetImportReliance;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.Json;

/**
 * A mineral of the catalogue as a JSON object. What is not known is left out.
 *
 * @param lists years of the US lists of critical minerals that have it
 * @param netImportReliance the figure of the mineral as a whole
 * @param headlineCodes the codes that its book counts
 * @param standIn the book that holds its trade, if it has no codes of its own
 * @param note where its trade is, if it has no codes of its own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MineralJson(
        String id,
        String name,
        List<String> lists,
        String memberOf,
        RelianceJson netImportReliance,
        List<String> headlineCodes,
        String symbol,
        List<String> aliases,
        List<FormJson> forms,
        String standIn,
        String note,
        String source) {

    /**
     * A published figure of net import reliance.
     *
     * @param percent the percentage or its lower bound; left out for an upper bound, which {@code value} has
     * @param value the percentage or the bound, 0 to 100; 0 for a net exporter
     * @param bound {@code exact}, {@code lower} or {@code upper}
     * @param form that the figure is of; left out if of the mineral
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RelianceJson(
            String printed,
            String edition,
            int year,
            Double percent,
            Double value,
            String bound,
            String form,
            String source) {

        static RelianceJson of(NetImportReliance figure) {
            Double value =
                    figure.percent().isPresent() ? (Double) figure.percent().getAsDouble() : null;
            return new RelianceJson(
                    figure.printed(),
                    figure.edition(),
                    figure.year(),
                    figure.bound() == NetImportReliance.Bound.UPPER ? null : value,
                    value,
                    value == null ? null : Json.word(figure.bound()),
                    figure.form().orElse(null),
                    figure.source());
        }
    }

    /**
     * A form of a mineral.
     *
     * @param book the id of its book
     * @param headline whether the book of the mineral counts it
     * @param content part of the weight that is the element, 0 to 1
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FormJson(
            String book,
            String form,
            String name,
            String stage,
            boolean headline,
            Double content,
            String contentSource,
            RelianceJson netImportReliance,
            List<CodeJson> codes) {}

    /**
     * A commodity code of a form.
     *
     * @param validFrom first month in which the tariff has it; left out if it has no beginning that matters
     * @param validTo last month
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CodeJson(
            String code, String validFrom, String validTo, boolean confirmed, String description, String source) {

        static CodeJson of(Classification code) {
            return new CodeJson(
                    code.prefix(),
                    code.validFrom() == Classification.ALWAYS_BEFORE ? null : Months.text(code.validFrom()),
                    code.validTo() == Classification.ALWAYS_AFTER ? null : Months.text(code.validTo()),
                    code.confirmed(),
                    code.description(),
                    code.source());
        }
    }

    public static MineralJson of(Mineral mineral, RelianceFigures figures) {
        Catalogue catalogue = figures.catalogue();
        return new MineralJson(
                mineral.id(),
                mineral.name(),
                lists(mineral),
                mineral.memberOf().orElse(null),
                figures.of(mineral.id()).map(RelianceJson::of).orElse(null),
                catalogue.codes(mineral.id()).stream()
                        .map(Classification::prefix)
                        .toList(),
                mineral.symbol().orElse(null),
                mineral.aliases(),
                catalogue.forms(mineral.id()).stream()
                        .map(form -> form(form, figures))
                        .toList(),
                catalogue.standIn(mineral.id()).orElse(null),
                mineral.note().orElse(null),
                mineral.source());
    }

    /** Years of the US lists of critical minerals that have a mineral. */
    public static List<String> lists(Mineral mineral) {
        List<String> lists = new ArrayList<>();
        if (mineral.on2022List()) {
            lists.add("2022");
        }
        if (mineral.on2025List()) {
            lists.add("2025");
        }
        return lists;
    }

    private static FormJson form(Form form, RelianceFigures figures) {
        Optional<NetImportReliance> figure = figures.of(form.book());
        return new FormJson(
                form.book(),
                form.id(),
                form.name(),
                form.stage().id(),
                form.headline(),
                form.content().isPresent() ? form.content().getAsDouble() : null,
                form.contentSource().isEmpty() ? null : form.contentSource(),
                figure.map(RelianceJson::of).orElse(null),
                figures.catalogue().commodities().stream()
                        .filter(code -> code.form().equals(form))
                        .map(CodeJson::of)
                        .toList());
    }
}

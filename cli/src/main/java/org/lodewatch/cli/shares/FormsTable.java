package org.lodewatch.cli.shares;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lodewatch.cli.alerts.AlertText;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.service.api.AlertStatus;

/** The books of a mineral's forms, each with its first suppliers. */
record FormsTable(CatalogueText names, Optional<AlertStatus> alerts) {

    private static final int SUPPLIERS = 3;

    /** Forms outside the mineral's book, such as scrap. */
    private static final String APART = " +";

    void print(List<MineralShares> forms, Screen screen) {
        if (forms.isEmpty()) {
            return;
        }
        screen.table(
                new Columns<MineralShares>()
                        .left("form", form -> names.form(form) + (names.isHeadline(form) ? "" : APART))
                        .right("imports", form -> Figures.money(form.getTotalValueCents(), form.getCurrency()))
                        .right("reliance", names::reliance)
                        .left(
                                alerts.isPresent() ? "alert" : "",
                                form -> AlertText.word(severity(form)),
                                form -> AlertText.style(severity(form)))
                        .left("first suppliers", this::suppliers),
                forms);
        if (!forms.stream().allMatch(names::isHeadline)) {
            screen.line(APART.strip() + " not in the book of the mineral", Style.DIM);
        }
    }

    private Severity severity(MineralShares form) {
        return alerts.map(open -> open.severity(form)).orElse(Severity.NONE);
    }

    private String suppliers(MineralShares form) {
        ReturnedGoods returned = new ReturnedGoods(form);
        return returned.suppliers()
                .limit(SUPPLIERS)
                .map(share -> names.country(share.getCountry()) + " " + Figures.percent(returned.ofSupply(share)))
                .collect(Collectors.joining(", "));
    }
}

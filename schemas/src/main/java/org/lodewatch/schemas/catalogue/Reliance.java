package org.lodewatch.schemas.catalogue;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a reporter relies on imports of what a book counts, in one year.
 *
 * @param figure as published; empty if none is
 * @param absence why there is no part to calculate with; empty if there is one
 */
public record Reliance(Optional<NetImportReliance> figure, Optional<String> absence) {

    /** None, for a reason. */
    public static Reliance none(String absence) {
        return new Reliance(Optional.empty(), Optional.of(absence));
    }

    /** A published figure. */
    static Reliance of(NetImportReliance figure) {
        return new Reliance(
                Optional.of(figure),
                figure.percent().isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                "%s prints %s for %d".formatted(figure.edition(), figure.printed(), figure.year())));
    }

    /** Net imports as a part of consumption, 0 to 1, or its bound; empty if it is not known. */
    public OptionalDouble part() {
        OptionalDouble percent = figure.map(NetImportReliance::percent).orElse(OptionalDouble.empty());
        return percent.isPresent() ? OptionalDouble.of(percent.getAsDouble() / 100) : percent;
    }

    /** How the true part lies to {@link #part()}. */
    public NetImportReliance.Bound bound() {
        return figure.map(NetImportReliance::bound).orElse(NetImportReliance.Bound.EXACT);
    }

    /** Whether the reporter exports more of it than it imports. */
    public boolean isNetExporter() {
        return figure.filter(NetImportReliance::isNetExporter).isPresent();
    }
}

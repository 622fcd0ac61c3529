package org.lodewatch.service.whatif;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.whatif.SimulatedBook;
import org.lodewatch.core.whatif.Simulation;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;

/**
 * What assumed changes do.
 *
 * @param query the question
 * @param books of one mineral: its book, then those of its forms; of all: those in which something changes, the largest gap in
 *     consumption first
 * @param unchanged how many further books were looked at, in which nothing changes
 */
public record WhatIfAnswer(WhatIfQuery query, List<SimulatedBook> books, int unchanged) {

    /** @param policies those that judge the windows */
    public static WhatIfAnswer of(
            Catalogue catalogue,
            List<PublishedWindows> published,
            Collection<DependencePolicy> policies,
            WhatIfQuery query) {
        Simulation simulation = new Simulation(catalogue, policies);
        boolean isOfAll = query.selection().book().isEmpty();
        List<SimulatedBook> books = new ArrayList<>();
        int unchanged = 0;
        for (BookSelection.Selected one : query.selection().of(published, catalogue)) {
            SimulatedBook book = simulation
                    .of(one.book(), one.windows(), one.periodMonths(), one.asOf(), query.moves())
                    .orElseThrow();
            if (isOfAll && book.movedCents() == 0) {
                unchanged++;
            } else {
                books.add(book);
            }
        }
        if (isOfAll) {
            books.sort(SimulatedBook.ORDER);
        }
        return new WhatIfAnswer(query, List.copyOf(books), unchanged);
    }
}

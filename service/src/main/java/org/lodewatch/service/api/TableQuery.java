package org.lodewatch.service.api;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.schemas.messages.Measure;

/**
 * Which rows and figures a table of many books has.
 *
 * @param books their ids; all if it is empty
 * @param asOf last month of the windows; empty for the newest window of each book
 * @param measure value or weight
 * @param top how many of the largest suppliers
 * @param suppliers countries and blocs of which each row has the part
 * @param months how many recent windows
 */
record TableQuery(
        Set<String> books,
        Optional<YearMonth> asOf,
        Measure measure,
        int top,
        List<SupplierGroup> suppliers,
        int months) {}

package org.lodewatch.cli.cases;

import java.util.OptionalLong;
import org.lodewatch.schemas.values.Period;

/**
 * Imports of a case in one period.
 *
 * @param reporter importing country, alpha-2
 * @param origin alpha-2
 * @param code 2 to 10 digits
 * @param grams empty if the weight is unknown
 */
record CaseRow(String reporter, String origin, String code, Period period, long cents, OptionalLong grams) {}

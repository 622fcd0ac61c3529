package org.lodewatch.core.vintage;

import java.util.List;

/**
 * What policies would have said of a log as it came.
 *
 * @param datasets those that the policies select, in the order of dataset and reporter
 * @param transitions every transition that was ever raised, by book, alert and month
 */
public record Vintages(List<DatasetVintages> datasets, List<KnownTransition> transitions) {}

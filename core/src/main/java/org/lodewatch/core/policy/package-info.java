/**
 * Policies and alerts: which books a policy selects, what it measures in each window, and how an alert is raised,
 * escalated, eased, restated and resolved. {@link org.lodewatch.core.policy.Judgement} is the entry.
 */
package org.lodewatch.core.policy;

/**
 * Alerts for a webhook: one group a subscriber, one alert of a partition at a time, in order, signed, tried again until it
 * is delivered, refused or given up. {@link org.lodewatch.cli.notify.DeliveryQueue} decides what happens next,
 * {@link org.lodewatch.cli.notify.Webhook} sends, {@link org.lodewatch.cli.notify.Notifier} reads and commits.
 */
package org.lodewatch.cli.notify;

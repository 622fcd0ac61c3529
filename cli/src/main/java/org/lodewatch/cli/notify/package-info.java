/**
 * Delivers alerts to a webhook: in order within a partition, signed, and sent again until they are delivered, rejected
 * or given up. {@link org.lodewatch.cli.notify.Notifier} reads and commits, {@link
 * org.lodewatch.cli.notify.DeliveryQueue} decides when to send, and {@link org.lodewatch.cli.notify.Webhook} sends.
 */
package org.lodewatch.cli.notify;

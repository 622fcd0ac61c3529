/** A Kafka broker in this JVM. No other package uses classes of the broker. */
package org.lodewatch.local.broker;

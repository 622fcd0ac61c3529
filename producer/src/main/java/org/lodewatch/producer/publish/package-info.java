/** Feeds to Kafka: rows, rejected rows, declared periods and the checkpoint, one transaction a batch. */
package org.lodewatch.producer.publish;

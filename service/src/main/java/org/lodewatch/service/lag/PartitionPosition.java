package org.lodewatch.service.lag;

import org.apache.kafka.common.TopicPartition;

/** An offset in a partition. */
record PartitionPosition(TopicPartition partition, long offset) {}

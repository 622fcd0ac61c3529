/**
 * What the machine and Kafka's plain clients can do at most on the same log, which nothing built on them can pass: they
 * do no more than they must, and recover from nothing.
 */
package org.lodewatch.benchmarks.limits;

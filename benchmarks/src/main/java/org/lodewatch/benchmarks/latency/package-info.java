/** How long a published record takes until its shares and its alert can be read, in normal operation and in an outage. */
package org.lodewatch.benchmarks.latency;

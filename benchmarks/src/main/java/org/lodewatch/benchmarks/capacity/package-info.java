/** What a load of another size needs, computed from figures of the other benchmarks. */
package org.lodewatch.benchmarks.capacity;

/** The US Census Bureau's imports: by its interface, and from its monthly files. */
package org.lodewatch.producer.census;

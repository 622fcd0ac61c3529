/** What other programs do wrong when they write into the topic {@code customs-imports}. */
package org.lodewatch.cli.producers;

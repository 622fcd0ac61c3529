/** What makes a row a valid customs import record. The same for every feed. */
package org.lodewatch.producer.rules;

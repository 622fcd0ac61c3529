/**
 * The topics of Lodewatch as typed values, and the headers of their records.
 */
package org.lodewatch.schemas.topics;

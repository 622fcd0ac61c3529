/**
 * Imports of almost any country by six-digit code, from UN Comtrade. {@link org.lodewatch.producer.comtrade.ComtradeSource}
 * polls its API.
 */
package org.lodewatch.producer.comtrade;

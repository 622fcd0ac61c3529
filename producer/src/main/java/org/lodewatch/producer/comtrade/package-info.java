/** UN Comtrade: imports of almost any country by six-digit code, asked from its interface. */
package org.lodewatch.producer.comtrade;

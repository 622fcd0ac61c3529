/**
 * Small values and rules that all modules share: months, periods, country codes, the bounds of a customs import record, and
 * the reasons for rejecting one.
 */
package org.lodewatch.schemas.values;

/**
 * The code lists: minerals and their commodity codes, countries, blocs, and net import reliance. They are read from CSV files,
 * bundled or in a directory of the user. {@link org.lodewatch.schemas.catalogue.Catalogue} is the entry, and {@link
 * org.lodewatch.schemas.catalogue.CountryLookup} finds the countries of a source.
 */
package org.lodewatch.schemas.catalogue;

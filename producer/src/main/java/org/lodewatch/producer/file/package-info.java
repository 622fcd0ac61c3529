/** Files of records: opened, told apart record by record, and gone on with where an earlier process stopped. */
package org.lodewatch.producer.file;

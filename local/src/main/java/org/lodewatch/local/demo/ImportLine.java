package org.lodewatch.local.demo;

import org.lodewatch.schemas.messages.CustomsImport;

/** One row of the demo's data. */
record ImportLine(String recordId, CustomsImport line) {}

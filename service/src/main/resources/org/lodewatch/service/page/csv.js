// Comma-separated values of what the page shows.

/** Spreadsheets compute a text that begins so. */
const FORMULA = /^[=+\-@\t\r]/;

/** A table as CSV (RFC 4180): numbers as they are, texts so that no spreadsheet takes them for a formula. */
export const csv = ({ head, rows }) => [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');

function cell(value) {
  if (value == null) {
    return '';
  }
  if (typeof value === 'number') {
    return String(value);
  }
  const text = FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Saves a file from the page. */
export function save(name, blob) {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export const saveCsv = (name, table) => save(`${name}.csv`, new Blob([csv(table)], { type: 'text/csv;charset=utf-8' }));

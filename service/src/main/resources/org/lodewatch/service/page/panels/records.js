import { getFromLog } from '../api.js';
import { saveCsv } from '../csv.js';
import { integer, moment, money } from '../format.js';
import { html, nothing } from '../lib.js';
import { book, country, isCountry } from '../names.js';
import { fileName } from './book.js';

const MOST = 5_000;

/** The records that are behind the value of the chosen country; of all where a bloc is chosen. */
export async function records(state, { mineral, dataset, reporter, asOf }) {
  const chosen = isCountry(state.supplier) ? state.supplier : '';
  const found = await getFromLog('/api/records', { mineral, dataset, reporter, asOf, country: chosen, top: MOST });
  const { currency, value } = found;
  const name = chosen ? country(chosen) : 'all origins';
  return html`<h3>${integer(found.records)} records of ${name} in the ${found.windowMonths} months to ${found.asOf}: ${
      money(value, currency)}</h3>
    <p>Together they are the value of ${name} above, ${amount(value)} ${currency}. ${found.revised === 0
      ? 'None of them had another value before.' : `${integer(found.revised)} had another value before.`}</p>
    ${found.records === 0 ? nothing : table(found, fileName(state, found.asOf, `records-${chosen || 'all'}`))}`;
}

const amount = (number) => number?.toLocaleString('en') ?? '';

const table = ({ rows, records: all, currency }, file) => html`
  <div class="tools"><button type="button" @click=${() => saveCsv(file, sheet(rows, currency))}>CSV</button></div>
  <div class="scroll tall" tabindex="0" role="region" aria-label="Records"><table id="records">
    <caption>The newest period first${rows.length < all ? `, the first ${integer(rows.length)} of them` : ''}</caption>
    <thead><tr><th scope="col">Period</th><th scope="col">Code</th><th scope="col">Form</th>
      <th scope="col" class="number">Value (${currency})</th><th scope="col" class="number">Before (${currency})</th>
      <th scope="col" class="number">Weight (kg)</th><th scope="col" class="number">Revision</th><th scope="col">Published</th>
      <th scope="col">Record</th></tr></thead>
    <tbody>${rows.map((row) => html`<tr><th scope="row" class="month">${row.period}</th><td>${row.commodityCode}</td><td>${book(row.form)}</td>
      <td class="number">${amount(row.value)}</td><td class="number">${amount(row.formerValue)}</td>
      <td class="number">${amount(row.weightKg)}</td><td class="number">${row.revision}</td>
      <td class="nowrap">${moment(row.publishedAt)}</td><td>${row.recordId}</td></tr>`)}</tbody></table></div>`;

const sheet = (rows, currency) => ({
  head: ['Record', 'Period', 'Country', 'Code', 'Form', `Value (${currency})`, `Former value (${currency})`, 'Weight (kg)',
    'Revision', 'Published'],
  rows: rows.map((row) => [row.recordId, row.period, row.country, row.commodityCode, row.form, row.value, row.formerValue,
    row.weightKg, row.revision, row.publishedAt]),
});

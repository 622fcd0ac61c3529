import { saveCsv } from '../csv.js';
import { integer, money, percent, points } from '../format.js';
import { html, nothing } from '../lib.js';
import { bloc, blocsOf, country } from '../names.js';
import { link } from '../state.js';
import { fileName, measureOf } from './book.js';

const weight = (kilograms) => (kilograms == null ? '' : `${integer(kilograms)}\u00a0kg`);
const unitValue = (value) => (value == null ? '' : value.toLocaleString('en', { maximumSignificantDigits: 4 }));
const valueOf = (one) => one.valueUsd ?? one.value;

/**
 * Every country of a window. A row chooses the supplier; a value opens its records.
 *
 * @param openRecords called when a value is clicked
 */
export function suppliersTable(state, shares, openRecords) {
  const measure = measureOf(state);
  const rows = measure === 'weight' ? [...shares.countries].sort(byWeight) : shares.countries;
  const hasWeights = rows.some((one) => one.weightKg != null);
  const file = fileName(state, shares.asOf, 'suppliers');
  return html`<section id="suppliers" aria-labelledby="suppliers-title">
    <h2 id="suppliers-title">All origins in the ${shares.windowMonths} months to ${shares.asOf}</h2>
    <div class="tools"><button type="button" @click=${() => saveCsv(file, sheet(rows, shares))}>CSV</button>
      <span class="quiet">A country chooses the supplier of the charts, a value opens its records.</span></div>
    <div class="scroll" tabindex="0" role="region" aria-label="Table of all origins"><table>
      <caption>Largest ${measure} first. Shares are parts of all imports of the window; the change is one of the share by value
        against the window twelve months before, in points.${
        hasWeights ? '' : ' No record of this window has a weight.'}</caption>
      <thead><tr><th scope="col">Country</th><th scope="col" class="number">Value</th>
        <th scope="col" class="number">Share by value</th><th scope="col" class="number">Change</th>
        ${hasWeights ? html`<th scope="col" class="number">Weight</th><th scope="col" class="number">Share by weight</th>
          <th scope="col" class="number">Value per kg</th>` : nothing}<th scope="col">Blocs</th></tr></thead>
      <tbody>${rows.map((one) => row(one, state, shares, hasWeights, openRecords))}</tbody></table></div></section>`;
}

const byWeight = (one, other) => (other.weightShare ?? -1) - (one.weightShare ?? -1);

function row(one, state, { currency }, hasWeights, openRecords) {
  const value = money(valueOf(one), currency);
  return html`<tr data-country=${one.country} aria-current=${one.country === state.supplier ? 'true' : nothing}>
    <th scope="row"><a class="row" href=${link({ ...state, supplier: one.country })}>${country(one.country)}</a></th>
    <td class="number"><a href=${link({ ...state, supplier: one.country, evidence: 'records' })} @click=${openRecords}
      aria-label="${value}: records of ${country(one.country)}">${value}</a></td>
    <td class="number">${percent(one.valueShare)}</td><td class="number">${points(one.valueShareChange)}</td>
    ${hasWeights ? html`<td class="number">${weight(one.weightKg)}</td><td class="number">${percent(one.weightShare)}</td>
      <td class="number">${unitValue(one.unitValue)}${one.unitValueMarked
        ? html` <small>far off the median</small>` : nothing}</td>` : nothing}
    <td>${blocsOf(one.country).map(bloc).join(', ')}</td></tr>`;
}

const sheet = (rows, { currency = 'USD' }) => ({
  head: ['Code', 'Country', `Value (${currency})`, 'Share by value', 'Change of the share by value', 'Weight (kg)',
    'Share by weight', `Value per kg (${currency})`, 'Blocs'],
  rows: rows.map((one) => [one.country, country(one.country), valueOf(one), one.valueShare, one.valueShareChange, one.weightKg,
    one.weightShare, one.unitValue, blocsOf(one.country).join(' ')]),
});

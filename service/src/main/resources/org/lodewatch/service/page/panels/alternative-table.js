import { money, percent } from '../format.js';
import { html, nothing } from '../lib.js';
import { book, country, subject as subjectName } from '../names.js';
import { link, read } from '../state.js';

const UNKNOWN = 'XX';

/** A factor: 1.4 times, 3,679 times. */
export const times = (factor) => `${factor >= 100 ? Math.round(factor).toLocaleString('en') : factor.toFixed(1)} times`;

/**
 * Suppliers with what they supply, their trends and when these would fill a gap.
 *
 * @param view {currency, nearby, production, trends, hasUnitValue}: which columns there are, and who is marked
 */
export const alternativeTable = (suppliers, view, { lost, mineral, asOf, windowMonths }) => html`
  <div class="scroll" tabindex="0" role="region" aria-label="Alternatives to ${subjectName(lost)} for ${book(mineral)}"><table class="alternatives">
  <caption>Who could supply ${book(mineral)} in place of ${subjectName(lost)}, by value, ${windowMonths} months to
    ${asOf}</caption>
  <thead><tr><th scope="col">Supplier</th><th scope="col" class="number">Supplies</th><th scope="col" class="number">Share</th>
    <th scope="col" class="number">Alone, it would have to supply</th>
    ${view.trends.map((months) => html`<th scope="col" class="number">Growth a year, trend of ${months} months</th>
      <th scope="col">It would fill the gap</th>`)}
    ${view.hasUnitValue ? html`<th scope="col" class="number">Value a kilogram</th>` : nothing}
    ${view.production ? html`<th scope="col">Listed producer (${view.production.years})</th>` : nothing}
    <th scope="col"><span class="visually-hidden">Simulation</span></th></tr></thead>
  <tbody>${suppliers.map((one) => row(one, view, lost))}</tbody></table></div>`;

const row = (one, view, lost) => html`<tr data-supplier=${one.supplier}>
  <th scope="row">${one.name ?? country(one.supplier)}${view.nearby.has(one.supplier)
    ? html` <span class="member">USMCA</span>` : nothing}</th>
  <td class="number">${money(one.valueUsd ?? one.value, view.currency)}</td>
  <td class="number">${percent(one.share)}</td>
  <td class="number">${one.times == null ? 'it supplies none' : times(one.times)}</td>
  ${view.trends.map((months) => trend(one.trends.find((some) => some.months === months), view.currency))}
  ${view.hasUnitValue ? html`<td class="number">${one.unitValue == null ? '' : one.unitValue.toFixed(2)}${
    one.unitValueMarked ? ' (far off the median)' : ''}</td>` : nothing}
  ${view.production ? html`<td>${one.produces == null ? '' : one.produces ? `yes (${view.production.verb})` : 'no'}</td>`
    : nothing}
  <td>${one.name || one.supplier === UNKNOWN ? nothing : html`<a
    aria-label="Simulate that ${country(one.supplier)} takes over from ${subjectName(lost)}"
    href=${link({ ...read(), whatif: `move ${lost}:all:${one.supplier}` })}>Simulate</a>`}</td></tr>`;

function trend(known, currency) {
  const growth = known?.growthUsd ?? known?.growth;
  if (growth == null) {
    return html`<td colspan="2">${known?.absence ?? 'not known'}</td>`;
  }
  const sign = growth < 0 ? '−' : growth > 0 ? '+' : '';
  return html`<td class="number">${sign}${money(Math.abs(growth), currency)}</td><td>${filled(known)}</td>`;
}

/** When a trend would fill the gap. */
const filled = ({ monthsToFill, filledBy, filledInAYear }) => (monthsToFill == null ? 'never: it does not grow'
  : !filledBy ? 'in more than 100 years'
    : html`in ${monthsToFill} months (${filledBy})${filledInAYear == null ? nothing
      : html`<small>${percent(filledInAYear)} of it in a year</small>`}`);

import { figure as chart } from '../charts/frame.js';
import { UNIT_VALUE_HEIGHT, unitValueLines, unitValueOption, unitValueTable } from '../charts/unit-values.js';
import { html, nothing } from '../lib.js';
import { book, country } from '../names.js';
import { panel } from '../panel.js';
import { bookHistory, bookId, fileName, isFigure, isGapOf, isPartOf, limits, monthChoice, stateOf } from './book.js';

/** Points of 100 between shares by value and by weight, as docs/method.md has it. */
const APART = 20;

/** What a kilogram is worth: a share by value that differs from one by weight has its reason here. */
export const unitValuesPanel = (state, shares) => panel('unit-values', 'Value per kilogram', bookId(shares),
  () => load(state, shares));

async function load(state, shares) {
  const history = await bookHistory(state);
  if (!history.unitValue.some(isFigure)) {
    return html`<p>There is no value per kilogram: no record of this book has a weight.</p>`;
  }
  const currency = history.currency ?? 'USD';
  const lines = unitValueLines(history);
  return html`${chart({
    name: fileName(state, shares.asOf, 'value-per-kilogram'),
    title: `${currency} per kilogram of ${shares.reporter} imports of ${book(shares.mineral)}, ${history.windowMonths} months to each month.`,
    note: limits(history),
    hint: 'Only records that have a weight.',
    description: `Value per kilogram of all suppliers together and of ${lines.length - 1} of them, from ${history.asOf[0]} to ${
      history.asOf[history.asOf.length - 1]}.`,
    height: UNIT_VALUE_HEIGHT,
    option: unitValueOption(history, lines, { asOf: shares.asOf, isGap: isGapOf(history), isPart: isPartOf(history),
      supplier: state.supplier, amount }),
    table: () => unitValueTable(history, lines, currency, (at) => stateOf(history, at)),
    ...monthChoice(history),
  })}${marked(shares)}${gap(shares)}`;
}

const amount = (value) => (value == null ? '' : value.toLocaleString('en', { maximumSignificantDigits: 4 }));

/** Suppliers whose goods are probably of another kind. */
function marked(shares) {
  const far = shares.countries.filter((one) => one.unitValueMarked);
  return far.length === 0 ? nothing : html`<p class="note">To ${shares.asOf} the value per kilogram of ${
    far.map((one) => `${country(one.country)} (${amount(one.unitValue)})`).join(', ')} is more than four times the median, ${
    amount(shares.medianUnitValue)}, or less than a quarter of it: probably goods of another kind.</p>`;
}

/** From here on, the two kinds of shares say different things. */
const gap = ({ asOf, valueWeightGap }) => (valueWeightGap >= APART
  ? html`<p class="note">To ${asOf} the shares of a supplier by value and by weight
    differ by ${valueWeightGap.toFixed(1)} points.</p>` : nothing);

import { get } from '../api.js';
import { alternativesHeight, alternativesOption, alternativesTable } from '../charts/alternatives.js';
import { figure as chart } from '../charts/frame.js';
import { money, percent } from '../format.js';
import { html, nothing } from '../lib.js';
import { bloc, book, country, subject as subjectName } from '../names.js';
import { panel } from '../panel.js';
import { link } from '../state.js';
import { alternativeTable, times } from './alternative-table.js';
import { fileName } from './book.js';

const NEAR = 'usmca';
const UNKNOWN = 'XX';
const SHOWN = 8;

/** Who could replace a supplier: what the others supply, how fast that grows, and when it would fill the gap. */
export const alternativesPanel = (state, shares) => panel('alternatives',
  state.supplier ? `Alternatives to ${subjectName(state.supplier)}` : 'Alternatives',
  `${shares.dataset}/${shares.reporter}/${shares.mineral}`, () => load(state, shares));

async function load({ supplier }, { dataset, reporter, mineral, asOf }) {
  if (!supplier || supplier === UNKNOWN) {
    return html`<p>Unknown origins are not one supplier that others could replace. Choose a supplier of the table or the
      map.</p>`;
  }
  const asked = { mineral, lose: supplier, dataset, reporter, asOf };
  const [books, near] = await Promise.all([
    get('/api/alternatives', asked),
    supplier === NEAR ? [] : get('/api/alternatives', { ...asked, bloc: NEAR }),
  ]);
  const [own, ...forms] = books.map((one) => ({ ...one, near: near.find(({ mineral: of }) => of === one.mineral) }));
  return html`${bookOf(own, true)}
    ${forms.map((form) => html`<details class="form"><summary>${book(form.mineral)}: ${
      form.gap.ofImports === 0 ? `none of it from ${subjectName(supplier)}` : gapWords(form)}</summary>
      ${bookOf(form, false)}</details>`)}
    <p class="quiet">Trends suppose that what a country supplies grows by the same amount each year as it did in the last 12 or 36
      months. They are no forecast: a value also grows with prices, and mines take years to open.
      <a href=${link({ screen: 'method', subject: 'alternatives' })}>Method</a></p>`;
}

/** The gap in words: what is missing, as a part of imports and of consumption. */
function gapWords({ gap, currency }) {
  const bound = { lower: 'at least ', upper: 'at most ' }[gap.bound] ?? '';
  return `${money(gap.valueUsd ?? gap.value, currency)}, ${percent(gap.ofImports)} of imports${
    gap.ofConsumption == null ? '' : `, ${bound}${percent(gap.ofConsumption)} of consumption`}`;
}

function bookOf(alternatives, hasChart) {
  const { lost, gap, together, suppliers, near, currency, production } = alternatives;
  if (gap.ofImports === 0) {
    return html`<p>${subjectName(lost)} supplies none of ${book(alternatives.mineral)} in these months: nothing has to be
      replaced.</p>`;
  }
  if (suppliers.length === 0) {
    return html`<p>${subjectName(lost)} supplies all of it (${gapWords(alternatives)}): there is no other supplier.</p>`;
  }
  const nearby = new Set(near?.suppliers.map((one) => one.supplier));
  const supplying = new Set(suppliers.map((one) => one.supplier));
  const listed = [...suppliers, ...(near?.suppliers ?? []).filter((one) => !supplying.has(one.supplier))];
  const first = listed.filter((one, at) => at < SHOWN || nearby.has(one.supplier));
  const rest = listed.filter((one) => !first.includes(one));
  const absences = absencesOf([together, ...listed]);
  const trends = together.trends.map(({ months }) => months).filter((months) => !absences.has(months));
  const view = { currency, nearby, production, trends, hasUnitValue: listed.some(({ unitValue }) => unitValue != null) };
  const others = { ...together, name: 'all others together' };
  return html`
    <p>Without ${subjectName(lost)}, ${gapWords(alternatives)} would be missing${gap.ofConsumption == null && gap.relianceAbsence
      ? ` (the part of consumption is not known: ${gap.relianceAbsence})` : ''}.
      ${together.times == null ? 'Nobody else supplies anything.'
        : `All others together would have to supply ${times(together.times)} as much as they do.`}</p>
    ${[...absences].map(([months, reason]) => html`<p class="note">No trend over ${months} months: ${reason}.</p>`)}
    ${production ? nothing : html`<p class="note">No list says which countries produce ${book(alternatives.mineral)}.</p>`}
    ${hasChart && trends.length ? filledChart([others, ...first], trends[0], alternatives) : nothing}
    ${alternativeTable([
      others,
      ...(near ? [{ ...near.together, name: `${bloc(NEAR)} together` }] : []),
      ...first,
    ], view, alternatives)}
    ${rest.length === 0 ? nothing : html`<details><summary>${rest.length} more</summary>
      ${alternativeTable(rest, view, alternatives)}</details>`}`;
}

/** The part of the gap that the suppliers would fill, by the trend over some months; nothing if none of them grows. */
function filledChart(suppliers, months, { dataset, reporter, mineral, asOf, lost }) {
  const rows = suppliers
    .map((one) => ({ name: one.name ?? country(one.supplier), ...one.trends.find((some) => some.months === months) }))
    .filter(({ filledInThreeYears }) => filledInThreeYears > 0)
    .map(({ name, filledInAYear, filledInThreeYears }) => ({ name, inAYear: filledInAYear, inThreeYears: filledInThreeYears }));
  const title = `Part of the gap that each would fill, if it grows as in the ${months} months to ${asOf}`;
  return rows.length === 0 ? html`<p class="note">None of them has grown in the ${months} months to ${asOf}.</p>` : chart({
    name: fileName({ subject: mineral, dataset, reporter }, asOf, `alternatives-to-${lost}`),
    title,
    description: `${title}: ${rows.slice(0, 3).map(({ name, inAYear }) => `${name} ${percent(inAYear)} in a year`).join(', ')}.`,
    height: alternativesHeight(rows),
    option: alternativesOption(rows),
    table: () => alternativesTable(rows, title),
  });
}

/** Why the trend over some months is not known, where the reason is the same for all. */
function absencesOf(suppliers) {
  const absences = new Map();
  for (const { months, absence } of suppliers[0].trends) {
    if (absence && suppliers.every(({ trends }) => trends.find((one) => one.months === months)?.absence === absence)) {
      absences.set(months, absence);
    }
  }
  return absences;
}

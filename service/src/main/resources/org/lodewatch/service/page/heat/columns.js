import { sparkline } from '../charts/sparkline.js';
import { integer, percent, total } from '../format.js';
import { html, nothing } from '../lib.js';
import { book, subject } from '../names.js';
import { severity } from '../severity.js';
import { link, read } from '../state.js';
import { styleProperties } from '../style-properties.js';
import { change } from './change.js';

// A column of the table of minerals has: `id`, for the URL; `head`; `hint`, the whole meaning; `order`, what it is sorted by, the largest
// first unless it `isText`; `kind`, by which it is aligned, 'number' if missing; `cell`, its content for a row; `csv`, pairs of a head and a function of a row. Those with the same `group`
// have a common head.

const RANKS = ['First', 'Second', 'Third', 'Fourth'];

const GRAVITY = { critical: 2, warning: 1, none: 0 };

/** The worst alert of a row: of a mineral, or of one of its forms. */
export const worst = (row) => [row, ...(row.forms ?? [])].map((one) => one.alert ?? 'none')
  .reduce((one, other) => (GRAVITY[other] > GRAVITY[one] ? other : one));

const pointsOf = (part) => (100 * part).toFixed(1);

/** The columns for a state: of ranks, or of the countries and blocs that it names. */
export const columns = (state, rows) => [ALERT, DEPENDENCE, ...suppliers(state), HHI, LINE, VALUE, reliance(rows)];

/** The ids of the countries and blocs that have a column of their own. */
export const chosenSuppliers = ({ cols = '' }) => cols.split(',').filter(Boolean);

function suppliers(state) {
  const chosen = chosenSuppliers(state);
  const group = `Suppliers: share of imports by ${state.measure === 'weight' ? 'weight' : 'value'}, change in a year in points`;
  return chosen.length > 0 ? chosen.map((id) => named(id, group)) : [...RANKS.keys()].map((rank) => ranked(rank, group));
}

const ranked = (rank, group) => ({
  id: String(rank + 1),
  group,
  kind: 'share',
  head: RANKS[rank],
  order: (row) => row.suppliers[rank]?.share,
  cell: (row) => share(row, row.suppliers[rank], true),
  csv: [[`supplier ${rank + 1}`, (row) => row.suppliers[rank]?.id], [`share ${rank + 1}`, (row) => row.suppliers[rank]?.share],
    [`change ${rank + 1}`, (row) => row.suppliers[rank]?.change]],
});

const named = (id, group) => ({
  id,
  group,
  kind: 'share',
  head: subject(id),
  isNamed: true,
  order: (row) => row.named[id]?.share,
  cell: (row) => share(row, row.named[id], false),
  csv: [[`share of ${id}`, (row) => row.named[id]?.share], [`change of ${id}`, (row) => row.named[id]?.change]],
});

/** A cell of the heat table: its shade is the share, and it opens the mineral with this supplier. */
function share(row, supplier, isNamed) {
  return supplier?.share == null ? html`<td class="share absent"></td>` : html`<td class="share" ${styleProperties({ '--share': supplier.share })}><a
    href=${toMineral(row, supplier.id)} aria-label=${isNamed ? nothing : `${subject(supplier.id)} ${percent(supplier.share)} of ${book(row.mineral)}`}>${
    isNamed ? html`<span class="supplier">${subject(supplier.id)}</span>` : nothing}
    <b>${percent(supplier.share)}</b> ${change(supplier.change, pointsOf, 'points')}</a></td>`;
}

export const toMineral = (row, supplier = '') => {
  const { asOf, measure } = read();
  return link({ screen: 'mineral', subject: row.mineral, dataset: row.dataset, reporter: row.reporter, asOf, measure, supplier });
};

const ALERT = {
  id: 'alert',
  kind: 'text',
  head: 'Alert',
  hint: 'The worst open alert of the mineral and its forms',
  order: (row) => GRAVITY[worst(row)],
  cell: (row) => html`<td>${severity(worst(row))}${ofForms(row)}</td>`,
  csv: [['alert', (row) => row.alert ?? 'none']],
};

/** Whose alert it is, if the mineral itself has none as bad. */
function ofForms(row) {
  const gravest = worst(row);
  const forms = (row.forms ?? []).filter((form) => form.alert === gravest);
  return gravest === (row.alert ?? 'none') ? nothing : html`<small class="below">${forms.length === 1 ? book(forms[0].mineral)
    : `${forms.length} of ${row.forms.length} forms`}</small>`;
}

const DEPENDENCE = {
  id: 'dependence',
  head: 'Consumption on one country',
  hint: 'Part of consumption that depends on the first supplier: its share times the net import reliance',
  order: (row) => mostDependent(row).effectiveDependence,
  cell: (row) => html`<td class="number">${dependence(row)}</td>`,
  csv: [['effective dependence', (row) => row.effectiveDependence], ['bound', (row) => row.reliance?.bound]],
};

/** The mineral, or the form of it that depends more on one country. */
const mostDependent = (row) => [row, ...(row.forms ?? [])].reduce((one, other) => (
  (other.effectiveDependence ?? -1) > (one.effectiveDependence ?? -1) ? other : one));

/** A form that depends more has its name below; of a mineral without a figure, it is the figure. */
function dependence(row) {
  const most = mostDependent(row);
  if (most === row) {
    return bounded(row);
  }
  return row.effectiveDependence == null ? html`${bounded(most)}<small class="below">${book(most.mineral)}</small>`
    : html`${bounded(row)}<small class="below">${book(most.mineral)} ${bounded(most)}</small>`;
}

/** A part that is computed from a bound of reliance is one itself. */
const bounded = ({ effectiveDependence, reliance }) => (effectiveDependence == null ? nothing
  : `${{ lower: '≥\u00a0', upper: '≤\u00a0' }[reliance?.bound] ?? ''}${percent(effectiveDependence)}`);

const HHI = {
  id: 'hhi',
  head: 'HHI',
  hint: 'Concentration of suppliers, 0 to 10,000, and its change in a year',
  order: (row) => row.hhi,
  cell: (row) => html`<td class="number">${integer(row.hhi)} ${change(row.hhiChange, integer, '')}</td>`,
  csv: [['hhi', (row) => row.hhi]],
};

const LINE = {
  id: 'line',
  kind: 'line',
  head: '24 months',
  hint: 'Share of the first supplier in the windows to the last 24 months, from 0 to 100 %',
  cell: (row) => html`<td class="line">${row.recent ? sparkline('Share of the first supplier', row.recent.asOf, row.recent.topShare) : nothing}</td>`,
  csv: [],
};

const VALUE = {
  id: 'value',
  head: 'Imports in 12 months',
  order: (row) => row.totalValueUsd ?? row.totalValue,
  cell: (row) => html`<td class="number">${total(row)}</td>`,
  csv: [['value', (row) => row.totalValueUsd ?? row.totalValue], ['currency', (row) => row.currency ?? 'USD']],
};

/** The year is in the head if all rows have the same one. */
function reliance(rows) {
  const years = [...new Set(rows.map((row) => row.reliance?.year).filter(Boolean))];
  return {
    id: 'reliance',
    head: `Net import reliance${years.length === 1 ? ` ${years[0]}` : ''}`,
    hint: 'Part of consumption that is imported, as the USGS prints it; E is net exports',
    order: (row) => row.reliance?.value,
    cell: (row) => html`<td class="number">${printed(row, years.length > 1)}</td>`,
    csv: [['net import reliance', (row) => row.reliance?.printed], ['reliance year', (row) => row.reliance?.year]],
  };
}

function printed({ reliance: figure, relianceAbsence }, withYear) {
  if (!figure) {
    return html`<span class="visually-hidden">${relianceAbsence ?? 'none is published'}</span>`;
  }
  return html`${figure.printed}${/\d/.test(figure.printed) ? '\u00a0%' : nothing}${withYear ? html`<small>${figure.year}</small>` : nothing}`;
}

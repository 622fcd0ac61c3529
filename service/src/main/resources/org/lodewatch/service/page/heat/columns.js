import { sparkline } from '../charts/sparkline.js';
import { integer, percent, total } from '../format.js';
import { html, nothing } from '../lib.js';
import { book, subject } from '../names.js';
import { severity } from '../severity.js';
import { link, read } from '../state.js';
import { styleProperties } from '../style-properties.js';
import { change } from './change.js';

// A column of the table of minerals has: `id`, for the URL; `head`; `hint`, the whole meaning; `order`, what it is sorted by, the largest
// first unless it `isText`; `kind`, by which it is aligned, 'number' if missing; `cell`, its content for a row; `csv`, pairs of a head
// and a function of a row. Those with the same `group`
// have a common head.

const RANKS = ['First', 'Second', 'Third', 'Fourth'];

const GRAVITY = { critical: 2, warning: 1, none: 0 };

/** The worst alert of a row: of a mineral, or of one of its forms. */
export const worst = (row) => [row, ...(row.forms ?? [])].map((one) => one.alert ?? 'none')
  .reduce((one, other) => (GRAVITY[other] > GRAVITY[one] ? other : one));

const pointsOf = (part) => (100 * part).toFixed(1);

/**
 * The columns for a state: of ranks, or of the countries and blocs that it names. Dependence and reliance are left out where no row has
 * them; the caption of the table says why.
 */
export const columns = (state, rows) => [ALERT, ...(hasReliance(rows) ? [DEPENDENCE] : []), ...suppliers(state), HHI, LINE, VALUE,
  ...(hasReliance(rows) ? [reliance(rows)] : [])];

/** Whether the net import reliance of any row or form is known. */
export const hasReliance = (rows) => rows.some((row) => row.reliance || row.forms?.some((form) => form.reliance));

/** The ids of the countries and blocs that have a column of their own. */
export const chosenSuppliers = ({ cols = '' }) => cols.split(',').filter(Boolean);

function suppliers(state) {
  const chosen = chosenSuppliers(state);
  const group = `Suppliers: share of imports by ${state.measure === 'weight' ? 'weight' : 'value'}, change in a year in points`;
  return chosen.length > 0 ? chosen.map((id) => named(id, group)) : [...[...RANKS.keys()].map((rank) => ranked(rank, group)), others(group)];
}

const ranked = (rank, group) => ({
  id: String(rank + 1),
  group,
  kind: 'share',
  head: RANKS[rank],
  order: (row) => row.countries[rank]?.share,
  cell: (row) => cell(row, row.countries[rank], row.countries[rank]?.country, true),
  csv: [[`supplier ${rank + 1}`, (row) => row.countries[rank]?.country], [`share ${rank + 1}`, (row) => row.countries[rank]?.share],
    [`change ${rank + 1}`, (row) => row.countries[rank]?.change]],
});

const part = (row, id) => row.suppliers?.find((one) => one.id === id);

const named = (id, group) => ({
  id,
  group,
  kind: 'share',
  head: subject(id),
  order: (row) => part(row, id)?.share,
  cell: (row) => cell(row, part(row, id), id, false),
  csv: [[`share of ${id}`, (row) => part(row, id)?.share], [`change of ${id}`, (row) => part(row, id)?.change]],
});

const others = (group) => ({
  id: 'others',
  group,
  head: 'Others',
  hint: 'Share of all other suppliers',
  order: (row) => row.otherShare,
  cell: (row) => html`<td class="number">${percent(row.otherShare)}${row.unknownShare >= .001 ? html`<small
    class="nowrap">${percent(row.unknownShare)} unknown</small>` : nothing}</td>`,
  csv: [['other suppliers', (row) => row.otherShare], ['unknown origin', (row) => row.unknownShare]],
});

/** A cell of the heat table: its shade is the share, and it opens the mineral with this supplier. */
function cell(row, supplied, id, isNamed) {
  if (!supplied) {
    return html`<td class="share"><span class="absent">${row.measureAbsence ? nothing : '–'}</span></td>`;
  }
  const { share, change: by } = supplied;
  return html`<td class="share" data-supplier=${id} ${styleProperties({ '--share': share })}><a href=${toMineral(row, id)}>${
    isNamed ? html`<span class="supplier">${subject(id)}</span>` : html`<span class="visually-hidden">${subject(id)} supplies</span>`}
    <b>${percent(share)}</b><span class="visually-hidden"> of ${book(row.mineral)}</span> ${change(by, pointsOf, 'points')}</a></td>`;
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
  return gravest === (row.alert ?? 'none') ? nothing
    : html`<small class="below">${forms.length} of ${row.forms.length} ${row.forms.length === 1 ? 'form' : 'forms'}</small>`;
}

const DEPENDENCE = {
  id: 'dependence',
  head: 'Depends on one country',
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
    return row.effectiveDependence == null ? unknown(row.relianceAbsence) : bounded(row);
  }
  return row.effectiveDependence == null ? html`${bounded(most)}<small class="below">${book(most.mineral)}</small>`
    : html`${bounded(row)}<small class="below">${book(most.mineral)} ${bounded(most)}</small>`;
}

const unknown = (reason) => html`<small title=${reason ?? nothing}>not known</small>`;

/** A part that is computed from a bound of reliance is one itself. */
const bounded = ({ effectiveDependence, reliance: of }) => `${{ lower: '≥\u00a0', upper: '≤\u00a0' }[of?.bound] ?? ''}${percent(effectiveDependence)}`;

const HHI = {
  id: 'hhi',
  head: 'HHI',
  hint: 'Concentration of suppliers, 0 to 10,000, and its change in a year; ≥ where origins are unknown, which add nothing to it',
  order: (row) => row.hhi,
  cell: (row) => html`<td class="number">${row.unknownShare >= .001 ? '≥\u00a0' : ''}${integer(row.hhi)} ${change(row.hhiChange, integer, '')}</td>`,
  csv: [['hhi', (row) => row.hhi]],
};

const LINE = {
  id: 'line',
  kind: 'line',
  head: '24 months',
  hint: 'Share of the first supplier in each twelve months, from 0 to 100 %',
  cell: (row) => html`<td class="line">${row.topCountry ? sparkline(subject(row.topCountry), row.recent.asOf, row.recent.topShare) : nothing}</td>`,
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
    return unknown(relianceAbsence);
  }
  return html`${figure.printed}${/\d/.test(figure.printed) ? '\u00a0%' : nothing}${withYear ? html`<small>${figure.year}</small>` : nothing}`;
}

import { get } from '../api.js';
import { month } from '../format.js';
import { chosenSuppliers, columns, hasReliance } from '../heat/columns.js';
import { selected } from '../heat/rows.js';
import { summary } from '../heat/summary.js';
import { heatTable, sortable } from '../heat/table.js';
import { tools } from '../heat/tools.js';
import { html, nothing } from '../lib.js';
import { country, subject } from '../names.js';
import { chosen } from '../pickers.js';
import { adjust, link, read } from '../state.js';
import { sinceLastVisit } from '../visits.js';

export const choices = { dataset: true, reporter: true, asOf: true, measure: true };

/** As many as there are ranks, and what the lines show. */
const TABLE = { top: 4, months: 24 };

/** What the reporter depends on most, first. The order is the server's until the reader sorts by a column. */
export async function screen(state, datasets) {
  if (datasets.length === 0) {
    return { title: 'Overview', body: html`<h1>Nothing is published yet</h1>
      <p class="lede">Publish imports with <code>lodewatch produce</code>. This page shows them as soon as their shares are there.</p>` };
  }
  const { dataset, reporter, asOf } = chosen(state, datasets);
  const minerals = await get('/api/minerals', { ...TABLE, dataset, reporter, asOf: state.asOf, measure: state.measure,
    suppliers: state.cols });
  const newest = state.asOf || asOf[asOf.length - 1];
  return { title: `Overview, ${country(reporter)}`, body: html`${heading(state, reporter, newest, minerals[0]?.basis)}
    ${sinceLastVisit({ dataset, reporter })}
    ${minerals.length === 0 ? html`<p>${dataset} has no twelve months to ${month(newest)}.
      <a href=${link({ ...read(), asOf: '' })}>Show the newest ones</a></p>` : content(state, minerals, newest)}` };
}

function heading(state, reporter, newest, basis) {
  const suppliers = chosenSuppliers(state);
  return html`<h1>${suppliers.length === 1 ? `${country(reporter)}: imports from ${subject(suppliers[0])}`
    : `${country(reporter)}: dependence on suppliers`}</h1>
    <p class="lede">Shares of imports by ${state.measure === 'weight' ? 'weight' : 'value'} in the twelve months to <time
      datetime=${newest}>${month(newest)}</time>${basis ? ` · ${basis}` : nothing}</p>`;
}

function content(state, all, newest) {
  const shown = columns(state, all);
  const column = sortable(shown).find(({ id }) => id === state.sort?.replace(/^-/, ''));
  const found = selected(all, state, column, state.sort?.startsWith('-'));
  return html`${summary(all, state, newest)}
    ${tools(state, chosenSuppliers(state), () => table(found, shown, newest))}
    ${found.length === 0 ? html`<p>No mineral is like that.
      <button type="button" @click=${() => adjust({ find: '', alert: '' })}>Show all</button></p>`
      : heatTable({ rows: found, columns: shown, state, newest, caption: caption(column, state, all) })}
    ${explanations()}`;
}

/** Where the terms of the table are explained, and where delays are shown. */
function explanations() {
  const method = (section, name) => html`<a href=${link({ screen: 'method', subject: section })}>${name}</a>`;
  return html`<p id="explanations" class="note">Explained in the method: ${method('hhi', 'HHI')},
    ${method('net-import-reliance', 'net import reliance')}, ${method('alternatives', 'alternatives')} and
    ${method('detour', 'detour')}. To see who could replace a supplier, click its share. Whether anything is behind is in
    <a href=${link({ screen: 'operations' })}>Operations</a>.</p>`;
}

/** The order of the rows, and why figures are missing. */
function caption(column, { sort }, all) {
  const small = 'last what is imported for less than a million dollars.';
  if (column) {
    return `${column.head}: ${(sort[0] === '-') === Boolean(column.isText) ? 'the largest' : 'the smallest'} first.`;
  }
  return hasReliance(all) ? `First what most of consumption depends on; what is exported on balance, and ${small}`
    : `By the share of the first supplier, because no net import reliance of these is published; ${small}`;
}

/** What is shown, for a spreadsheet: a row for each mineral and form. */
function table(found, shown, newest) {
  const { dataset, reporter } = found[0] ?? {};
  const fields = [['mineral', (row) => row.mineral], ['form of', (row) => row.formOf], ['as of', (row) => row.asOf],
    ...shown.flatMap((column) => column.csv)];
  return { name: `lodewatch-${dataset}-${reporter}-${newest}`, head: fields.map(([head]) => head),
    rows: found.flatMap((row) => [row, ...(row.forms ?? [])]).map((row) => fields.map(([, value]) => value(row))) };
}

import { html, nothing, repeat } from '../lib.js';
import { month } from '../format.js';
import { book } from '../names.js';
import { adjust } from '../state.js';
import { toMineral } from './columns.js';

const MINERAL = { id: 'mineral', kind: 'name', head: 'Mineral', isText: true, order: (row) => book(row.mineral) };

/** The columns that a table can be sorted by. */
export const sortable = (columns) => [MINERAL, ...columns].filter((column) => column.order);

/**
 * The minerals and their suppliers.
 *
 * @param caption above the table: what its figures are
 * @param newest the month of most rows; a row of another month names its own
 */
export function heatTable({ rows, columns, state, caption, newest }) {
  const open = new Set((state.open ?? '').split(',').filter(Boolean));
  const isMany = columns.length > MANY;
  return html`<div class="scroll ${isMany ? 'many' : ''}" role="region" aria-labelledby="heat-caption" tabindex="0"><table class="heat">
    <caption id="heat-caption">${caption}</caption>
    <thead>${heads(columns, state)}</thead>
    ${repeat(rows, (row) => row.mineral, (row) => {
      const isOpen = row.isFound || open.has(row.mineral);
      return html`<tbody>${line(row, columns, newest, row.forms?.length ? fold(row, isOpen, open) : nothing, false)}${
        isOpen ? repeat(row.forms, (form) => form.mineral, (form) => line(form, columns, newest, nothing, true)) : nothing}</tbody>`;
    })}
  </table></div>`;
}

const MANY = 11;

function heads(columns, state) {
  const grouped = columns.filter((column) => column.group);
  return html`<tr>${head(MINERAL, state, 2)}${columns.map((column) => {
    if (!column.group) {
      return head(column, state, 2);
    }
    return column === grouped[0] ? html`<th scope="colgroup" colspan=${grouped.length} class="group">${column.group}</th>` : nothing;
  })}</tr><tr>${grouped.map((column) => head(column, state, 1))}</tr>`;
}

function head(column, state, rowspan) {
  const { id, kind = 'number', head: name, hint, order } = column;
  const direction = sortedBy(state, column);
  return html`<th scope="col" rowspan=${rowspan} class=${kind} aria-sort=${direction ?? nothing}>${
    order ? html`<button type="button" class="sort" data-column=${id} title=${hint ?? nothing} @click=${() => adjust({ sort: next(state, column) })}>${name}<span
      class="direction" aria-hidden="true">${{ ascending: '↑', descending: '↓' }[direction] ?? ''}</span></button>` : html`<span
      class="sort" title=${hint ?? nothing}>${name}</span>`}</th>`;
}

/** The direction in which a table is sorted by a column: ascending or descending, if it is. */
function sortedBy({ sort }, { id, isText }) {
  if (sort !== id && sort !== `-${id}`) {
    return undefined;
  }
  return (sort === id) === Boolean(isText) ? 'ascending' : 'descending';
}

/** A column sorts by itself, then the other way round, then not any more. */
const next = ({ sort }, { id }) => (sort === id ? `-${id}` : sort === `-${id}` ? '' : id);

function line(row, columns, newest, toggle, isForm) {
  return html`<tr class=${isForm ? 'form' : ''} data-book=${row.mineral}>
    <th scope="row" class="name"><div class="book">${toggle}<div><a class="row" href=${toMineral(row)}>${book(row.mineral)}</a>${marks(row, newest)}</div></div></th>
    ${cells(row, columns)}
  </tr>`;
}

/** Where there are no shares by weight, the reason is in the place of the suppliers. */
function cells(row, columns) {
  const grouped = columns.filter((column) => column.group);
  return columns.map((column) => (!row.measureAbsence || !column.group ? column.cell(row)
    : column === grouped[0] ? html`<td colspan=${grouped.length} class="reason">${row.measureAbsence}</td>` : nothing));
}

const fold = (row, isOpen, open) => html`<button type="button" class="fold" aria-expanded=${isOpen} aria-label="Forms of ${book(row.mineral)}"
  ?disabled=${row.isFound} @click=${() => {
    isOpen ? open.delete(row.mineral) : open.add(row.mineral);
    adjust({ open: [...open].join(',') });
  }}></button>`;

/** What limits the figures of a row, in words. */
function marks(row, newest) {
  const marked = [
    row.asOf !== newest && `to ${month(row.asOf)}`, !row.complete && 'provisional', row.partial && 'rows are missing',
    row.stale && 'no record in two months', row.codeCoverage && `${row.codeCoverage.covered.length} of ${row.codeCoverage.codes} codes`,
    row.seriesBreak && `break: ${row.seriesBreak}`,
  ].filter(Boolean);
  return marked.length ? html`<small class="marks">${marked.join(' · ')}</small>` : nothing;
}

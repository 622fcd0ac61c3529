import { get } from '../api.js';
import { integer, percent, points, total } from '../format.js';
import { html, nothing, repeat, styleMap } from '../lib.js';
import { book, country } from '../names.js';
import { chosen } from '../pickers.js';
import { severity } from '../severity.js';
import { go, link, read } from '../state.js';

const SUPPLIERS = 4;

export const choices = { dataset: true, reporter: true, asOf: true, measure: true };

/** What the reporter depends on most, first. The order is the server's. */
export async function screen(state, datasets) {
  if (datasets.length === 0) {
    return { title: 'Overview', body: html`<h1>Nothing is published yet</h1>
      <p>Publish imports with <code>lodewatch produce</code>. This page shows them as soon as their shares are there.</p>` };
  }
  const owner = chosen(state, datasets);
  const minerals = await get('/api/minerals', { dataset: owner.dataset, reporter: owner.reporter, asOf: state.asOf, top: SUPPLIERS });
  const opened = new Set((state.open ?? '').split(',').filter(Boolean));
  return {
    title: 'Overview',
    body: html`<h1>Dependence of ${country(owner.reporter)} on its suppliers</h1>
      ${minerals.length === 0 ? html`<p>No shares of ${owner.dataset} to ${state.asOf}: choose another month.</p>` : table(minerals, opened)}`,
  };
}

function table(minerals, opened) {
  const { basis } = minerals[0];
  return html`<div class="scroll"><table class="heat">
    <caption>Shares of imports by value in the twelve months to the month of each row${basis ? `, ${basis}` : ''}. First what most of
      consumption depends on; last what the reporter exports on balance, and books under a million dollars.</caption>
    <thead><tr>
      <th scope="col">Mineral</th><th scope="col">Alert</th><th scope="col" class="number">Consumption that depends on one country</th>
      ${Array.from({ length: SUPPLIERS }, (_, rank) => html`<th scope="col">${['First', 'Second', 'Third', 'Fourth'][rank]} supplier</th>`)}
      <th scope="col" class="number">HHI</th><th scope="col" class="number">Net import reliance</th>
      <th scope="col" class="number">Value</th><th scope="col">To</th>
    </tr></thead>
    <tbody>${repeat(minerals, (mineral) => mineral.mineral, (mineral) => rows(mineral, opened))}</tbody>
  </table></div>`;
}

function rows(mineral, opened) {
  const isOpen = opened.has(mineral.mineral);
  return html`${row(mineral, mineral.forms ? fold(mineral, isOpen, opened) : nothing)}
    ${isOpen ? mineral.forms.map((form) => row(form, nothing)) : nothing}`;
}

const fold = (mineral, isOpen, opened) => html`<button class="fold" aria-expanded=${isOpen}
  aria-label="Forms of ${book(mineral.mineral)}" @click=${() => {
    const open = new Set(opened);
    isOpen ? open.delete(mineral.mineral) : open.add(mineral.mineral);
    go({ open: [...open].join(',') });
  }}>${isOpen ? '−' : '+'}</button>`;

function row(shares, toggle) {
  const suppliers = shares.countries.filter((one) => one.country !== 'XX' && one.country !== shares.reporter);
  const to = (subject) => link({ ...read(), screen: 'mineral', subject: shares.mineral, dataset: shares.dataset,
    reporter: shares.reporter, supplier: subject, open: '' });
  return html`<tr class=${shares.formOf ? 'form' : ''}>
    <th scope="row">${toggle}<a class="row" href=${to('')}>${book(shares.mineral)}</a>${marks(shares)}</th>
    <td>${severity(shares.alert ?? 'none')}</td>
    <td class="number">${bounded(shares.effectiveDependence, shares.reliance)}</td>
    ${Array.from({ length: SUPPLIERS }, (_, rank) => cell(suppliers[rank], to))}
    <td class="number">${integer(shares.hhi)}</td>
    <td class="number">${shares.reliance ? `${shares.reliance.printed}${shares.reliance.value == null ? '' : ' %'}` : ''}</td>
    <td class="number">${total(shares)}</td>
    <td>${shares.asOf}</td>
  </tr>`;
}

/** A part that is computed from a bound of reliance is one itself. */
const bounded = (part, reliance) => (part == null ? '' : `${{ lower: '≥ ', upper: '≤ ' }[reliance?.bound] ?? ''}${percent(part)}`);

const cell = (supplier, to) => (supplier ? html`<td class="share" style=${styleMap({ '--share': supplier.valueShare })}>
  <a href=${to(supplier.country)}>${country(supplier.country)} <b>${percent(supplier.valueShare)}</b></a>
  <small title="change within twelve months, points">${points(supplier.valueShareChange)}</small></td>` : html`<td></td>`);

/** What limits the figures of a row, in words. */
function marks(shares) {
  const marked = [
    !shares.complete && 'provisional', shares.partial && 'partial', shares.stale && 'stale',
    shares.codeCoverage && `${shares.codeCoverage.covered.length} of ${shares.codeCoverage.codes} codes`,
  ].filter(Boolean);
  return marked.length ? html` <small class="mark">${marked.join(', ')}</small>` : nothing;
}

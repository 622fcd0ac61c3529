// What an assumed change does to a book: figures before and after, alerts, what is missing.

import { figure, integer, money, percent } from '../format.js';
import { html, nothing } from '../lib.js';
import { bloc, country, subject as subjectName } from '../names.js';
import { severity } from '../severity.js';

/** The verbs of an alert's effect, for one and for several. */
const EFFECTS = [['begins', 'begin'], ['escalates', 'escalate'], ['eases', 'ease'], ['ends', 'end'], ['stays', 'stay']];

const BOUNDS = { lower: '≥\u00a0', upper: '≤\u00a0' };

/** Measures of a book as published, and as they would be. */
export function measures(book) {
  const { before, after, gap, currency } = book;
  const pair = (name, format) => [name, format(before), format(after)];
  const blocs = before.blocs.map((one, at) => [`Share of ${bloc(one.bloc)}`, percent(one.share), percent(after.blocs[at].share)]);
  return [
    pair('Largest supplier', (one) => (one.topCountry ? `${country(one.topCountry)} ${percent(one.topShare)}` : 'none is known')),
    pair('Three largest together', (one) => percent(one.top3Share)),
    pair('Concentration (HHI)', (one) => integer(one.hhi)),
    pair('Effective suppliers', (one) => one.effectiveSuppliers?.toFixed(1) ?? 'not known'),
    pair('Consumption that depends on the largest supplier', (one) => (one.effectiveDependence == null ? 'not known'
      : `${BOUNDS[gap.bound] ?? ''}${percent(one.effectiveDependence)}`)),
    ...blocs,
    ...(before.unproducedShare == null ? []
      : [pair('From countries that are not listed as producers', (one) => percent(one.unproducedShare))]),
    pair('Imports', (one) => money(one.totalValueUsd ?? one.totalValue, currency)),
  ];
}

/** The same as a table. */
export const beforeAfter = (book) => html`<div class="scroll"><table class="before-after">
  <caption>By value, ${book.windowMonths} months to ${book.asOf}</caption>
  <thead><tr><th scope="col">Measure</th><th scope="col" class="number">Published</th>
    <th scope="col" class="number">Simulated</th></tr></thead>
  <tbody>${measures(book).map(([name, before, after]) => html`<tr><th scope="row">${name}</th><td class="number">${before}</td>
    <td class="number">${after}</td></tr>`)}</tbody></table></div>
  ${book.gap.relianceAbsence ? html`<p class="quiet">Consumption is not known: ${book.gap.relianceAbsence}.</p>` : nothing}`;

/** What is missing, and by how much others would have to grow. */
export function missing({ gap, growth, movedPart, currency }) {
  if (gap.ofImports === 0) {
    return html`<p>Nothing is missing: ${movedPart === 0 ? 'nothing changes'
      : `${percent(movedPart)} of the supply comes from elsewhere`}.</p>`;
  }
  const factor = (one) => `${one.times >= 100 ? integer(one.times) : one.times.toFixed(1)}\u00a0times`;
  const name = (one) => (one.supplier === 'others' ? 'all others' : bloc(one.supplier));
  const some = growth.filter((one) => one.times != null);
  const none = growth.filter((one) => one.times == null);
  return html`<p><b>${money(gap.valueUsd ?? gap.value, currency)}</b> would be missing: ${percent(gap.ofImports)} of imports${
    gap.ofConsumption == null ? nothing : html`, ${BOUNDS[gap.bound] ?? ''}${percent(gap.ofConsumption)} of consumption`}.${
    some.length ? html` To fill the gap, a supplier would have to supply so many times as much: ${
      some.map((one, at) => html`${at ? ', ' : ''}${name(one)} ${factor(one)}`)}.` : nothing}${
    none.length ? html` Nothing is left of ${none.map((one, at) => html`${at ? ', ' : ''}${name(one)}`)}.` : nothing}</p>`;
}

/** The alerts that begin, change, end or stay. */
export const alertEffects = ({ alerts, notJudged }) => (notJudged
  ? html`<p class="note">No policy judges these months: ${notJudged}.</p>`
  : alerts.length === 0 ? html`<p>No policy has an alert on it, before or after.</p>`
    : html`<ul class="effects">${alerts.map((one) => html`<li data-alert=${one.alertId} data-effect=${one.effect}>
      <b>${one.effect}</b>:
      ${severity(one.severityBefore)} → ${severity(one.severityAfter)} ${subjectName(one.subject)}, ${one.policyId}:
      ${figure(one.observedBefore, one.metric)} → ${figure(one.observedAfter, one.metric)} by ${one.measure} (lines
      ${figure(one.warning, one.metric)} and ${figure(one.critical, one.metric)})</li>`)}</ul>`);

/** How many alerts begin, escalate, ease or end, in a few words. */
export function alertCounts({ alerts, notJudged }) {
  if (notJudged) {
    return 'not judged';
  }
  return EFFECTS.map(([one, several]) => [alerts.filter(({ effect }) => effect === one).length, one, several])
    .filter(([count]) => count > 0)
    .map(([count, one, several]) => `${count} ${count === 1 ? one : several}`)
    .join(', ') || 'none';
}

/** Where an assumption did less than it says. */
export const notes = (book) => (book.notes.length === 0 ? nothing
  : html`<ul class="note">${book.notes.map((note) => html`<li>${note}</li>`)}</ul>`);

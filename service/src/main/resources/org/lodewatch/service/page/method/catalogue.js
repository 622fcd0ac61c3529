// The lists of the running catalogue: policies, minerals with their codes, blocs, editions.

import { line } from '../policies/fields.js';
import { books, measured } from '../policies/words.js';
import { html, nothing } from '../lib.js';
import { country } from '../names.js';
import { go, link } from '../state.js';

/** The parts {id, title, body} of the method that the running catalogue and the policies in force decide. */
export const catalogueParts = ({ minerals, lists, policies, state }) => [
  { id: 'editions', title: 'Editions', body: editions(lists) },
  { id: 'thresholds', title: 'Thresholds of the policies', body: thresholds(policies) },
  { id: 'minerals', title: 'Minerals and their codes', body: codes(minerals, lists, state) },
  { id: 'bloc-members', title: 'Members of blocs', body: members(lists.blocs) },
];

function editions({ fingerprint, relianceEditions, relianceYears, governanceYear, production }) {
  const produced = [...new Set(production.map(({ edition, years }) => `${edition}, of ${years}`))];
  return html`<dl class="facts">
    <div><dt>Net import reliance</dt><dd data-editions>${relianceEditions.join(', ') || 'none'}${relianceYears.length
      ? html` <small>for ${relianceYears.join(', ')}</small>` : nothing}</dd></div>
    <div><dt>Producers</dt><dd>${produced.join('; ') || 'none'}</dd></div>
    <div><dt>Governance indicators</dt><dd>${governanceYear || 'none'}</dd></div>
    <div><dt>Fingerprint of the catalogue</dt><dd><code>${fingerprint}</code></dd></div>
  </dl><p class="quiet">Instances with the same fingerprint compute the same figures. <a href=${link({ screen: 'method', subject:
    'lists' })}>Sources and licences</a></p>`;
}

const thresholds = (policies) => html`<div class="scroll" tabindex="0" role="region" aria-label="Thresholds"><table>
  <caption class="visually-hidden">Thresholds of the policies</caption>
  <thead><tr><th scope="col">Policy</th><th scope="col">Measures</th><th scope="col">Books</th><th scope="col"
    class="number">Warning</th>
    <th scope="col" class="number">Critical</th></tr></thead>
  <tbody>${policies.map((policy) => html`<tr><th scope="row"><a href=${link({ screen: 'policies', subject:
    policy.id })}>${policy.id}</a></th>
    <td>${measured(policy)}</td><td>${books(policy)}</td><td class="number">${line(policy.warning, policy)}</td>
    <td class="number">${line(policy.critical, policy)}</td></tr>`)}</tbody></table></div>`;

function codes(minerals, { production }, state) {
  const producers = Object.fromEntries(production.map((one) => [one.mineral, one]));
  const [, wanted] = state.subject.split('/');
  const typed = (state.find ?? '').toLowerCase();
  const shown = minerals.filter((one) => !typed || [one.id, one.name, one.symbol ?? '', ...one.aliases ?? []].some((name) =>
    name.toLowerCase().includes(typed))
    || one.forms.some((form) => form.codes.some(({ code }) => code.startsWith(typed))));
  return html`<p>The book of a mineral adds up its headline forms. Other forms, such as scrap, have books of their own and are
    left out of it.</p>
    <p class="tools"><label><span>Mineral or code</span> <input id="method-find" type="search" .value=${state.find ?? ''}
      @change=${({ target }) => go({ subject: 'minerals', find: target.value.trim() })}></label> <span
        role="status">${shown.length} of ${minerals.length}</span></p>
    ${shown.map((one) => mineral(one, producers[one.id], one.id === wanted || (typed && shown.length < 4)))}`;
}

const mineral = (one, producers, isOpen) => html`<details class="mineral" id="mineral-${one.id}" data-mineral=${one.id}
  ?open=${isOpen}>
  <summary><b>${one.name}</b>${one.symbol ? ` (${one.symbol})` : ''} <small>${summary(one)}</small></summary>
  ${one.note ? html`<p>${one.note}</p>` : nothing}
  ${one.netImportReliance ? html`<p>Net import reliance: ${reliance(one.netImportReliance)}.
    <small>${one.netImportReliance.source}</small></p>`
    : html`<p>No net import reliance of the mineral as a whole is published.</p>`}
  ${producers ? html`<p>${producers.producers.length ?
    `Countries that ${producers.verb} it (${producers.edition}, ${producers.years}): ${
    producers.producers.map(country).join(', ')}.` : 'The list of producers has no country.'}</p>` : html`<p>No list of
      producers.</p>`}
  ${one.forms.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="Codes of ${one.name}"><table>
    <caption class="visually-hidden">Forms and codes of ${one.name}</caption>
    <thead><tr><th scope="col">Form</th><th scope="col">Book of the mineral</th><th scope="col">Codes</th><th scope="col"
      class="number">Content</th>
      <th scope="col">Reliance</th></tr></thead>
    <tbody>${one.forms.map((form) => html`<tr><th scope="row">${form.name} <small>${form.stage}</small></th>
      <td>${form.headline ? 'counted' : 'left out'}</td>
      <td>${form.codes.map((code, at) => html`${at ? ', ' : ''}<span class="nowrap"
        title="${code.description} (${code.source})">${code.code}${code.confirmed ? '' : '?'}${
        code.validFrom ? ` from ${code.validFrom}` : ''}${code.validTo ? ` to ${code.validTo}` : ''}</span>`)}</td>
      <td class="number">${form.content == null ? '' : form.content}</td><td>${form.netImportReliance ?
        reliance(form.netImportReliance) : ''}</td></tr>`)}</tbody></table></div>
    ${one.forms.some((form) => form.codes.some((code) => !code.confirmed)) ? html`<p class="quiet">? no published list or text of
      the tariff confirms that the code is this form.</p>` : nothing}`
    : html`<p>It has no commodity codes of its own${one.standIn ? `: its trade is in ${one.standIn}` : ''}.</p>`}
  <p class="quiet">Source: ${one.source}</p>
</details>`;

const summary = ({ forms, lists }) => [
  lists.length ? `US list of ${lists.join(' and ')}` : '',
  forms.length ? `${forms.length} ${forms.length === 1 ? 'form' : 'forms'}${forms.some((form) => !form.headline) ?
    `, without ${forms.filter((form) => !form.headline)
    .map((form) => form.form).join(', ')}` : ''}` : 'no codes of its own',
].filter(Boolean).join('; ');

/** As printed, with the year, the edition, and whether it is a bound. */
const reliance = ({ printed, year, edition, bound, value }) => `${printed}${value == null || printed === 'E' ? '' :
  '\u00a0%'} (${year}, ${edition}${
  bound && bound !== 'exact' ? `, ${bound} bound` : ''}${printed === 'E' ? ', net exporter' : ''})`;

const members = (blocs) => html`<dl class="members">${blocs.map((one) => html`<div data-bloc=${one.id}><dt>${one.name}
  <small>${one.id}, ${one.members.length}</small></dt>
  <dd>${one.members.map(country).join(', ')}</dd></div>`)}</dl>`;

import { saveCsv } from '../csv.js';
import { integer, money, percent } from '../format.js';
import { html, nothing } from '../lib.js';
import { book as bookName, country, loadNames } from '../names.js';
import { alertCounts } from '../panels/effects.js';
import { refusal } from '../panels/what-if.js';
import { chosen } from '../pickers.js';
import { go, link, read, shared } from '../state.js';
import { loadScenarios, ofScenario, parse, simulate, words } from '../what-if.js';

export const choices = { dataset: true, reporter: true, asOf: true };

const UNKNOWN = 'XX';
const BOUNDS = { lower: '≥\u00a0', upper: '≤\u00a0' };

/** Who is hit by an assumed change of the supply: all minerals and forms in which something changes, the gravest first. */
export async function screen(state, datasets) {
  const owner = chosen(state, datasets);
  const [scenarios, names] = await Promise.all([loadScenarios(), loadNames()]);
  const { scenario, moves } = parse(state.whatif, scenarios);
  return {
    title: 'What if',
    body: html`<h1>${state.whatif ? `What if ${scenario?.title ?? words(moves)}?` : 'What if'}</h1>
      ${fields(state, scenarios, names)}
      ${state.whatif ? await answer(state, owner) : html`<p>Choose a country or a scenario: every mineral and form that it would hit
        is listed here, the largest part of consumption first. Nothing is published.</p>`}`,
  };
}

function fields(state, scenarios, names) {
  const { scenario, moves } = parse(state.whatif, scenarios);
  const lost = !scenario && moves.length === 1 && moves[0].kind === 'lose' && moves[0].amount === 'all' ? moves[0].from : '';
  const countries = Object.keys(names.countries).filter((code) => code !== UNKNOWN)
    .sort((one, other) => country(one).localeCompare(country(other), 'en'));
  const option = (value, isChosen, text) => html`<option value=${value} .selected=${isChosen}>${text}</option>`;
  const to = (whatif) => go({ whatif });
  return html`<form class="assume" aria-label="Assumption" @submit=${(event) => {
    event.preventDefault();
    to(new FormData(event.target).get('moves').trim());
  }}>
    <label><span>Nothing comes from</span><select id="lost-supplier"
      @change=${({ target }) => to(target.value && `lose ${target.value}`)}>
      ${option('', !lost, 'choose')}
      <optgroup label="Blocs">${Object.keys(names.blocs).map((id) => option(id, id === lost, names.blocs[id]))}</optgroup>
      <optgroup label="Countries">${countries.map((code) => option(code, code === lost, country(code)))}</optgroup></select></label>
    <label><span>Scenario</span><select id="scenario" @change=${({ target }) => to(target.value)}>
      ${option('', !scenario, 'none')}
      ${scenarios.map((one) => option(ofScenario(one.id), one.id === scenario?.id, one.title))}</select></label>
    <label><span>Moves, separated by semicolons</span><input name="moves" id="moves"
      .value=${scenario ? scenario.moves.join('; ') : state.whatif ?? ''}
      placeholder="move CN:20%:MX; cap RU:50%" autocomplete="off" spellcheck="false"></label>
    <div class="apply"><button type="submit">Simulate</button></div>
  </form>`;
}

async function answer(state, { dataset, reporter }) {
  try {
    const found = await simulate(state.whatif, { dataset, reporter, asOf: state.asOf });
    return list(found, state);
  } catch (fault) {
    return refusal(fault);
  }
}

function list(found, state) {
  const { books, unchangedBooks = 0, source, moves } = found;
  const assumed = words(parse(moves.join('; '), []).moves);
  return html`<div class="simulation" id="simulation" role="region" aria-label="Simulation">
      <p><b>Simulated</b>: ${assumed}. Nothing of it is published.${source ? html`<small>Source: ${source}</small>` : nothing}</p>
    <a href=${link({ ...shared(read()), screen: 'overview' })}>Back to published figures</a></div>
    ${source ? html`<p class="quiet">Source of the scenario: ${source}.</p>` : nothing}
    ${books.length === 0 ? html`<p>Nothing changes in any book.</p>` : html`
      <p class="tools"><span>${books.length} books change; ${integer(unchangedBooks)} do not.</span>
        <button type="button" id="csv" @click=${() => saveCsv('what-if', csvTable(books))}>CSV</button></p>
      ${table(books, state.whatif, moves.join('; '))}`}`;
}

const top = ({ topCountry, topShare }) => (topCountry ? `${country(topCountry)} ${percent(topShare)}` : 'none known');

/** A scenario may be of a mineral alone: a link to a form has its moves. */
const table = (books, whatif, moves) => html`<div class="scroll" tabindex="0" role="region" aria-label="Books that change">
  <table id="hit"><caption>By value, twelve months to the month of each row. Largest part of consumption that is missing first;
    figures as published → simulated.</caption>
  <thead><tr><th scope="col">Mineral or form</th><th scope="col" class="number">Missing</th>
    <th scope="col" class="number">Of imports</th><th scope="col" class="number">Of consumption</th><th scope="col">Largest supplier</th><th scope="col" class="number">HHI</th>
    <th scope="col">Alerts</th><th scope="col">To</th></tr></thead>
  <tbody>${books.map((one) => html`<tr data-mineral=${one.mineral}>
    <th scope="row"><a class="row" href=${link({ ...shared(read()), screen: 'mineral', subject: one.mineral, dataset: one.dataset,
      reporter: one.reporter, whatif: one.formOf ? moves : whatif })}>${bookName(one.mineral)}</a></th>
    <td class="number">${one.gap.ofImports === 0 ? 'nothing' : money(one.gap.valueUsd ?? one.gap.value, one.currency)}</td>
    <td class="number">${percent(one.gap.ofImports)}</td>
    <td class="number">${one.gap.ofConsumption == null ? html`<span title=${one.gap.relianceAbsence ?? ''}>not known</span>`
      : `${BOUNDS[one.gap.bound] ?? ''}${percent(one.gap.ofConsumption)}`}</td>
    <td>${top(one.before)} → ${top(one.after)}</td>
    <td class="number nowrap">${integer(one.before.hhi)} → ${integer(one.after.hhi)}</td>
    <td>${alertCounts(one)}</td><td class="month">${one.asOf}</td></tr>`)}</tbody></table></div>`;

const csvTable = (books) => ({
  head: ['book', 'to', 'missing value', 'missing part of imports', 'missing part of consumption', 'largest supplier published',
    'share', 'largest supplier simulated', 'share', 'HHI published', 'HHI simulated', 'alerts'],
  rows: books.map((one) => [one.mineral, one.asOf, one.gap.valueUsd ?? one.gap.value, one.gap.ofImports,
    one.gap.ofConsumption ?? null, one.before.topCountry, one.before.topShare, one.after.topCountry, one.after.topShare,
    one.before.hhi, one.after.hhi, alertCounts(one)]),
});

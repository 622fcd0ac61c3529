import { figure as chart } from '../charts/frame.js';
import { whatIfHeight, whatIfOption, whatIfTable } from '../charts/what-if.js';
import { integer, money, percent } from '../format.js';
import { html, nothing, until } from '../lib.js';
import { book as bookName, country, loadNames } from '../names.js';
import { panel } from '../panel.js';
import { adjust, link, read, shared } from '../state.js';
import { loadScenarios, parse, simulate, words } from '../what-if.js';
import { assume, assumption } from './assume.js';
import { fileName } from './book.js';
import { alertCounts, alertEffects, beforeAfter, missing, notes } from './effects.js';

const BUSY = 503;

/** Assumed changes of the supply, and what they would do. */
export const whatIfPanel = (state, shares) => panel('what-if', 'What if',
  `${shares.dataset}/${shares.reporter}/${shares.mineral}`, () => load(state, shares));

async function load(state, shares) {
  const [scenarios, names] = await Promise.all([loadScenarios(), loadNames()]);
  if (shares.topCountry == null) {
    return html`<p>No known country supplies it in these months: nothing can be assumed.</p>`;
  }
  const result = state.whatif ? await answered(state, shares, scenarios) : html`<p>Choose a scenario, an example, or move a slider:
    the shares, HHI, dependence and alerts that would result appear here. Nothing is published.</p>`;
  // one template whatever the result is, so that a slider that is moved keeps the focus
  return html`${assumption(state, shares, scenarios, names)}${result}`;
}

async function answered(state, shares, scenarios) {
  const { dataset, reporter, mineral, formOf, asOf } = shares;
  const { scenario } = parse(state.whatif, scenarios);
  // a scenario of the mineral is none of its form, which is asked about by the same moves
  const asked = scenario && scenario.mineral === formOf ? scenario.moves.join('; ') : state.whatif;
  try {
    const answer = await simulate(asked, { mineral, dataset, reporter, asOf });
    return html`${answer.source ? html`<p class="quiet">Source of the scenario: ${answer.source}.</p>` : nothing}
      ${results(answer, state)}`;
  } catch (fault) {
    return refusal(fault);
  }
}

/** Why there is no answer. The fields stay, so that another assumption can be tried. */
export function refusal(fault) {
  if (fault.status === undefined) {
    console.error(fault);
  }
  const again = html` <button type="button" @click=${() => adjust({})}>Try again</button>`;
  return html`<p class="failure">${fault.message}${fault.status === BUSY ? again : nothing}</p>`;
}

function results({ books: [book, ...forms] }, state) {
  const first = book.suppliers.slice(0, 3)
    .map((one) => `${country(one.country)} ${percent(one.shareBefore)} and ${percent(one.shareAfter)}`);
  const caption = `Suppliers of ${bookName(book.mineral)}, published and simulated, ${book.windowMonths} months to ${book.asOf}`;
  return html`<div class="columns" data-simulated><div>
      ${missing(book)}
      ${notes(book)}
      ${beforeAfter(book)}
    </div><div>
      ${chart({
        name: fileName(state, book.asOf, 'what-if'),
        title: `Share of imports by value, ${book.windowMonths} months to ${book.asOf}, published and simulated`,
        description: `Shares before and after an assumed change: ${first.join(', ')}.`,
        height: whatIfHeight(book),
        option: whatIfOption(book),
        table: () => whatIfTable(book, caption),
      })}
    </div></div>
    <h3>Alerts</h3>
    ${alertEffects(book)}
    ${forms.length ? html`<h3>Forms</h3>${formTable(forms)}` : nothing}
    <p><a href=${link({ ...shared(read()), screen: 'what-if', whatif: state.whatif })}>The same for all minerals: who is
      hit</a></p>`;
}

const formTable = (forms) => html`<div class="scroll" tabindex="0" role="region" aria-label="Simulated forms"><table>
  <caption>Published → simulated, by value</caption>
  <thead><tr><th scope="col">Form</th><th scope="col">Largest supplier</th><th scope="col" class="number">HHI</th>
    <th scope="col" class="number">Missing</th><th scope="col">Alerts</th></tr></thead>
  <tbody>${forms.map((one) => html`<tr>
    <th scope="row"><a href=${link({ ...read(), subject: one.mineral, whatif: '' })}>${bookName(one.mineral)}</a></th>
    <td>${top(one.before)} → ${top(one.after)}</td>
    <td class="number">${integer(one.before.hhi)} → ${integer(one.after.hhi)}</td>
    <td class="number">${one.gap.ofImports === 0 ? 'nothing' : html`${money(one.gap.valueUsd ?? one.gap.value, one.currency)}, ${
      percent(one.gap.ofImports)}`}</td><td>${alertCounts(one)}</td></tr>`)}</tbody></table></div>`;

const top = ({ topCountry, topShare }) => (topCountry ? `${country(topCountry)} ${percent(topShare)}` : 'none known');

/** A banner while a simulation is shown: what is assumed, by which source, and the way back. */
export const simulationBanner = ({ whatif }) => (whatif ? html`
  <div class="simulation" id="simulation" role="region" aria-label="Simulation">
    <p><b>Simulated</b> in the section <a href="#" @click=${toPanel}>What if</a>: ${until(inWords(whatif), whatif)}.
      Nothing of it is published.${until(source(whatif), nothing)}</p>
    <button type="button" class="primary" id="published" @click=${() => assume('')}>Back to published figures</button>
  </div>` : nothing);

async function inWords(whatif) {
  const { scenario, moves } = parse(whatif, await loadScenarios().catch(() => []));
  return html`${scenario ? html`${scenario.title}: ` : nothing}${words(moves)}`;
}

/** The source of a scenario; nothing for an assumption of the reader. */
async function source(whatif) {
  const { scenario } = parse(whatif, await loadScenarios().catch(() => []));
  return scenario?.source ? html`<small>Source: ${scenario.source}</small>` : nothing;
}

function toPanel(event) {
  event.preventDefault(); // the fragment of the URL is the state
  document.getElementById('what-if')?.scrollIntoView();
}

import { html, nothing } from './lib.js';
import { country } from './names.js';
import './pick-list.js';
import { month } from './format.js';
import { adjust, go } from './state.js';

const MANY = 12;

/**
 * The dataset and reporter of a state: what it names, or the first that fits.
 *
 * @returns undefined if nothing is published
 * @throws Error if the state names what is not published
 */
export function chosen(state, datasets) {
  const found = fitting(state, datasets);
  if (!found && datasets.length > 0) {
    const known = [...new Set(datasets.map((one) => `${one.dataset} of ${one.reporter}`))];
    throw new Error(`nothing is published of ${[state.dataset, state.reporter].filter(Boolean).join(' of ')}: choose one of ${
      known.slice(0, 5).join(', ')}${known.length > 5 ? ', ...' : ''}`);
  }
  return found;
}

/** Where a mineral is shown and no dataset is named, one that has it. */
const fitting = (state, datasets) => {
  const all = of(state, datasets);
  return (state.screen === 'mineral' && all.find(({ books }) => books.includes(state.subject))) || all[0];
};

/**
 * What a screen shows figures of.
 *
 * @param choices of the screen: dataset and reporter (true, or 'all' where a screen shows all of them by default), asOf, measure
 */
export function pickers(choices, state, datasets) {
  if (datasets.length === 0) {
    return nothing;
  }
  const { dataset, reporter } = choices.dataset === 'all' ? state : fitting(state, datasets) ?? state;
  const shown = { ...state, dataset, reporter };
  return html`
    ${choices.dataset ? datasetPicker(shown, choices.dataset === 'all', datasets) : nothing}
    ${choices.reporter ? reporterPicker(shown, choices.reporter === 'all', datasets) : nothing}
    ${choices.asOf ? months(state.asOf, monthsOf(shown, datasets)) : nothing}
    ${choices.measure ? measures(state.measure) : nothing}`;
}

/** Those of a dataset and reporter; where one is not named, of all. */
const of = ({ dataset, reporter }, datasets) => datasets.filter((one) => (!dataset || one.dataset === dataset)
  && (!reporter || one.reporter === reporter));

/** The months that their windows end with. */
const monthsOf = (state, datasets) => [...new Set(of(state, datasets).flatMap((one) => one.asOf))].sort();

/** Another dataset keeps the reporter and the month if it has them; an earlier month where it lacks just that one. */
function toDataset(state, dataset, datasets) {
  const reporter = of({ dataset, reporter: state.reporter }, datasets).length > 0 ? state.reporter : '';
  const asOf = state.asOf && monthsOf({ dataset, reporter }, datasets).filter((one) => one <= state.asOf).pop();
  go({ dataset, reporter, asOf });
}

function datasetPicker(state, isAllKnown, datasets) {
  const names = [...new Set(datasets.map((one) => one.dataset))];
  return html`<label class="picker"><span>Dataset</span><select id="dataset"
    @change=${(event) => toDataset(state, event.target.value, datasets)}>${(isAllKnown ? ['', ...names] : names).map((one) => html`<option
      value=${one} .selected=${one === (state.dataset ?? '')}>${one || 'all'}</option>`)}</select></label>`;
}

function reporterPicker({ dataset, reporter = '' }, isAllKnown, datasets) {
  const entries = [...new Set(of({ dataset }, datasets).map((one) => one.reporter))].map((code) => ({ id: code, name: country(code) }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
  const all = isAllKnown ? [{ id: '', name: 'all' }, ...entries] : entries;
  if (all.length > MANY) {
    return html`<div class="picker"><span aria-hidden="true">Reporter</span><pick-list id="reporter" .options=${{
      label: 'Reporter', value: reporter ? country(reporter) : 'all', eager: true, entries: all,
    }} @pick=${({ detail }) => go({ reporter: detail.id })}></pick-list></div>`;
  }
  return html`<label class="picker"><span>Reporter</span><select id="reporter" @change=${(event) => go({ reporter: event.target.value })}>${
    all.map(({ id, name }) => html`<option value=${id} .selected=${id === reporter}>${name}</option>`)}</select></label>`;
}

/** The months of the slider; the last one is the newest, which a link names by leaving the month out. */
function months(asOf, all) {
  if (all.length === 0) {
    return nothing;
  }
  const last = all.length - 1;
  const at = asOf ? Math.max(0, all.findLastIndex((one) => one <= asOf)) : last;
  const to = (index) => (index >= last ? '' : all[Math.max(0, index)]);
  const words = month(asOf || all[last]);
  return html`<div class="picker as-of" role="group" aria-label="Twelve months to">
    <span aria-hidden="true">Twelve months to</span>
    <button type="button" data-month="previous" aria-label="Previous month" ?disabled=${at === 0}
      @click=${() => go({ asOf: to(at - 1) })}>‹</button>
    ${last > 0 ? html`<input id="as-of" type="range" min="0" max=${last} step="1" .value=${String(at)} aria-label="Twelve months to"
      aria-valuetext=${words} @input=${(event) => adjust({ asOf: to(Number(event.target.value)) })}>` : nothing}
    <button type="button" data-month="next" aria-label="Next month" ?disabled=${at === last}
      @click=${() => go({ asOf: to(at + 1) })}>›</button>
    <output for="as-of">${words}</output>
    ${asOf && asOf !== all[last] ? html`<button type="button" class="newest" data-month="newest" @click=${() => go({ asOf: '' })}>Newest</button>`
      : html`<span class="newest">newest</span>`}
  </div>`;
}

const MEASURES = [['', 'Value'], ['weight', 'Weight']];

const measures = (measure = '') => html`<fieldset class="picker measure"><legend>Shares by</legend>${MEASURES.map(([value, name]) => html`
  <label><input type="radio" name="measure" value=${value} .checked=${value === measure}
    @change=${() => go({ measure: value })}><span>${name}</span></label>`)}</fieldset>`;

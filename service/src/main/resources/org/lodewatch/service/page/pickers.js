import { html } from './lib.js';
import { go } from './state.js';

/** The dataset and reporter of a state, or the first that fits. */
export const chosen = (state, datasets) => datasets.find((one) => (!state.dataset || one.dataset === state.dataset)
  && (!state.reporter || one.reporter === state.reporter)) ?? datasets[0];

const select = (name, label, values, value, text = (one) => one) => html`<label>${label}
  <select name=${name} @change=${(event) => go({ [name]: event.target.value })}>${values.map((one) => html`<option
    value=${one} .selected=${one === value}>${text(one)}</option>`)}</select></label>`;

/** Dataset, reporter and as-of month: what a screen shows figures of. */
export function pickers({ dataset, reporter, asOf: months }, asOf, datasets) {
  const names = [...new Set(datasets.map((one) => one.dataset))];
  const reporters = datasets.filter((one) => one.dataset === dataset).map((one) => one.reporter);
  return html`<form class="pickers" @submit=${(event) => event.preventDefault()}>
    ${select('dataset', 'Dataset', names, dataset)}
    ${select('reporter', 'Reporter', reporters, reporter)}
    ${select('asOf', 'Twelve months to', ['', ...months].reverse(), asOf ?? '', (month) => month || 'newest')}
  </form>`;
}

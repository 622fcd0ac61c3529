import { copy } from '../clipboard.js';
import { csv, saveCsv } from '../csv.js';
import { html, nothing, repeat } from '../lib.js';
import { loadNames, subject } from '../names.js';
import '../pick-list.js';
import { adjust, go, link, shared } from '../state.js';

/** The columns when the reader changes from ranks; others are added and removed. */
const FIRST = 'CN,RU,usmca,eu27';

/** Filter and columns of the table, and the table to keep. */
export const tools = (state, chosen, table) => html`<form class="tools" role="search" aria-label="Rows and columns" @submit=${(event) => event.preventDefault()}>
  <label><span>Find</span><input id="find" type="search" placeholder="mineral or form" .value=${state.find ?? ''}
    @input=${(event) => adjust({ find: event.target.value })}></label>
  <fieldset class="picker measure columns"><legend>Columns</legend>
    ${columnsChoice('ranks', 'Largest suppliers', chosen.length === 0, () => go({ cols: '', sort: '' }))}
    ${columnsChoice('named', 'Countries and blocs', chosen.length > 0, () => go({ cols: FIRST, sort: '' }))}
  </fieldset>
  ${chosen.length > 0 ? html`<div class="chosen">${repeat(chosen, (id) => id, (id) => html`<button type="button" class="chip"
      aria-label="Remove the column ${subject(id)}" @click=${() => without(chosen, id, state)}>${subject(id)} <span aria-hidden="true">×</span></button>`)}
    <pick-list id="add-column" .options=${{ label: 'Add a country or bloc', placeholder: 'Add a country or bloc', entries: suppliers }}
      @pick=${({ detail }) => go({ cols: [...chosen.filter((id) => id !== detail.id), detail.id].join(',') })}></pick-list></div>
    <span class="what-if">What if nothing came from ${chosen.map((id, at) => html`${at ? ', ' : ''}<a
      href=${link({ ...shared(state), screen: 'what-if', whatif: `lose ${id}` })}>${subject(id)}</a>`)}?</span>` : nothing}
  <span class="files"><button type="button" @click=${(event) => copy(event.target, csv(table()))}>Copy</button>
    <button type="button" @click=${() => saveCsv(table().name, table())}>CSV</button></span>
</form>`;

const columnsChoice = (value, name, isChosen, choose) => html`<label><input type="radio" name="columns" value=${value} .checked=${isChosen}
  @change=${choose}><span>${name}</span></label>`;

const without = (chosen, id, { sort }) => go({ cols: chosen.filter((one) => one !== id).join(','), sort: sort?.replace(/^-/, '') === id ? '' : sort });

async function suppliers() {
  const { countries, blocs } = await loadNames();
  const entries = (names, kind) => Object.entries(names).map(([id, name]) => ({ id, name, kind }));
  return [...entries(blocs, 'bloc'), ...entries(countries, 'country')];
}

import { get } from './api.js';
import { html } from './lib.js';
import { loadNames } from './names.js';
import './pick-list.js';
import { link, read, shared } from './state.js';

/** The field that jumps to a mineral, a form, a country, a bloc or a policy. */
export const search = (datasets) => html`<search><pick-list id="search" .options=${{
  label: 'Go to a mineral, country or policy', placeholder: 'Mineral, country, policy', entries: () => entries(datasets),
}} @pick=${({ detail }) => detail.open(datasets)}></pick-list></search>`;

let known;

/** Everything that can be opened. Policies are read again each time the page is loaded; names are those of the catalogue. */
function entries(datasets) {
  known ??= Promise.all([loadNames(), get('/api/policies')]).then(([{ books, words = {}, countries, blocs }, policies]) => [
    ...Object.entries(books).map(([id, name]) => ({ id, name, kind: kind(id, datasets), words: words[id], open: (all) => mineral(id, all) })),
    ...Object.entries(countries).map(([id, name]) => ({ id, name, kind: 'country', open: () => supplier(id) })),
    ...Object.entries(blocs).map(([id, name]) => ({ id, name, kind: 'bloc', open: () => supplier(id) })),
    ...policies.map(({ id, description }) => ({ id, name: id, kind: 'policy', words: [description], open: () => policy(id) })),
  ]);
  known.catch(() => { known = undefined; });
  return known;
}

const kind = (id, datasets) => (datasets.some((one) => one.books.includes(id)) ? 'mineral' : 'mineral without data');

/** The mineral in the present dataset, or in the first one that has it. */
function mineral(id, datasets) {
  const state = read();
  const having = datasets.filter((one) => one.books.includes(id));
  const { dataset, reporter } = having.find((one) => one.dataset === state.dataset && one.reporter === state.reporter)
    ?? having.find((one) => one.dataset === state.dataset) ?? having[0] ?? state;
  location.hash = link({ ...shared(state), screen: 'mineral', subject: id, dataset, reporter });
}

/** The overview with what one country or bloc supplies. */
const supplier = (id) => { location.hash = link({ ...shared(read()), screen: 'overview', cols: id, sort: id }); };

const policy = (id) => { location.hash = link({ ...shared(read()), screen: 'policies', subject: id }); };

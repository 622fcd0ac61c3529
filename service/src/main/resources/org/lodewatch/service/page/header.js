import { html, nothing } from './lib.js';
import { connectionText } from './live.js';
import { pickers } from './pickers.js';
import { search } from './search.js';
import { link, shared } from './state.js';

const NAVIGATION = [
  ['overview', 'Overview'], ['alerts', 'Alerts'], ['policies', 'Policies'], ['operations', 'Operations'], ['method', 'Method'],
];

/** A screen without an entry of its own belongs to another one. */
const PLACE = { mineral: 'overview', changes: 'overview' };

/**
 * The head of every screen: where one is, what of, and whether it is live.
 *
 * @param choices what a screen lets the reader choose, see pickers.js
 */
export function header(state, datasets, connection, choices) {
  const place = PLACE[state.screen] ?? state.screen;
  const hasChoices = datasets.length > 0 && Object.values(choices).some(Boolean);
  return html`<div class="bar">
    <a class="brand" href=${link({ ...shared(state), screen: 'overview' })}><img src="/page/icon.svg" alt="" width="22" height="22">Lodewatch</a>
    <nav aria-label="Screens">${NAVIGATION.map(([screen, title]) => html`<a href=${link({ ...shared(state), screen })}
      aria-current=${place === screen ? (state.screen === screen ? 'page' : 'true') : nothing}>${title}</a>`)}</nav>
    ${search(datasets)}
    <button type="button" id="keys-open" aria-haspopup="dialog" aria-label="Keys">?</button>
    <span id="connection" class="connection ${connection.state}">${connectionText(connection)}</span>
  </div>
  ${hasChoices ? html`<form class="choices" aria-label="What is shown" @submit=${(event) => event.preventDefault()}>${
    pickers(choices, state, datasets)}</form>` : nothing}`;
}

import { html, nothing } from './lib.js';
import { go, link } from './state.js';

const NAVIGATION = [
  ['overview', 'Overview'], ['alerts', 'Alerts'], ['policies', 'Policies'], ['operations', 'Operations'],
];

const CONNECTION = {
  connecting: 'connecting',
  live: 'live',
  behind: 'catching up',
};

/** The head of every screen: where one is, what of, and whether it is live. */
export function header(state, datasets, connection) {
  return html`<div class="bar">
    <a class="brand" href=${link({ ...state, screen: 'overview', subject: '' })}>Lodewatch</a>
    <nav aria-label="Screens">${NAVIGATION.map(([screen, title]) => html`<a
      href=${link({ ...state, screen, subject: '' })} aria-current=${state.screen === screen ? 'page' : nothing}>${title}</a>`)}</nav>
    <form class="search" role="search" @submit=${search}>
      <input id="search" type="search" name="typed" placeholder="Mineral, form, symbol" aria-label="Go to a mineral" list="known">
      <datalist id="known">${[...new Set(datasets.flatMap((one) => one.books))].map((mineral) => html`<option value=${mineral}></option>`)}
      </datalist>
    </form>
    <span class="connection ${connection.state}">${CONNECTION[connection.state] ?? `not connected since ${connection.since}`}</span>
  </div>`;
}

function search(event) {
  event.preventDefault();
  const typed = new FormData(event.target).get('typed').trim();
  if (typed) {
    go({ screen: 'mineral', subject: typed });
    event.target.reset();
  }
}

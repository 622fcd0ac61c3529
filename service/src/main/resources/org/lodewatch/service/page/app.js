import { ApiError, get } from './api.js';
import { header } from './header.js';
import { listenForKeys } from './keys.js';
import { html, render } from './lib.js';
import { follow } from './live.js';
import { loadNames } from './names.js';
import { read } from './state.js';

/** A screen is a module with a function that returns its content for a state. */
const SCREENS = ['overview', 'mineral', 'alerts', 'policies', 'operations'];

const main = document.getElementById('main');
const head = document.getElementById('head');
let drawn = 0;
let datasets = [];
let connection = { state: 'connecting' };

async function draw() {
  const state = read();
  const turn = ++drawn;
  main.setAttribute('aria-busy', 'true');
  let content;
  try {
    await loadNames();
    datasets = await get('/api/datasets');
    if (!SCREENS.includes(state.screen)) {
      throw new ApiError(404, `there is no screen ${state.screen}: the screens are ${SCREENS.join(', ')}`);
    }
    const { screen } = await import(`./screens/${state.screen}.js`);
    content = await screen(state, datasets);
  } catch (fault) {
    content = failure(fault);
  }
  if (turn !== drawn) {
    return; // another state was asked for meanwhile
  }
  drawHeader();
  render(content.body ?? content, main);
  content.after?.(main);
  main.removeAttribute('aria-busy');
  document.title = `${content.title ?? 'Lodewatch'} · Lodewatch`;
}

function drawHeader() {
  render(header(read(), datasets, connection), head);
}

/** An answer that is missing has its reason on the page. Anything else is a fault of the page: its stack names the file. */
function failure(fault) {
  console.error(fault);
  return html`<section class="failure"><h1>This cannot be shown</h1><p>${fault.message}</p>
    <p><button @click=${draw}>Try again</button></p></section>`;
}

window.addEventListener('hashchange', () => draw().then(() => main.focus({ preventScroll: true })));
listenForKeys();
follow({
  onState: (state) => {
    connection = state;
    drawHeader();
  },
  onAlerts: (alerts) => {
    document.dispatchEvent(new CustomEvent('alerts', { detail: alerts }));
    draw();
  },
});
draw();

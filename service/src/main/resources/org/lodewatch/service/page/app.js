import { ApiError, get } from './api.js';
import { header } from './header.js';
import { listenForKeys } from './keys.js';
import { html, render } from './lib.js';
import { follow } from './live.js';
import { loadNames } from './names.js';
import { keepPlace, keepScroll, restoreScroll } from './place.js';
import { link, read, shared } from './state.js';
import { noteVisits } from './visits.js';

/**
 * A screen is a module with a function that returns its content for a state, and what it lets the reader choose in the head. Its
 * function onAlerts(alerts, state), if there is one, shows new alerts in its own way and returns true; others are drawn again.
 */
const SCREENS = ['overview', 'mineral', 'alerts', 'policies', 'operations', 'method', 'changes', 'what-if'];

/** How long to wait before a server that starts is asked again. */
const RETRY_MILLIS = 2_000;

const STARTING = 503;

const main = document.getElementById('main');
const head = document.getElementById('head');
let turn = 0;
let underway;
let again;
let place;
let hasFailed = false;
let datasets = [];
let choices = {};
let shown;
let connection = { state: 'connecting' };

/**
 * Draws the state of the URL. What is on the screen stays until the new content is there.
 *
 * @param isRefresh whether the same state is drawn with newer data: then a failure leaves what is there
 */
async function draw(isRefresh = false) {
  const state = read();
  const goal = `${state.screen}/${state.subject}`;
  drawHeader();
  if (goal === underway) {
    again = isRefresh && again !== false; // a slider that is dragged asks more often than a server should answer
    return;
  }
  const own = ++turn;
  underway = goal;
  again = undefined;
  main.setAttribute('aria-busy', 'true');
  let content;
  let failed = false;
  try {
    content = await load(state, isRefresh || hasFailed || goal !== place);
  } catch (fault) {
    failed = true;
    content = failure(fault, state);
  }
  if (own !== turn) {
    return; // another screen was asked for meanwhile
  }
  underway = undefined;
  if (again !== undefined) {
    await draw(again && isRefresh);
    return;
  }
  main.removeAttribute('aria-busy');
  if (failed && isRefresh) {
    return;
  }
  hasFailed = failed;
  show(content, goal);
}

/** @param isFresh whether what is published may have changed since the last time: not where only a parameter has */
async function load(state, isFresh) {
  if (!SCREENS.includes(state.screen)) {
    throw new ApiError(404, `There is no screen ${state.screen}: the screens are ${SCREENS.join(', ')}.`);
  }
  const [module, published] = await Promise.all([import(`./screens/${state.screen}.js`),
    isFresh || datasets.length === 0 ? get('/api/datasets') : datasets, loadNames()]);
  datasets = published;
  choices = module.choices ?? {};
  shown = module;
  return module.screen(state, datasets);
}

/** What paper says about itself. */
function stamp() {
  document.getElementById('printed-on').textContent = new Date().toISOString().slice(0, 10);
  document.getElementById('printed-from').textContent = location.href;
}

/** Another screen begins at its top, or where the reader left it; the same one stays where it is. */
function show(content, newPlace) {
  drawHeader();
  stamp();
  document.title = `${content.title ?? 'Lodewatch'} · Lodewatch`;
  const isSame = place === newPlace;
  const isFirst = place === undefined;
  place = newPlace;
  keepPlace(main, isSame, () => render(content.body ?? content, main));
  content.after?.(main);
  if (!isSame) {
    restoreScroll();
    if (!isFirst) {
      main.focus({ preventScroll: true });
    }
  }
}

function drawHeader() {
  render(header(read(), datasets, connection, choices), head);
}

/** An answer that is missing has its reason on the page. Anything else is a fault of the page: its stack names the file. */
function failure(fault, state) {
  console.error(fault);
  const isStarting = fault.status === STARTING;
  if (isStarting) {
    setTimeout(draw, RETRY_MILLIS);
  }
  return {
    title: isStarting ? 'Starting' : 'Fault',
    body: html`<section class="failure"><h1>${isStarting ? 'The server is starting' : 'This cannot be shown'}</h1>
      <p>${fault.message}</p>
      <p>${isStarting ? 'This page tries again by itself.' : html`<button type="button" @click=${() => draw()}>Try again</button>
        ${state.screen === 'overview' ? html`<a href="#/overview">Overview without choices</a>`
          : html`<a href=${link({ ...shared(state), screen: 'overview' })}>Overview</a>`}`}</p></section>`,
  };
}

document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault(); // the fragment of the URL is the state
  main.focus();
  main.scrollIntoView();
});
window.addEventListener('hashchange', () => draw());
window.addEventListener('beforeprint', stamp);
new ResizeObserver(() => document.documentElement.style.setProperty('--head-height', `${head.offsetHeight}px`)).observe(head);
keepScroll();
listenForKeys(document.getElementById('keys'));
noteVisits();
follow({
  onState: (state) => {
    const isBack = hasFailed && state.state === 'live' && connection.state !== 'live';
    connection = state;
    drawHeader();
    if (isBack) {
      draw();
    }
  },
  onAlerts: (alerts) => {
    const state = read();
    const isHandled = shown?.onAlerts?.(alerts, state);
    if (!isHandled && concern(alerts, state)) {
      draw(true);
    }
  },
});

/** Whether alerts may be about what is shown. Nobody knows which they are if there are none. */
function concern(alerts, { screen, subject, dataset, reporter }) {
  const isBook = screen === 'mineral' && datasets.some(({ books }) => books.includes(subject));
  return alerts.length === 0 || alerts.some((alert) => (!dataset || dataset === alert.dataset)
    && (!reporter || reporter === alert.reporter) && (!isBook || [alert.mineral, alert.formOf].includes(subject)));
}

draw();

import { percent } from '../format.js';
import { html, live, nothing } from '../lib.js';
import { bloc, book, country, subject as subjectName } from '../names.js';
import { adjust, go, link, read } from '../state.js';
import { ofScenario, parse } from '../what-if.js';

const UNKNOWN = 'XX';
const PRO_RATA = 'pro-rata';
const PAUSE_MILLIS = 500;
const STEP = 5;
const ALL = 100;

/** What the fields have. It is ahead of the URL while a slider is moved. */
let draft = {};
let timer;

/** Shows another assumption, or none. */
export function assume(whatif) {
  clearTimeout(timer);
  draft = {};
  go({ whatif });
}

/**
 * The fields of an assumption: a scenario, or how much of one supplier's supply is missing or comes from elsewhere, and how much
 * of the whole it may have at most.
 *
 * @param names of the catalogue: any country may take over
 */
export function assumption(state, shares, scenarios, names) {
  const { scenario } = parse(state.whatif, scenarios);
  const fields = present(state, shares, scenarios);
  const name = subjectName(fields.source);
  return html`<form class="assume" aria-label="Assumption" @submit=${(event) => event.preventDefault()}>
    ${scenarioField(scenario, shares, scenarios)}
    ${sourceField(fields, shares)}
    ${destinationField(fields, shares, names)}
    ${slider({ id: 'lost', label: `Missing of what ${name} supplies`, value: fields.lost })}
    ${slider({ id: 'moved', value: fields.moved, isOff: fields.lost === ALL,
      label: fields.lost ? 'Taken over of the rest' : `Taken over of what ${name} supplies` })}
    ${slider({ id: 'cap', label: `Most that ${name} may have of the supply`, value: fields.cap, least: STEP, none: ALL })}
    ${state.whatif ? nothing : html`<ul class="chips" aria-label="Examples">${examples(fields).map(([text, whatif]) => html`<li><a
      href=${link({ ...read(), whatif })}>${text}</a></li>`)}</ul>`}
  </form>`;
}

function examples({ source }) {
  const name = subjectName(source);
  return [
    [`All of ${name} is missing`, `lose ${source}`],
    ...(source === 'MX' ? [] : [[`20 % of ${name} comes from Mexico`, `move ${source}:20/100:MX`]]),
    [`Half of ${name} comes from the others`, `move ${source}:50/100:${PRO_RATA}`],
    [`${name} has at most 50 %`, `cap ${source}:50%:${PRO_RATA}`],
  ];
}

/** The fields as they are being changed, or those of the URL. */
function present(state, shares, scenarios) {
  const key = `${shares.dataset}/${shares.reporter}/${shares.mineral}/${state.supplier}`;
  if (draft.key !== key || (!draft.isPending && draft.text !== (state.whatif ?? ''))) {
    clearTimeout(timer);
    draft = { key, text: state.whatif ?? '', ...fieldsOf(parse(state.whatif, scenarios).moves, state, shares) };
  }
  return draft;
}

function fieldsOf(moves, state, shares) {
  const known = (code) => code && code !== UNKNOWN && code !== shares.reporter;
  const source = [moves.find(({ from }) => from !== 'others')?.from, state.supplier, shares.topCountry].find(known);
  const own = (kind) => moves.find((one) => one.kind === kind && one.from === source);
  return { source, lost: part(own('lose')), moved: part(own('move')), cap: part(own('cap')) || ALL,
    to: own('move')?.to ?? own('cap')?.to ?? PRO_RATA };
}

/** Where the slider of a move is: part of what the source supplies, or of the whole for a cap. */
function part(move) {
  if (!move) {
    return 0;
  }
  if (move.amount === 'all') {
    return ALL;
  }
  const [some, whole = ALL] = move.amount.replace('%', '').split('/').map(Number);
  return Math.round(ALL * some / whole);
}

/** The moves that the fields say, as the URL has them. */
function textOf({ source, lost, moved, cap, to }) {
  const amount = (value) => (value === ALL ? 'all' : `${value}/${ALL}`);
  return [
    lost > 0 && `lose ${source}:${amount(lost)}`,
    moved > 0 && lost < ALL && `move ${source}:${amount(moved)}:${to}`,
    cap < ALL && `cap ${source}:${cap}%:${to}`,
  ].filter(Boolean).join('; ');
}

/** Changes fields now, and the URL and all figures after a pause. */
function change(fields) {
  draft = { ...draft, ...fields, isPending: true };
  draft.text = textOf(draft);
  clearTimeout(timer);
  timer = setTimeout(() => {
    draft.isPending = false;
    if (read().screen === 'mineral') { // the reader may have left it meanwhile
      adjust({ whatif: draft.text });
    }
  }, PAUSE_MILLIS);
}

function scenarioField(scenario, shares, scenarios) {
  const own = scenarios.filter((one) => one.mineral === shares.mineral);
  const ofMineral = scenarios.filter((one) => one.mineral === shares.formOf);
  const ofAll = scenarios.filter((one) => one.ofAll);
  const options = (list) => list.map((one) => option(ofScenario(one.id), scenario && ofScenario(scenario.id), one.title));
  return html`<label><span>Scenario</span><select id="scenario" @change=${(event) => assume(event.target.value)}>
    <option value="" .selected=${!scenario}>none: the fields below</option>
    ${own.length ? html`<optgroup label="Of ${book(shares.mineral)}">${options(own)}</optgroup>` : nothing}
    ${ofMineral.length ? html`<optgroup label="Of ${book(shares.formOf)}, assumed of this form">${options(ofMineral)}</optgroup>`
      : nothing}
    ${ofAll.length ? html`<optgroup label="Of every mineral">${options(ofAll)}</optgroup>` : nothing}
  </select></label>`;
}

const option = (value, chosen, text) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`;

const suppliersOf = (shares) => shares.countries.filter((one) => one.country !== UNKNOWN && one.country !== shares.reporter);

function sourceField({ source, text }, shares) {
  const listed = suppliersOf(shares);
  const blocs = (shares.blocs ?? []).filter((one) => one.share > 0);
  const isListed = listed.some((one) => one.country === source) || blocs.some((one) => one.bloc === source);
  return html`<label><span>Supplier that changes</span><select id="source" @change=${({ target }) => (text || !listed.some(
    (one) => one.country === target.value) ? change({ source: target.value }) : go({ supplier: target.value }))}>
    ${isListed ? nothing : option(source, source, `${subjectName(source)} (supplies none)`)}
    <optgroup label="Countries">${listed.map((one) => option(one.country, source,
      `${country(one.country)} (${percent(one.valueShare)})`))}</optgroup>
    ${blocs.length ? html`<optgroup label="Blocs">${blocs.map((one) => option(one.bloc, source,
      `${bloc(one.bloc)} (${percent(one.share)})`))}</optgroup>` : nothing}</select></label>`;
}

function destinationField({ source, to }, shares, names) {
  const listed = suppliersOf(shares).map((one) => one.country).filter((code) => code !== source);
  const rest = Object.keys(names.countries).filter((code) => ![UNKNOWN, shares.reporter, source, ...listed].includes(code))
    .sort((one, other) => country(one).localeCompare(country(other), 'en'));
  return html`<label><span>Who takes over</span><select id="destination" @change=${({ target }) => change({ to: target.value })}>
    ${option(PRO_RATA, to, 'the others, in proportion')}${to === 'lost' ? option('lost', to, 'nobody: it is missing') : nothing}
    <optgroup label="Blocs">${Object.keys(names.blocs).filter((id) => id !== source)
      .map((id) => option(id, to, bloc(id)))}</optgroup>
    <optgroup label="Suppliers">${listed.map((code) => option(code, to, country(code)))}</optgroup>
    <optgroup label="Other countries">${rest.map((code) => option(code, to, country(code)))}</optgroup></select></label>`;
}

/** @param none the value that assumes nothing */
function slider({ id, label, value, least = 0, none = 0, isOff = false }) {
  const text = (number) => (number === none ? 'none' : `${number}\u00a0%`);
  return html`<div class="slider"><label for=${id}>${label}</label><div><input id=${id} type="range" min=${least} max=${ALL}
    step=${STEP} .value=${live(String(value))} aria-valuetext=${live(text(value))} ?disabled=${isOff} @input=${({ target }) => {
      target.setAttribute('aria-valuetext', text(Number(target.value)));
      target.nextElementSibling.value = text(Number(target.value));
      change({ [id]: Number(target.value) });
    }}><output for=${id} .value=${live(text(value))}></output></div></div>`;
}

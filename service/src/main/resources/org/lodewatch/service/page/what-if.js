// An assumed change of the supply: as the URL has it, as the API reads it, and in words.

import { ApiError, get, post } from './api.js';
import { subject } from './names.js';

const SCENARIO = 'scenario ';
const BAD = 400;

let asked;

/** The scenarios of the server, loaded once. */
export function loadScenarios() {
  asked ??= get('/api/scenarios').catch((fault) => {
    asked = undefined; // another attempt may succeed
    throw fault;
  });
  return asked;
}

/** The state of a scenario in the URL. */
export const ofScenario = (id) => SCENARIO + id;

/**
 * Reads the parameter `whatif`: `scenario china-antimony`, or moves as scenarios write them, `lose CN:1/2; move CN:20%:MX`.
 *
 * @return `scenario`, the entry of the list if one is named, and `moves`: [{kind, from, amount, to}]
 */
export function parse(text, scenarios) {
  const id = text?.startsWith(SCENARIO) ? text.slice(SCENARIO.length) : undefined;
  const scenario = id && (scenarios.find((one) => one.id === id) ?? { id, title: id, moves: [] });
  const written = scenario ? scenario.moves : (text ?? '').split(';').map((move) => move.trim()).filter(Boolean);
  return { scenario, moves: written.map(move) };
}

function move(text) {
  const [kind, rest = ''] = text.split(/\s+(.*)/s);
  const [from, amount = 'all', to] = rest.split(':').map((part) => part.trim());
  return { kind, from, amount, to };
}

/**
 * What the server computes of an assumption.
 *
 * @param selection {mineral, dataset, reporter, asOf}, of which each may be missing
 */
export async function simulate(text, selection) {
  if (text.startsWith(SCENARIO)) {
    return post('/api/what-if', { ...selection, scenario: text.slice(SCENARIO.length) });
  }
  const moves = text.split(';').map((one) => one.trim().split(/\s+(.*)/s)).filter(([kind]) => kind);
  const known = ['lose', 'move', 'cap'];
  const wrong = moves.find(([kind]) => !known.includes(kind));
  if (wrong) {
    throw new ApiError(BAD, `what-if '${wrong.join(' ').trim()}' is not understood: write lose CN, move CN:20%:MX or cap CN:50%`);
  }
  const of = (kind) => moves.filter(([one]) => one === kind).map(([, rest]) => rest ?? '');
  return post('/api/what-if', { ...selection, lose: of('lose'), move: of('move'), cap: of('cap') });
}

/** An assumption in words: 20 % of what China supplies comes from Mexico. */
export function words(moves) {
  const lost = new Set();
  return moves.map((one) => {
    const rest = one.kind === 'move' && lost.has(one.from) ? 'the rest of ' : '';
    if (one.kind === 'lose') {
      lost.add(one.from);
    }
    return sentence(one, rest);
  }).join('; ');
}

function sentence({ kind, from, amount, to }, rest) {
  const source = from === 'others' ? 'the others' : subject(from);
  if (kind === 'cap') {
    return `${source} has at most ${amount.replace('%', '\u00a0%')} of the supply; the rest ${
      to === 'lost' ? 'is missing' : `comes from ${destination(to)}`}`;
  }
  if (amount.endsWith('%')) {
    const points = `${amount.slice(0, -1)} points of the whole supply`;
    return kind === 'lose' ? `${points}, from ${source}, are missing`
      : `${points} come from ${destination(to)} instead of ${source}`;
  }
  const supply = `what ${source} ${from === 'others' ? 'supply' : 'supplies'}`;
  const all = rest ? `all ${rest}${supply}` : supply.replace('what', 'all that');
  const part = amount === 'all' ? all : `${fraction(amount)} of ${rest}${supply}`;
  return `${part} ${kind === 'lose' ? 'is missing' : `comes from ${destination(to)}`}`;
}

const fraction = (amount) => (amount.endsWith('/100') ? `${amount.slice(0, -4)}\u00a0%` : amount);

const destination = (to = 'pro-rata') => (to === 'pro-rata' ? 'the others, in proportion' : subject(to));

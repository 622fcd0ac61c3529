// What the panels of a mineral share: the whole history of a book, its alerts, and the policies that select it.

import { get } from '../api.js';
import { chooseMonth } from '../charts/time.js';
import { isCountry } from '../names.js';
import { adjust, go, read } from '../state.js';

/** More alerts of one book are not asked for their transitions or reasons: each takes a request. */
export const MOST_ALERTS = 8;

const KEPT_MILLIS = 5_000;

/** Recent answers, so that panels ask once for what several of them need, and while the as-of month moves. */
const asked = new Map();

function once(key, ask) {
  if (!asked.has(key)) {
    const answer = ask();
    const drop = () => asked.get(key) === answer && asked.delete(key);
    answer.then(() => setTimeout(drop, KEPT_MILLIS), drop);
    asked.set(key, answer);
  }
  return asked.get(key);
}

/** New alerts make recent answers old. */
export function forget() {
  asked.clear();
}

/** All months of a book: its largest suppliers, the chosen one, unknown origins, all others together. It does not depend on the month. */
export async function bookHistory(state) {
  const history = await largest(state, '');
  const isThere = !isCountry(state.supplier) || state.supplier === 'XX' || history.countries.some((one) => one.country === state.supplier);
  return isThere ? history : largest(state, state.supplier);
}

const largest = ({ subject, dataset, reporter }, suppliers) => once(`history ${dataset}/${reporter}/${subject}/${suppliers}`,
  () => get(`/api/minerals/${encodeURIComponent(subject)}/history`, { dataset, reporter, suppliers }));

/** The alerts of a book alone, open or not, those of a supplier first. */
export async function bookAlerts({ subject, dataset, reporter, supplier }) {
  const alerts = await once(`alerts ${dataset}/${reporter}/${subject}`,
    () => get('/api/alerts/history', { dataset, reporter, mineral: subject }));
  return alerts.filter((alert) => alert.mineral === subject)
    .sort((one, other) => Number(other.subject === supplier) - Number(one.subject === supplier));
}

/** The transitions of an alert as they were published. */
export const published = ({ alertId }) => once(`transitions ${alertId}`, () => get('/api/alerts/transitions', { id: alertId }));

/** The alerts, with the history before the last correction of their figures (`former`, `restatedAt`) where there was one. */
export const withFormer = (alerts) => Promise.all(alerts.map(async (alert, rank) => {
  const restated = rank < MOST_ALERTS ? (await published(alert)).findLast((one) => one.formerHistory) : undefined;
  return restated ? { ...alert, former: restated.formerHistory, restatedAt: restated.publishedAt } : alert;
}));

export const allPolicies = () => once('policies', () => get('/api/policies'));

/** Whether a policy selects a book and judges its figures by a measure. */
export const selects = (policy, { subject, dataset, reporter }, measure) => policy.enabled && policy.measure === measure
  && matches(policy.dataset, dataset) && matches(policy.reporter, reporter) && matches(policy.mineral, subject);

/** A name with * for any characters and ? for one. */
function matches(glob, name) {
  const literal = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(name);
}

/** The lines of a policy for a chart. @param at returns {value, text} of a line */
export const linesOf = (policy, at) => ['warning', 'critical'].map((severity) => {
  const { value, text } = at(policy[severity]);
  return { value, severity, short: `${severity} ${text}`, text: `${severity} ${text} (${policy.id})` };
});

export const measureOf = (state) => (state.measure === 'weight' ? 'weight' : 'value');

/**
 * The history of a book by one measure: `suppliers` and `blocs` [{id, shares}], `others` and `unknown` (their shares), `hhi`.
 * There are no suppliers if no window has shares by the measure.
 */
export function byMeasure(history, measure) {
  const shares = (one) => (measure === 'weight' ? one.weightShares : one.shares);
  const named = (list, id) => list.map((one) => ({ id: one[id], shares: shares(one) }))
    .filter((one) => one.shares.some(isFigure));
  return {
    ...history,
    suppliers: named(history.countries, 'country'),
    blocs: named(history.blocs, 'bloc'),
    others: shares(history.others),
    unknown: shares(history.unknown),
    hhi: measure === 'weight' ? history.weightHhi : history.hhi,
  };
}

export const isFigure = (figure) => figure != null;

/** Why no window of a book has figures by a measure. */
export const absence = (history, measure) => (measure === 'weight'
  ? `There is no figure by weight: ${history.weightAbsence.findLast(isFigure) ?? 'no window has a weight'}.`
  : 'No window of this book has a known supplier.');

/** Whether a window has no figure, or one that may change: a chart must not join it with its neighbours. */
export const isGapOf = (history) => (at) => history.complete[at] !== true || history.partial[at] === true;

/** Whether the dataset has only some of the months of a window. */
export const isPartOf = ({ coveredMonths, windowMonths }) => (at) => coveredMonths[at] != null
  && coveredMonths[at] < windowMonths;

/** What a window is, in words for tables. */
export function stateOf(history, at) {
  if (history.complete[at] == null) {
    return 'missing';
  }
  const state = history.partial[at] ? 'rows missing' : history.complete[at] ? 'final' : 'provisional';
  return isPartOf(history)(at) ? `${state} (${history.coveredMonths[at]} of ${history.windowMonths} months)` : state;
}

/** What shades and hatches of a chart mean, where it has some. */
export function limits(history) {
  const all = history.asOf.map((_, at) => at);
  return [
    all.some(isPartOf(history)) && `Gray: the dataset has fewer than ${history.windowMonths} months of these windows.`,
    all.some(isGapOf(history)) && 'Hatched: no window, or one that is not final; a ring is its figure.',
  ].filter(Boolean).join(' ');
}

/** The name of a file with figures of a book. */
export const fileName = ({ subject, dataset, reporter }, asOf, what) => [subject, dataset, reporter, asOf, what].join('-')
  .replace(/[^A-Za-z0-9._-]/g, '_');

/** What a panel is about: as long as it stays the same, its former content stays until the new one is there. */
export const bookId = ({ dataset, reporter, mineral }) => `${dataset}/${reporter}/${mineral}`;

/** What a figure over the months of a history needs so that the pointer chooses a month. The newest is the one without a name. */
export const monthChoice = ({ asOf }) => ({
  attach: (chart, figure) => chooseMonth(chart, (at, isFirst) => figure().choose(at, isFirst)),
  choose: (at, isFirst) => {
    const month = at === asOf.length - 1 ? '' : asOf[at];
    if (month !== undefined && month !== (read().asOf ?? '')) {
      (isFirst ? go : adjust)({ asOf: month });
    }
  },
});

// Policies and their alerts in words.

import { book, country, subject } from '../names.js';
import { METRICS, MEASURES } from './fields.js';

/** What a policy measures, and of whom: share of the supply by value, any one country. */
export function measured(policy) {
  const of = { 'any-country': 'any one country', market: 'the whole market' }[policy.subject] ?? subject(policy.subjectName ??
    '');
  return `${METRICS[policy.metric]?.name ?? policy.metric} by ${(MEASURES[policy.measure] ??
    policy.measure).toLowerCase()}, ${of}`;
}

/** Which books it judges: all minerals of us-census-battery. */
export function books({ dataset, reporter, mineral }) {
  return [
    mineral === '*' ? 'all minerals and forms' : /[*?]/.test(mineral) ? mineral : book(mineral),
    dataset === '*' ? 'all datasets' : dataset,
    reporter === '*' ? 'all reporters' : country(reporter),
  ].join(', ');
}

/** Whose alert it is: natural graphite flakes, China. */
export const alertName = (alert) => `${book(alert.mineral)}, ${alert.subjectName ?? subject(alert.subject)}`;

export const months = (count) => `${count}\u00a0${count === 1 ? 'month' : 'months'}`;

/** One thing or several of it. */
export const count = (number, one, several = `${one}s`) => `${number}\u00a0${number === 1 ? one : several}`;

/** What happens to an alert of which the severity changes. */
export const effect = (old, present) => (old === 'none' ? 'raised' : present === 'none' ? 'resolved'
  : present === 'critical' ? 'escalated' : 'eased');

/** In which months an alert is open. */
export const span = ({ since, until, gravest }) => `${since} to ${until ?? 'now'}, ${gravest}`;

/** How an alert of both policies differs, the beginning first. */
export function difference({ old, present, sinceMonths, untilMonths }) {
  const parts = [];
  if (sinceMonths) {
    parts.push(`raised ${present.since} instead of ${old.since}: ${months(Math.abs(sinceMonths))} ${sinceMonths < 0 ? 'earlier' :
      'later'}`);
  }
  if (untilMonths) {
    parts.push(`resolved ${present.until} instead of ${old.until}: ${months(Math.abs(untilMonths))} ${untilMonths < 0 ? 'earlier'
      : 'later'}`);
  } else if (Boolean(old.until) !== Boolean(present.until)) {
    parts.push(present.until ? `resolved ${present.until} instead of still open` : `still open instead of resolved ${old.until}`);
  }
  if (old.gravest !== present.gravest) {
    parts.push(`${present.gravest} instead of ${old.gravest}`);
  }
  return parts.length ? parts.join('; ') : 'warning and critical in other months';
}

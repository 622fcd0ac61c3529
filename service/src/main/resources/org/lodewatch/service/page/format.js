// Figures as text. English, whatever the browser's language, as in the sentences of alerts.

const MONEY = [[1e9, ' B'], [1e6, ' M'], [1e3, ' K']];

/** A part, 0 to 1, in percent. */
export const percent = (part) => (part == null ? '' : `${(100 * part).toFixed(1)} %`);

/** A change of a part in points of 100, with its sign. */
export const points = (change) => (change == null ? '' : `${change < 0 ? '−' : '+'}${Math.abs(100 * change).toFixed(1)}`);

export const integer = (number) => (number == null ? '' : Math.round(number).toLocaleString('en'));

/** An amount with three digits or more: $170.1 M. */
export function money(amount, currency = 'USD') {
  if (amount == null) {
    return '';
  }
  const [size, unit] = MONEY.find(([from]) => amount >= from) ?? [1, ''];
  return `${currency === 'USD' ? '$' : `${currency} `}${(amount / size).toFixed(size === 1 ? 0 : 1)}${unit}`;
}

/** The value of a window, in whichever currency. */
export const total = (shares) => money(shares.totalValueUsd ?? shares.totalValue, shares.currency);

/** A figure of a policy in the unit of its metric. */
export function figure(value, metric) {
  if (value == null) {
    return 'unknown';
  }
  return metric.startsWith('hhi') ? integer(value) : `${value.toFixed(1)}${metric === 'detour' ? ' points' : ' %'}`;
}

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

/** A moment, UTC. */
export const moment = (text) => `${DAY.format(new Date(text))} UTC`;

import { plain } from '../pick-list.js';
import { book } from '../names.js';
import { worst } from './columns.js';

/** The rows that a reader asks for, in the order of a column; without one in the order of the answer. */
export function selected(all, { find = '', alert = '' }, column, isReversed) {
  const text = plain(find.trim());
  const matches = (one) => plain(`${book(one.mineral)} ${one.mineral}`).includes(text);
  const found = all.filter((one) => (!alert || worst(one) === alert) && (!text || matches(one) || one.forms?.some(matches)))
    .map((one) => ({ ...one, isFound: Boolean(text) && !matches(one), forms: text && !matches(one) ? one.forms.filter(matches) : one.forms }));
  return column ? sorted(found, column, isReversed).map((one) => ({ ...one, forms: one.forms && sorted(one.forms, column, isReversed) })) : found;
}

/** Rows without a figure are last, whatever the direction. */
function sorted(some, { order, isText }, isReversed) {
  const direction = Boolean(isText) === Boolean(isReversed) ? -1 : 1;
  return [...some].sort((one, other) => {
    const [a, b] = [order(one), order(other)];
    if (a == null || b == null) {
      return (a == null) - (b == null);
    }
    return direction * (isText ? a.localeCompare(b, 'en') : a - b);
  });
}

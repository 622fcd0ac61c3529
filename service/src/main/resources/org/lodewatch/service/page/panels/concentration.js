import { figure as chart } from '../charts/frame.js';
import { HHI_HEIGHT, hhiOption, hhiTable } from '../charts/hhi.js';
import { integer } from '../format.js';
import { html, nothing } from '../lib.js';
import { book } from '../names.js';
import { panel } from '../panel.js';
import { absence, allPolicies, bookHistory, bookId, byMeasure, fileName, isFigure, isGapOf, isPartOf, limits, linesOf, measureOf,
  monthChoice, selects, stateOf } from './book.js';

/** How concentrated the supply is, over all months. */
export const concentrationPanel = (state, shares) => panel('concentration', 'Concentration (HHI)', bookId(shares),
  () => load(state, shares));

async function load(state, shares) {
  const [history, policies] = await Promise.all([bookHistory(state), allPolicies()]);
  const measure = measureOf(state);
  const { hhi } = byMeasure(history, measure);
  if (!hhi.some(isFigure)) {
    return html`<p>${absence(history, measure)}</p>`;
  }
  const lines = policies.filter((policy) => policy.metric === 'hhi' && selects(policy, state, measure))
    .flatMap((policy) => linesOf(policy, (line) => ({ value: line, text: integer(line) })));
  return html`${chart({
    name: fileName(state, shares.asOf, `hhi-by-${measure}`),
    title: `HHI of ${shares.reporter} imports of ${book(shares.mineral)} by ${measure}, ${history.windowMonths} months to each month.`,
    note: limits(history),
    hint: '10,000 is one supplier alone.',
    description: `Concentration by ${measure} from ${history.asOf[0]}, ${integer(hhi[0]) || 'no figure'}, to ${
      history.asOf[hhi.length - 1]}, ${integer(hhi[hhi.length - 1]) || 'no figure'}.`,
    height: HHI_HEIGHT,
    option: hhiOption(history, { hhi, asOf: shares.asOf, isGap: isGapOf(history), isPart: isPartOf(history), lines }),
    table: () => hhiTable(history, hhi, measure, (at) => stateOf(history, at)),
    ...monthChoice(history),
  })}${lines.length ? nothing
    : html`<p class="note">No policy judges the HHI of this book by ${measure}: the chart has no lines.</p>`}`;
}

import { integer } from '../format.js';
import { html } from '../lib.js';
import { country } from '../names.js';
import { panel } from '../panel.js';
import { go } from '../state.js';
import { bookId } from './book.js';
import { changes } from './changes.js';
import { reasons } from './reasons.js';
import { records } from './records.js';

const VIEWS = {
  records: { title: 'Records behind the figures', view: records },
  changes: { title: 'What a publication changed', view: changes },
  reasons: { title: 'Why the alerts', view: reasons },
};

/** From a number to its records, to what the last revision changed, and to the arithmetic of an alert. Each is read on demand. */
export const evidencePanel = (state, shares) => panel('evidence', 'Evidence', `${bookId(shares)} ${state.evidence ?? ''}`,
  () => load(state, shares));

/** Moves to the panel once it is there: for links elsewhere on the screen. */
export const showEvidence = () => setTimeout(() => document.getElementById('evidence').scrollIntoView());

async function load(state, shares) {
  const chosen = VIEWS[state.evidence];
  return html`${sources(shares)}
    <div class="choice" role="group" aria-label="Evidence">${Object.entries(VIEWS).map(([id, { title }]) => html`<button
      type="button" data-evidence=${id} aria-pressed=${String(state.evidence === id)}
      @click=${() => go({ evidence: state.evidence === id ? '' : id })}>${title}</button>`)}</div>
    ${chosen ? await chosen.view(state, shares)
      : html`<p class="quiet">Each of these is read when you ask for it: the first two read the whole log of imports.</p>`}`;
}

/** Where the figures of the window come from. */
const sources = (shares) => html`<dl class="facts">
  <div><dt>Dataset</dt><dd>${shares.dataset}, imports of ${country(shares.reporter)}</dd></div>
  <div><dt>What is measured</dt><dd>${shares.basis ?? 'the dataset does not declare it'}</dd></div>
  <div><dt>Records, ${shares.windowMonths} months to ${shares.asOf}</dt><dd>${integer(shares.records)}; ${
    shares.coveredMonths} of ${shares.windowMonths} months${
    shares.complete ? '' : ', provisional'}${shares.partial ? ', rows missing' : ''}</dd></div>
  <div><dt>Commodity codes</dt><dd>${codes(shares.codeCoverage)}</dd></div>
  <div><dt>Net import reliance</dt><dd>${reliance(shares)}</dd></div>
</dl>`;

const codes = (coverage) => (coverage
  ? `${coverage.covered.length} of ${coverage.codes}: ${coverage.covered.join(', ')}` : 'all of the book');

const reliance = ({ reliance: figure, relianceAbsence }) => (figure
  ? `${figure.printed}, ${figure.year}, ${figure.edition}` : relianceAbsence ?? 'none');

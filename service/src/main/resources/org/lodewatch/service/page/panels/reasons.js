import { get } from '../api.js';
import { html } from '../lib.js';
import { subject } from '../names.js';
import { severity } from '../severity.js';
import { bookAlerts, MOST_ALERTS } from './book.js';

/** The arithmetic of each transition of the alerts of a book, and of the newest month. */
export async function reasons(state) {
  const alerts = (await bookAlerts(state)).slice(0, MOST_ALERTS);
  const explained = await Promise.all(alerts.map((alert) => get('/api/alerts/explain', { id: alert.alertId })));
  return explained.length === 0 ? html`<p>No policy has raised an alert on this book.</p>` : explained.map(explanation);
}

const explanation = ({ subject: of, policyId, transitions, newest, records }) => html`<h3>${subject(of)}, ${policyId}</h3>
  <ol class="reasons">${[...transitions, { ...newest, transition: 'now' }].map((month) => html`<li><b>${month.asOf} ${
    month.transition}</b> ${severity(month.severity)}<ul>${month.steps.map((step) => html`<li>${step}</li>`)}</ul></li>`)}</ol>
  <p class="quiet">The records that moved it: <code>${records}</code></p>`;

import { get } from '../api.js';
import { html } from '../lib.js';

/** The policies, and what each has raised. */
export async function screen() {
  const [policies, alerts] = await Promise.all([get('/api/policies'), get('/api/alerts/history')]);
  return {
    title: 'Policies',
    body: html`<h1>Policies</h1><div class="scroll"><table>
      <caption>What is measured, where the lines are, and what the present data raise. <code>lodewatch policies test</code> shows what a
        changed policy would have raised.</caption>
      <thead><tr><th scope="col">Policy</th><th scope="col">Measures</th><th scope="col" class="number">Warning</th>
        <th scope="col" class="number">Critical</th><th scope="col" class="number">Open alerts</th>
        <th scope="col" class="number">Raised in all</th><th scope="col">Books</th></tr></thead>
      <tbody>${policies.map((policy) => {
        const own = alerts.filter((alert) => alert.policyId === policy.id);
        const raised = own.flatMap((alert) => alert.history).filter((entry) => entry.transition === 'raised').length;
        return html`<tr><th scope="row">${policy.id}<br><small>${policy.description}</small></th>
          <td>${policy.metric} of ${policy.subjectName ?? policy.subject}, by ${policy.measure}</td>
          <td class="number">${policy.warning}</td><td class="number">${policy.critical}</td>
          <td class="number">${own.filter((alert) => alert.severity !== 'none').length}</td>
          <td class="number">${raised || 'never'}</td>
          <td>${policy.dataset}/${policy.reporter}/${policy.mineral}</td></tr>`;
      })}</tbody></table></div>`,
  };
}

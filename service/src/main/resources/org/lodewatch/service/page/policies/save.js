// Saving and deleting: first what would change at once, then the token. The token is kept in the memory of the page alone.

import { ApiError, send } from '../api.js';
import { html, nothing, render } from '../lib.js';
import { go } from '../state.js';
import { atOnce } from './backtest.js';
import { count } from './words.js';

const BUSY = 503;
const RETRY_MILLIS = 1_000;

let token = '';
let said = '';

/** What was saved last, once: for the screen that is shown next. */
export function takeSaid() {
  const text = said;
  said = '';
  return text;
}

export const openSaveDialog = (policy, stored) => new Dialog({
  title: stored ? `Save ${stored.id}` : 'Save a new policy',
  path: `/api/policies/${encodeURIComponent(policy.id ?? '')}`,
  method: 'PUT',
  policy,
  stored,
  action: (preview) => `Save version ${preview.policy.version}`,
  done: (answer) => {
    said = `${answer.id}, version ${answer.version}, is stored. Its alerts follow within seconds.`;
    go({ ...Object.fromEntries([...new URLSearchParams(location.hash.split('?')[1])].map(([name]) => [name, ''])), screen:
      'policies', subject: answer.id });
  },
}).open();

export const openDeleteDialog = (stored) => new Dialog({
  title: `Delete ${stored.id}`,
  path: `/api/policies/${encodeURIComponent(stored.id)}`,
  method: 'DELETE',
  stored,
  action: () => 'Delete it',
  done: () => {
    said = `${stored.id} is deleted. Its alerts resolve within seconds.`;
    go({ screen: 'policies', subject: '' });
  },
}).open();

/** A dialog that previews one change, asks for the token, and makes it. */
class Dialog {
  #element;
  #preview;
  #fault;
  #refused;
  #isForced = false;
  #isBusy = false;

  constructor(change) {
    this.change = change;
  }

  open() {
    this.#element = document.createElement('dialog');
    this.#element.id = 'save-dialog';
    this.#element.setAttribute('aria-labelledby', 'save-title');
    document.body.append(this.#element);
    this.#element.addEventListener('close', () => this.#element.remove());
    this.#draw();
    this.#element.showModal();
    this.#ask();
  }

  /** Asks what the change would do. Another computation of the server is waited for. */
  async #ask() {
    this.#fault = undefined;
    this.#draw();
    try {
      this.#preview = await this.#send('preview');
    } catch (fault) {
      if (fault.status === BUSY && this.#element.isConnected) {
        setTimeout(() => this.#ask(), RETRY_MILLIS);
        return;
      }
      this.#fault = words(fault);
    }
    this.#draw();
    this.#element.querySelector(this.#preview ? '#save-token' : '#save-cancel')?.focus();
  }

  #submit = async (event) => {
    event.preventDefault();
    this.#isBusy = true;
    this.#refused = undefined;
    this.#draw();
    try {
      const answer = await this.#send('', token.trim());
      this.#element.close();
      this.change.done(answer);
    } catch (fault) {
      this.#isBusy = false;
      this.#refused = words(fault);
      this.#draw();
      this.#element.querySelector('#save-token')?.focus();
    }
  };

  #send(preview, own) {
    const { path, method, policy } = this.change;
    const query = [preview, this.#isForced && method === 'PUT' ? 'force' : ''].filter(Boolean).join('&');
    return send(query ? `${path}?${query}` : path, { method, json: policy, token: own });
  }

  #draw() {
    const { title, action, stored } = this.change;
    const preview = this.#preview;
    render(html`<h2 id="save-title">${title}</h2>
      ${this.#fault ? html`<p class="failure" role="alert">${this.#fault}</p>${/the parameter force/.test(this.#fault) ?
        html`<p><label><input type="checkbox"
        id="save-force" @change=${() => { this.#isForced = true; this.#ask(); }}> It is meant so: save it anyway</label></p>` :
          nothing}` : nothing}
      ${!preview && !this.#fault ? html`<p role="status">Computing what would change at once ...</p>` : nothing}
      ${preview && !this.#fault ? html`${changes(preview)}
        ${stored && preview.present && preview.present.version !== stored.version ? html`<p class="note">Version
          ${preview.present.version} is in force:
          someone has changed this policy since this page was opened. Saving replaces it.</p>` : nothing}
        ${preview.notes?.map((note) => html`<p class="note">${note}</p>`) ?? nothing}
        ${atOnce(preview.difference.atOnce)}
        ${preview.policy && preview.changed.length === 0 ? nothing : html`<form @submit=${this.#submit}>
          <div class="field"><label for="save-token">Token of the server</label><input id="save-token" type="password"
            autocomplete="off" required
            .value=${token} aria-describedby="save-token-help save-refused" aria-invalid=${this.#refused ? 'true' : nothing}
            @input=${({ target }) => { token = target.value; }}>
            <small id="save-token-help">The first line of the file that the setting http.token.file names. It stays in this page
              only.</small>
            <p id="save-refused" class="failure" role="alert">${this.#refused ?? nothing}</p></div>
          <p class="tools"><button type="submit" ?disabled=${this.#isBusy}>${action(preview)}</button></p></form>`}` : nothing}
      <p class="tools"><button type="button" id="save-cancel" @click=${() => this.#element.close()}>Cancel</button></p>`,
        this.#element);
  }
}

/** What differs from the version in force, field by field. */
function changes({ policy, present, changed, difference }) {
  if (!policy) {
    return html`<p>It has raised ${count(difference.onlyOld.length, 'alert')} in the published months.</p>`;
  }
  if (!present) {
    return html`<p>It is new: ${count(difference.onlyNew.length, 'alert')} in the published months.</p>`;
  }
  if (changed.length === 0) {
    return html`<p>Nothing differs from version ${present.version}, which is in force: there is nothing to save.</p>`;
  }
  return html`<table><caption>Version ${policy.version} instead of ${present.version}</caption>
    <thead><tr><th scope="col">Field</th><th scope="col">Now</th><th scope="col">Then</th></tr></thead>
    <tbody>${changed.map((name) => html`<tr><th
      scope="row">${name}</th><td>${shown(present[name])}</td><td>${shown(policy[name])}</td></tr>`)}</tbody></table>`;
}

const shown = (value) => (value == null ? '' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : typeof value === 'number' ?
  value.toLocaleString('en') : value);

/** A refusal in words. */
function words(fault) {
  if (!(fault instanceof ApiError)) {
    throw fault;
  }
  return fault.status === 401 ? `The server does not accept this token. ${fault.message}` : fault.message;
}

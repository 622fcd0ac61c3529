// The draft of a policy, with the backtest beside it. What is typed is in the URL, so that a link shows it to others.

import { ApiError, send } from '../api.js';
import { html, nothing, render } from '../lib.js';
import { link, read } from '../state.js';
import { backtest } from './backtest.js';
import { sweepOf } from './fields.js';
import { form } from './form.js';
import { openSaveDialog } from './save.js';

const QUIET_MILLIS = 500;
const RETRY_MILLIS = 1_000;
const BUSY = 503;

/** In place of the id of a new policy until it has one, so that it can be tested before. */
const UNNAMED = 'new-policy';

/** Parameters of the URL that hold changed fields begin with this, because screens share other parameters of the same names. */
const PREFIX = 'p.';

/**
 * One draft while its screen is shown.
 *
 * @param stored the version in force that it changes; undefined for a new policy
 * @param origin what the fields have before anything is typed
 * @param against the id of the policy that it is compared with; undefined for none
 * @param names see form.js
 */
export class Editor {
  #element;
  #timer;
  #request;
  #status = '';
  #isBusy = false;
  #answer;
  #fault;

  constructor({ stored, origin, against, names }) {
    this.stored = stored;
    this.origin = origin;
    this.against = against;
    this.names = names;
    this.draft = { ...origin, ...typed(origin) };
  }

  /** Draws into an element, and again whenever something changes; undefined when the screen is left. */
  mount = (element) => {
    this.#element = element;
    if (element) {
      this.#draw();
      this.#test();
    } else {
      clearTimeout(this.#timer);
      this.#request?.abort();
    }
  };

  get isMounted() {
    return Boolean(this.#element);
  }

  #changed = (fields) => {
    this.draft = { ...this.draft, ...fields };
    history.replaceState(history.state, '', link({ ...untyped(read()), ...differing(this.draft, this.origin) }));
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#status = 'Changed: the backtest follows ...';
    this.#isBusy = true;
    this.#timer = setTimeout(() => this.#test(), QUIET_MILLIS);
    this.#draw();
  };

  /** Asks for the backtest of the draft. An answer that is no longer wanted is dropped. */
  async #test() {
    const request = new AbortController();
    this.#request = request;
    this.#status = 'Computing the backtest ...';
    this.#isBusy = true;
    this.#draw();
    try {
      const policy = policyOf(this.draft);
      const json = { policy: { ...policy, id: policy.id || UNNAMED }, against: this.against, sweep: sweepOf(this.draft) };
      this.#answer = await send('/api/backtest', { method: 'POST', json, signal: request.signal });
      this.#fault = undefined;
      this.#status = '';
      this.#isBusy = false;
    } catch (fault) {
      if (request.signal.aborted) {
        return;
      }
      if (fault.status === BUSY) {
        this.#status = `${fault.message}: this page does so by itself.`;
        this.#timer = setTimeout(() => this.#test(), RETRY_MILLIS);
      } else if (fault instanceof ApiError) {
        this.#fault = fault.message;
        this.#status = 'Not tested: the policy is not valid.';
        this.#isBusy = false;
      } else {
        throw fault;
      }
    }
    if (this.#request === request) {
      this.#draw();
    }
  }

  #save = () => openSaveDialog(policyOf(this.draft), this.stored);

  #draw() {
    if (!this.#element) {
      return;
    }
    const changes = Object.keys(differing(this.draft, this.origin)).length;
    render(html`<div class="editor">
      <div class="editor-form">${form({ draft: this.draft, names: this.names, isNew: !this.stored, fault: this.#fault, changed:
        this.#changed })}
        <p class="tools"><button type="button" class="primary" id="policy-save" @click=${this.#save}>Save ...</button>
          ${changes ? html`<button type="button" @click=${() => this.#changed(this.origin)}>Undo all changes</button>` : nothing}
          <a href=${link({ screen: 'policies', subject: this.stored?.id })}>Leave without saving</a></p>
        <p class="quiet">Saving shows first what would be raised and resolved at once, and needs the token of the server.</p>
      </div>
      <section class="editor-backtest" aria-labelledby="backtest-title" aria-busy=${this.#isBusy}>
        <h2 id="backtest-title">${this.against ? `What it would have raised, against ${this.against}` :
          'What it would have raised'}</h2>
        <p class="status ${this.#isBusy ? 'loading' : ''}" role="status">${this.#status || nothing}</p>
        ${this.#answer ? html`<div class=${this.#fault ? 'outdated' : ''} ?inert=${Boolean(this.#fault)}>${backtest(this.#answer,
          this.stored)}</div>` : nothing}
      </section></div>`, this.#element);
  }
}

/** The draft as the server reads it: a field without a value is left out, and the server assigns the version. */
function policyOf({ version, ...fields }) {
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => value != null && (value !== '' ||
    name === 'description')));
}

/** The changed fields as parameters of the URL. */
function differing(draft, origin) {
  return Object.fromEntries(Object.keys({ ...origin, ...draft }).filter((name) => name !== 'version' && (draft[name] ??
    '') !== (origin[name] ?? ''))
    .map((name) => [PREFIX + name, draft[name] === '' || draft[name] == null ? '-' : String(draft[name])]));
}

const untyped = (state) => Object.fromEntries(Object.entries(state).filter(([name]) => !name.startsWith(PREFIX)));

/** The changed fields of the URL, each of the type that the field has. */
function typed(origin) {
  return Object.fromEntries(Object.entries(read()).filter(([name]) => name.startsWith(PREFIX)).map(([name, text]) => {
    const field = name.slice(PREFIX.length);
    const type = typeof origin[field];
    return [field, text === '-' ? (type === 'string' ? '' : undefined) : type === 'number' ? Number(text) : type === 'boolean' ?
      text === 'true' : text];
  }));
}

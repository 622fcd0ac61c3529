import { html, nothing, render } from './lib.js';

const MOST = 12;

/** Text without case and accents, so that Turkiye finds Türkiye. */
export const plain = (text) => text.normalize('NFD').replace(/\p{Diacritic}/gu, '').toLowerCase();

/**
 * A field that finds one of many entries: the combobox pattern of ARIA with a list below.
 *
 * The property `options` has: `label`; `placeholder`; `value`, the text while nothing is typed; `eager`, whether all entries are listed
 * before anything is typed; `entries`, an array or a function that returns a promise of one. An entry has `id`, `name`, perhaps `kind`
 * (shown beside it) and `words`, by which it is also found. An entry that is picked is sent as the event `pick`.
 */
class PickList extends HTMLElement {
  #options = {};
  #typed = '';
  #open = false;
  #at = 0;
  #shown = [];
  #finding;

  set options(options) {
    this.#options = options;
    this.#draw();
  }

  connectedCallback() {
    this.addEventListener('focusout', (event) => this.contains(event.relatedTarget) || this.#close());
    this.#draw();
  }

  #draw() {
    if (!this.isConnected) {
      return;
    }
    const { id } = this;
    const { label, placeholder = '', value = '' } = this.#options;
    const active = this.#open && this.#shown[this.#at];
    render(html`<input id="${id}-field" type="text" role="combobox" aria-label=${label} placeholder=${placeholder || value}
        autocomplete="off" autocapitalize="none" spellcheck="false" aria-autocomplete="list" aria-expanded=${this.#open}
        aria-controls="${id}-list" aria-activedescendant=${active ? `${id}-${this.#at}` : nothing}
        .value=${this.#open ? this.#typed : value} @focus=${this.#focused} @input=${this.#input} @keydown=${this.#key}
        @click=${() => this.#find()}>
      <ul id="${id}-list" role="listbox" aria-label=${label} ?hidden=${!this.#open || this.#shown.length === 0}>${
        this.#shown.map((entry, at) => html`<li id="${id}-${at}" role="option" aria-selected=${at === this.#at}
          @pointerdown=${(event) => event.preventDefault()} @click=${() => this.#pick(entry)}><span>${entry.name}</span>${
          entry.kind ? html` <small>${entry.kind}</small>` : nothing}</li>`)}</ul>
      <p class="none-found" role="status">${this.#open && this.#typed && this.#shown.length === 0
        ? `Nothing is named ${this.#typed}.` : nothing}</p>`, this);
    this.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  #focused = (event) => event.target.select();

  #input = (event) => {
    this.#typed = event.target.value;
    this.#at = 0;
    this.#find();
  };

  /** Entries may still be loaded: Enter waits for them. */
  #find() {
    this.#finding = this.#list();
  }

  async #list() {
    const { entries, eager } = this.#options;
    const all = typeof entries === 'function' ? await entries() : entries;
    if (!this.#open && !this.#typed && eager) {
      this.#at = Math.max(0, all.findIndex(({ name }) => name === this.#options.value));
    }
    this.#open = true;
    this.#shown = this.#typed.trim() ? found(all, this.#typed) : eager ? all : [];
    this.#draw();
  }

  #key = (event) => {
    const last = this.#shown.length - 1;
    if (event.key === 'Escape') {
      if (this.#open) {
        this.#close();
      } else {
        event.target.blur();
      }
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.#finding?.then(() => this.#open && this.#shown[this.#at] && this.#pick(this.#shown[this.#at]));
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!this.#open) {
        this.#find();
      } else {
        this.#at = event.key === 'ArrowDown' ? (this.#at >= last ? 0 : this.#at + 1) : (this.#at <= 0 ? last : this.#at - 1);
        this.#draw();
      }
    }
  };

  #pick(entry) {
    this.#close();
    this.querySelector('input').blur();
    this.dispatchEvent(new CustomEvent('pick', { detail: entry }));
  }

  #close() {
    this.#open = false;
    this.#finding = undefined;
    this.#typed = '';
    this.#at = 0;
    this.#shown = [];
    this.#draw();
  }
}

/** The entries that a text means, the nearest first: by id or another exact word, by the begin of the name, of a word, by a part. */
function found(entries, typed) {
  const text = plain(typed.trim());
  return entries.map((entry) => [rank(entry, text), entry]).filter(([at]) => at < 4)
    .sort(([one], [other]) => one - other).slice(0, MOST).map(([, entry]) => entry);
}

function rank({ id, name, words = [] }, text) {
  const names = [name, id, ...words].map(plain);
  if (names.includes(text)) {
    return 0;
  }
  if (names[0].startsWith(text)) {
    return 1;
  }
  if (names.some((one) => one.split(/[\s-]+/).some((word) => word.startsWith(text)))) {
    return 2;
  }
  return names.some((one) => one.includes(text)) ? 3 : 4;
}

customElements.define('pick-list', PickList);

// The one connection of a browser to the stream of alerts: catching up, holes, outages, and what to do where the stream is full.

import { get } from '../api.js';

const STREAM = '/api/alerts/stream';
const TRANSITIONS = ['raised', 'escalated', 'eased', 'resolved', 'restated'];

/** So many alerts are read one by one after an outage that the server's store does not reach back over. */
const MOST_READ = 20;

const RETRY_MILLIS = [1_000, 2_000, 4_000, 8_000, 15_000];
const POLL_MILLIS = 10_000;
const POLLS_TO_RETRY = 6;
const CHECK_MILLIS = 10_000;

/** The server measures every ten seconds, if a measurement does not hang. */
const STUCK_MILLIS = 25_000;

/** Lag that the server has no right to measure is no outage. */
const RIGHTS = /authoriz/i;

/** The server began to answer so long before the page asked it, at most. */
const MARGIN_MILLIS = 2_000;

/**
 * Follows the alerts of the server. States are {state: 'behind' | 'live' | 'off' | 'polling', at}: `at` is when an outage began,
 * kept until it is over.
 */
export class AlertConnection {
  #log;
  #stated;
  #arrived;
  #open;
  #read;
  #source;
  #timer;
  #turn = 0;
  #tries = 0;
  #polls = 0;
  #outage;
  #measured;
  #work = Promise.resolve();

  /**
   * @param log what is known already
   * @param outage when an outage began that is not over, milliseconds
   * @param stated called with each state
   * @param arrived called with transitions that are new, oldest first; with an empty list when too many are
   * @param open makes an EventSource
   * @param read the document at a path of the API
   */
  constructor({ log, outage, stated, arrived, open = (url) => new EventSource(url), read = get }) {
    this.#log = log;
    this.#outage = outage;
    this.#stated = stated;
    this.#arrived = arrived;
    this.#open = open;
    this.#read = read;
  }

  /** Opens the stream after the last event of the log. */
  connect() {
    const turn = this.#begin();
    if (this.#outage === undefined && !this.#polls) {
      this.#state('behind');
    }
    const source = this.#open(this.#log.last ? `${STREAM}?after=${encodeURIComponent(this.#log.last)}` : STREAM);
    this.#source = source;
    source.onopen = () => this.#queue(turn, () => this.#catchUp(turn));
    source.addEventListener('reset', () => this.#queue(turn, () => this.#log.forgetLast()));
    TRANSITIONS.forEach((name) => source.addEventListener(name,
      ({ data }) => this.#queue(turn, () => this.#take(JSON.parse(data)))));
    source.onerror = () => {
      const isRefused = source.readyState === EventSource.CLOSED;
      if (turn === this.#turn) {
        this.#queue(turn, () => (isRefused ? this.#refused() : this.#lost()));
      }
    };
  }

  /** Tries at once, if it waits to try again. */
  hurry() {
    if (this.#outage !== undefined) {
      this.#tries = 0;
      this.connect();
    }
  }

  close() {
    this.#begin();
  }

  /** Ends what was there. @returns the turn: what an earlier one still brings is dropped */
  #begin() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
    return ++this.#turn;
  }

  /** One after the other, so that an event waits for the snapshot and the holes before it. */
  #queue(turn, step) {
    this.#work = this.#work.then(() => (turn === this.#turn ? step() : undefined)).catch((fault) => {
      console.warn(fault);
      return turn === this.#turn ? this.#lost() : undefined;
    });
  }

  /**
   * The stream is open, so what is published from now on arrives and waits. The snapshot shows what was published before; what
   * came between is in both, and its number says so.
   */
  async #catchUp(turn) {
    const snapshot = await this.#read('/api/alerts/numbers');
    if (turn !== this.#turn) {
      return;
    }
    this.#tries = 0;
    this.#polls = 0;
    await this.#compare(snapshot);
    this.#outage = undefined;
    this.#state('live');
    this.#check(turn);
  }

  /** Reads what the log does not have, if it is little. */
  async #compare(snapshot) {
    if (this.#log.isEmpty() && isYoung(snapshot)) {
      this.#log.adopt(snapshot);
      this.#arrived([]);
      return;
    }
    const behind = this.#log.behind(snapshot.numbers);
    const found = behind.length > MOST_READ ? [] : (await Promise.all(behind.map((id) => this.#stored(id)))).flatMap(
      (stored, at) => this.#log.missing(stored, { alertId: behind[at], number: snapshot.numbers[behind[at]] + 1 }));
    this.#log.adopt(snapshot);
    if (behind.length > 0) {
      this.#arrived(found.sort((one, other) => Date.parse(one.publishedAt) - Date.parse(other.publishedAt)));
    }
  }

  async #take(alert) {
    const verdict = this.#log.judge(alert);
    if (verdict === 'repeated') {
      return;
    }
    const missing = verdict === 'hole' ? this.#log.missing(await this.#stored(alert.alertId), alert) : [];
    [...missing, alert].forEach((one) => this.#log.add(one));
    this.#arrived([...missing, alert]);
  }

  #stored(alertId) {
    return this.#read('/api/alerts/transitions', { id: alertId });
  }

  /** The stream stays open while the server has lost its broker: the measurement of lag shows that, which the server repeats. */
  #check(turn) {
    this.#timer = setTimeout(() => this.#queue(turn, async () => {
      const since = await this.#blindSince();
      if (turn !== this.#turn) {
        return;
      }
      if (since !== this.#outage) {
        this.#outage = since;
        this.#state(since === undefined ? 'live' : 'off');
      }
      this.#check(turn);
    }), CHECK_MILLIS);
  }

  /** Since when the server cannot read what is published; undefined if it can. It answers 503 before the first measurement. */
  async #blindSince() {
    let lag;
    try {
      lag = await this.#read('/api/lag');
    } catch (fault) {
      if (fault.status === 503 || fault.status === 404) {
        return undefined;
      }
      throw fault;
    }
    const hasFailed = lag.trouble !== null && !RIGHTS.test(lag.trouble);
    if (!hasFailed && lag.at !== this.#measured?.at) {
      this.#measured = { at: lag.at, seen: Date.now() };
    }
    const seen = this.#measured?.seen ?? Date.now();
    return hasFailed || Date.now() - seen > STUCK_MILLIS ? this.#outage ?? seen : undefined;
  }

  /** The stream answers with an error. If the rest of the API answers, its places are taken. */
  async #refused() {
    const turn = this.#begin();
    const snapshot = await this.#read('/api/alerts/numbers').catch(() => undefined);
    if (turn !== this.#turn) {
      return;
    }
    if (!snapshot) {
      this.#lost();
      return;
    }
    await this.#compare(snapshot);
    this.#outage = undefined;
    this.#tries = 0;
    this.#state('polling');
    this.#timer = setTimeout(() => {
      this.#polls++;
      this.#queue(turn, () => (this.#polls % POLLS_TO_RETRY === 0 ? this.connect() : this.#refused()));
    }, POLL_MILLIS);
  }

  #lost() {
    this.#begin();
    this.#outage ??= Date.now();
    this.#polls = 0;
    this.#state('off');
    this.#timer = setTimeout(() => this.connect(), RETRY_MILLIS[Math.min(this.#tries++, RETRY_MILLIS.length - 1)]);
  }

  #state(state) {
    this.#stated({ state, at: this.#outage });
  }
}

/**
 * Whether something was published since this page began to load: its first figures, which were read before the stream was open,
 * may not have it. Both times are the server's, so that the clock of this computer does not matter.
 */
const isYoung = ({ now, newestPublishedAt }) => newestPublishedAt !== null
  && Date.parse(now) - Date.parse(newestPublishedAt) < performance.now() + MARGIN_MILLIS;

// The one polite live region: few and short messages for those who do not see the screen.

import { book, subject } from '../names.js';

const PAUSE_MILLIS = 10_000;

/** One sentence for transitions that arrived together: 3 new alerts, newest: gallium, critical. */
export function summary(alerts) {
  const { raised, changed } = count(alerts);
  const newest = alerts[alerts.length - 1];
  const counted = [
    raised && `${raised} new ${raised === 1 ? 'alert' : 'alerts'}`,
    changed && `${changed} changed ${changed === 1 ? 'alert' : 'alerts'}`,
  ].filter(Boolean).join(', ');
  const state = newest.severity === 'none' ? newest.transition : newest.severity;
  const about = newest.subject === 'market' ? [book(newest.mineral)] : [book(newest.mineral), subject(newest.subject)];
  return `${counted}, newest: ${[...about, state].join(', ')}`;
}

/** How many alerts were raised or escalated, and how many changed otherwise: the last transition of each counts. */
export function count(alerts) {
  const last = [...new Map(alerts.map((alert) => [alert.alertId, alert])).values()];
  const raised = last.filter(({ transition }) => transition === 'raised' || transition === 'escalated').length;
  return { raised, changed: last.length - raised };
}

/** Says at most one thing in ten seconds. What arrives meanwhile is one message at their end. */
export class Announcer {
  #say;
  #pause;
  #waiting = [];
  #timer;
  #spoken = -Infinity;

  /** @param say receives a text */
  constructor(say, pause = PAUSE_MILLIS) {
    this.#say = say;
    this.#pause = pause;
  }

  add(alerts) {
    this.#waiting.push(...alerts);
    if (this.#waiting.length > 0) {
      this.#timer ??= setTimeout(() => this.#speak(), Math.max(0, this.#spoken + this.#pause - performance.now()));
    }
  }

  #speak() {
    this.#timer = undefined;
    this.#spoken = performance.now();
    this.#say(summary(this.#waiting));
    this.#waiting = [];
  }
}

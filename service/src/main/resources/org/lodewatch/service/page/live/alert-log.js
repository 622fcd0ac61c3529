// Which transitions of alerts this browser has: what is a repetition, what is missing. Plain values, no network.

/** The id of a transition in the stream of events. */
export const eventId = ({ alertId, number }) => `${alertId}#${number}`;

/**
 * The number of the last transition of each alert, and the id after which the stream resumes. Numbers of an alert count from 1
 * without a gap.
 */
export class AlertLog {
  #numbers = new Map();

  /** The id of the last event; undefined before the first. */
  last;

  isEmpty() {
    return this.#numbers.size === 0;
  }

  /**
   * Whether a transition was there already, is the next one of its alert, or comes after a hole. The first of an alert that is
   * not in the log is the next one, whatever its number.
   */
  judge({ alertId, number }) {
    const known = this.#numbers.get(alertId);
    if (known !== undefined && number <= known) {
      return 'repeated';
    }
    return known !== undefined && number > known + 1 ? 'hole' : 'next';
  }

  /** Those of the stored transitions of an alert that fill the hole before a transition, oldest first. */
  missing(stored, { alertId, number }) {
    const known = this.#numbers.get(alertId) ?? 0;
    return stored.filter((one) => one.alertId === alertId && one.number > known && one.number < number)
      .sort((one, other) => one.number - other.number);
  }

  /** Adds a transition that the stream sent. */
  add(alert) {
    this.#raise(alert.alertId, alert.number);
    this.last = eventId(alert);
  }

  /**
   * The alerts of a snapshot that have later transitions than the log. An alert that the log does not have is one of them
   * unless the log is empty: then the snapshot is where it begins.
   *
   * @param numbers by alert id
   */
  behind(numbers) {
    return this.isEmpty() ? [] : Object.keys(numbers).filter((id) => numbers[id] > (this.#numbers.get(id) ?? 0));
  }

  /** Takes over the numbers of a snapshot. A lower one than that of an event that has come meanwhile changes nothing. */
  adopt({ last, numbers }) {
    Object.entries(numbers).forEach(([id, number]) => this.#raise(id, number));
    this.last = last ?? this.last;
  }

  /** What {@link adopt} takes: for the other tabs of the browser. */
  state() {
    return { last: this.last, numbers: Object.fromEntries(this.#numbers) };
  }

  /** Forgets the id that the server no longer stores. */
  forgetLast() {
    this.last = undefined;
  }

  #raise(id, number) {
    this.#numbers.set(id, Math.max(number, this.#numbers.get(id) ?? 0));
  }
}

/** Ends that are meant to be reached are missed by a rounding, in seconds. */
const ROUNDING = 0.002;

/**
 * The media time of something that scripts play, pause and seek, at any time of the page's. All times are in seconds; the
 * page's go by whole milliseconds, so that they are the same on every machine.
 */
export class Playback {
  /** Media time at which it ends. */
  duration = Infinity;
  loop = false;
  #rate = 1;
  #position = 0;
  /** Page time since when it plays from the position; `null` while it stands. */
  #since: number | null = null;

  /** Whether it does not play. */
  get paused(): boolean {
    return this.#since === null;
  }

  /** Media seconds in a second of the page's. */
  get rate(): number {
    return this.#rate;
  }

  /** Begins to play, from the start if it has ended. */
  play(now: number): void {
    if (this.#since !== null) return;
    if (!this.loop && this.hasEnded(now)) this.#position = 0;
    this.#since = now;
  }

  /** Stands where it is. */
  pause(now: number): void {
    this.#position = this.positionAt(now);
    this.#since = null;
  }

  /** Goes to a media time. */
  seek(position: number, now: number): void {
    this.#position = Math.min(Math.max(0, position), this.duration);
    if (this.#since !== null) this.#since = now;
  }

  /** Plays at another rate from now on. */
  setRate(rate: number, now: number): void {
    this.seek(this.positionAt(now), now);
    this.#rate = rate;
  }

  /** What has begun before a time begins then: nothing was shown before. */
  holdUntil(now: number): void {
    if (this.#since !== null) this.#since = Math.max(this.#since, now);
  }

  /** The media time at a time of the page's. */
  positionAt(now: number): number {
    const passed = this.#since === null ? 0 : Math.max(0, now - this.#since) * this.#rate;
    const position = Math.max(0, this.#position + passed);
    if (position < this.duration) return position;
    if (!this.loop || this.duration <= 0) return this.duration;
    return position % this.duration;
  }

  /** Whether the end was reached, and is not played over. */
  hasEnded(now: number): boolean {
    return !this.loop && this.positionAt(now) >= this.duration - ROUNDING;
  }

  /** Page seconds until it ends; `null` if it does not. */
  untilEnd(now: number): number | null {
    if (this.paused || this.loop || this.#rate <= 0 || !Number.isFinite(this.duration)) return null;
    return Math.max(0, this.duration - this.positionAt(now)) / this.#rate;
  }
}

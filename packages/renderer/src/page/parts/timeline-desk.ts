import type { PlainContract, Timeline } from "../animations/timelines.ts";

/** Keeps the timelines of one sub-composition, and enters them into the page's list under keys of their own. */
export class TimelineDesk {
  readonly timelines = new Map<string, Timeline>();
  /** What its scripts see as `window.__timelines`. */
  readonly registry: Record<string, Timeline>;
  readonly #ids: readonly string[];
  readonly #pageKeys = new Map<string, string>();

  constructor(ids: readonly string[]) {
    this.#ids = ids.filter(Boolean);
    this.registry = new Proxy<Record<string, Timeline>>(
      {},
      {
        get: (_, key) => this.timelines.get(String(key)),
        has: (_, key) => this.timelines.has(String(key)),
        ownKeys: () => [...this.timelines.keys()],
        getOwnPropertyDescriptor: (_, key) => {
          const value = this.timelines.get(String(key));
          return value && { value, enumerable: true, configurable: true, writable: true };
        },
        set: (_, key, value: Timeline) => {
          this.#add(String(key), value);
          return true;
        },
      },
    );
  }

  /** Takes a whole list in the place of the one there is. */
  take(list: unknown): boolean {
    if (typeof list !== "object" || list === null || list === this.registry) return true;
    for (const [key, timeline] of Object.entries(list)) this.#add(key, timeline as Timeline);
    return true;
  }

  /** A `window.__hf` of its own is a timeline too. */
  takeContract(contract: unknown): boolean {
    if (typeof contract !== "object" || contract === null) return true;
    const plain = contract as PlainContract;
    this.#add(this.#ids[0] ?? "", {
      duration: () => plain.duration ?? 0,
      seek: (time) => plain.seek?.(time),
    });
    return true;
  }

  #add(key: string, timeline: Timeline): void {
    this.timelines.set(key, timeline);
    window.__timelines ??= {};
    const pageKey = this.#pageKeys.get(key) ?? freeKey(this.#ids.includes(key) ? (this.#ids[0] ?? key) : key);
    this.#pageKeys.set(key, pageKey);
    window.__timelines[pageKey] = timeline;
  }
}

/** The host's id wins; where two have one, the later is counted. */
function freeKey(wanted: string): string {
  const taken = window.__timelines ?? {};
  let key = wanted;
  for (let count = 2; taken[key]; count += 1) key = `${wanted}-${count}`;
  return key;
}

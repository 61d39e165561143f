/** Failures that can be asked for, and what their number means. */
export const demandable = {
  "rate-limit": "the first N tries of this request are answered 429",
  "server-error": "the first N tries of this request are answered 503, nothing done",
  forbidden: "this request is answered 403, nothing done",
  "no-credit": "this request is answered 402, nothing done",
  "html-error": "the first N tries of this request are answered 502 with HTML, nothing done",
  "cut-before": "the first N tries of this request lose their connection, nothing done",
  "cut-after": "the first N tries of this request lose their connection after they were carried out",
  slow: "this request is answered after N seconds",
  redirect: "this request is answered with a redirect to another host",
  garbage: "this request is answered 200, with something that is not JSON",
  fail: "the job fails at its Nth poll",
  stuck: "the job never ends",
  "ask-back": "the agent's session waits for an answer of a person until it gets one",
  "no-video": "the agent's session ends without a video",
  "poll-rate-limit": "the first N polls of the job are answered 429",
  "poll-server-error": "the first N polls of the job are answered 503",
  "unknown-status": "the job's first N polls show a status that nobody has heard of",
  truncate: "the first N downloads break off halfway",
  expired: "the first N downloads are answered 403, as if the address had expired",
  "wrong-type": "downloads are HTML",
  "no-range": "downloads cannot be resumed",
} as const;

/** The name of a failure that can be asked for. */
export type Demand = keyof typeof demandable;

/** Failures asked for, each with what is left of its number. */
export class Demands {
  readonly #left = new Map<string, number>();

  constructor(demands: ReadonlyArray<readonly [Demand, number]> = []) {
    this.add(demands);
  }

  add(demands: ReadonlyArray<readonly [Demand, number]>): void {
    for (const [name, count] of demands) this.#left.set(name, count);
  }

  /** Whether it was asked for, without using it up. */
  has(name: Demand): boolean {
    return this.#left.has(name);
  }

  get isEmpty(): boolean {
    return this.#left.size === 0;
  }

  count(name: Demand): number {
    return this.#left.get(name) ?? 0;
  }

  /** Whether one more is to fail so. */
  take(name: Demand): boolean {
    const left = this.count(name);
    if (left > 0) this.#left.set(name, left - 1);
    return left > 0;
  }
}

/** Demands in a text: `[[emulate fail 3]]` in a script, a title, a prompt; or the header `x-emulate: fail 3, slow 1`. */
export function demandsIn(text: string, header: string | undefined): Array<readonly [Demand, number]> {
  const marked = [...text.matchAll(/\[\[emulate ([\w, -]{1,200})\]\]/g)].map((match) => match[1] ?? "");
  return [...marked, header ?? ""].flatMap((list) =>
    list.split(",").flatMap((item) => {
      const match = /^([a-z-]+)(?: (\d{1,6}))?$/.exec(item.trim());
      const name = match?.[1] ?? "";
      return isDemand(name) ? [[name, Number(match?.[2] ?? 1)] as const] : [];
    }),
  );
}

function isDemand(name: string): name is Demand {
  return Object.hasOwn(demandable, name);
}

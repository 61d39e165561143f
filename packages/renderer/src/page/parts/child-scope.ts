import type { Timeline } from "../animations/timelines.ts";
import { getLevels } from "../composition/give-levels.ts";
import { asOwnCode } from "./own-code.ts";
import { scopedLookups, type Lookups } from "./scoped-lookups.ts";
import { TimelineDesk } from "./timeline-desk.ts";

/** What a scope is made for. */
interface ScopeOrigin {
  readonly host: HTMLElement;
  /** The ids that its scripts may call it by: the host's first, then its own. */
  readonly ids: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** The names that a sub-composition's scripts find in the place of the page's. */
export const scopeNames = [
  "window",
  "self",
  "globalThis",
  "document",
  "__timelines",
  "__hyperframes",
] as const;

/** What the scripts of one sub-composition see as their own: look-ups, timelines, variables, time. */
export class ChildScope {
  readonly #host: HTMLElement;
  readonly #lookups: Lookups;
  readonly #desk: TimelineDesk;
  readonly #hyperframes: NonNullable<Window["__hyperframes"]>;
  /** From the root's seconds to its own. */
  clock: (time: number) => number = (time) => time;
  /** The script that runs. */
  script: HTMLScriptElement | null = null;
  /** In the order of {@link scopeNames}. */
  readonly globals: readonly unknown[];

  constructor({ host, ids, values }: ScopeOrigin) {
    this.#host = host;
    this.#lookups = scopedLookups(host);
    this.#desk = new TimelineDesk(ids);
    this.#hyperframes = { getVariables: () => structuredClone(values), getLevels };
    const facade = this.#window();
    const { document: own } = facade;
    this.globals = [facade, facade, facade, own, this.#desk.registry, this.#hyperframes];
  }

  /** The timelines that its scripts have registered, by their own keys. */
  get timelines(): ReadonlyMap<string, Timeline> {
    return this.#desk.timelines;
  }

  /** Runs a function so that look-ups, its own and those of libraries it calls, find what is in the host. */
  run<Result>(callback: () => Result): Result {
    return asOwnCode({ scope: this, lookups: this.#lookups }, callback);
  }

  #window(): Window {
    const own = new Map<PropertyKey, unknown>([
      ["__timelines", this.#desk.registry],
      ["__hyperframes", this.#hyperframes],
    ]);
    const facade: Window = new Proxy(window, {
      get: (_, key) => (own.has(key) ? own.get(key) : ofPage(window, key)),
      set: (_, key, value: unknown) => {
        if (key === "__timelines") return this.#desk.take(value);
        if (key === "__hf") return this.#desk.takeContract(value);
        if (key === "onload" && typeof value === "function") {
          this.run(() => window.addEventListener("load", value as EventListener));
          return true;
        }
        return Reflect.set(window, key, value, window);
      },
    });
    for (const name of ["window", "self", "globalThis"]) own.set(name, facade);
    own.set("document", this.#document(facade));
    return facade;
  }

  #document(view: Window): Document {
    const own: Readonly<Record<PropertyKey, unknown>> = {
      ...this.#lookups,
      // What a page of its own would have: its styles for `html` and `body` are the host's too.
      body: this.#host,
      documentElement: this.#host,
      defaultView: view,
    };
    return new Proxy(document, {
      get: (_, key) => {
        if (key === "currentScript") return this.script;
        return Object.hasOwn(own, key) ? own[key] : ofPage(document, key);
      },
      set: (_, key, value: unknown) => Reflect.set(document, key, value, document),
    });
  }
}

/** The page's own methods must be called on the page's own objects; classes and libraries are left as they are. */
function ofPage(target: object, key: PropertyKey): unknown {
  const value: unknown = Reflect.get(target, key, target);
  if (typeof value !== "function" || Object.hasOwn(value, "prototype") || Object.keys(value).length > 0)
    return value;
  return (value as (...values: unknown[]) => unknown).bind(target);
}

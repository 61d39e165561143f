import type { SeekDetail } from "../seek-event.ts";
import type { ChildScope } from "./child-scope.ts";
import type { Lookups } from "./scoped-lookups.ts";

/** The scope that code runs in, and what it finds in the host. */
interface OwnCode {
  readonly scope: ChildScope;
  readonly lookups: Lookups;
}

type Callback = (this: unknown, ...values: unknown[]) => unknown;
type Method = (this: unknown, ...values: unknown[]) => unknown;

/** Methods that call a function later, and which of their arguments that is. */
const later = [
  [window, "setTimeout", 0],
  [window, "setInterval", 0],
  [window, "requestAnimationFrame", 0],
  [window, "queueMicrotask", 0],
  [Promise.prototype, "then", 0],
  [Promise.prototype, "then", 1],
] as const;

/**
 * Runs code of one sub-composition. While it runs, the document's look-ups are its own, for libraries that it calls too,
 * and what it leaves to be called later will run in the same way.
 */
export function asOwnCode<Result>({ scope, lookups }: OwnCode, callback: () => Result): Result {
  const wrap = (value: unknown): unknown =>
    typeof value === "function" ? wrapped(scope, value as Callback) : value;
  const restore = [
    ...Object.entries(lookups).map(([name, value]) => replace(document, name, value)),
    ...later.map(([owner, name, position]) => {
      const before = Reflect.get(owner, name) as Method;
      return replaceMethod(owner, name, (target, values) => {
        const wanted = values.map((value, index) => (index === position ? wrap(value) : value));
        return before.apply(target, wanted);
      });
    }),
    replaceListening(scope, wrap),
  ];
  try {
    return callback();
  } finally {
    for (const undo of restore.toReversed()) undo();
  }
}

function replaceListening(scope: ChildScope, wrap: (value: unknown) => unknown): () => void {
  const before = Reflect.get(EventTarget.prototype, "addEventListener") as Method;
  return replaceMethod(EventTarget.prototype, "addEventListener", (target, [type, listener, ...rest]) => {
    if (isOver(target, type) && typeof listener === "function") {
      queueMicrotask(() => void (wrap(listener) as Callback).call(target, new Event(String(type))));
      return;
    }
    const own = type === "hf-seek" ? inOwnTime(scope, listener) : listener;
    before.call(target, type, wrap(own), ...rest);
  });
}

/** Whether a listener would wait for what has been. */
function isOver(target: unknown, type: unknown): boolean {
  if (target !== undefined && target !== window && target !== document) return false;
  if (type === "DOMContentLoaded") return document.readyState !== "loading";
  return type === "load" && document.readyState === "complete";
}

/** A sub-composition's time is its own. */
function inOwnTime(scope: ChildScope, listener: unknown): unknown {
  if (typeof listener !== "function") return listener;
  return (event: CustomEvent<SeekDetail>) => {
    const detail: SeekDetail = {
      time: scope.clock(event.detail.time),
      waitUntil: (promise) => event.detail.waitUntil(promise),
    };
    (listener as Callback).call(window, new CustomEvent("hf-seek", { detail }));
  };
}

const known = new WeakMap<ChildScope, WeakMap<Callback, Callback>>();

/** One function is always wrapped as the same, so that it counts once as a listener. */
function wrapped(scope: ChildScope, callback: Callback): Callback {
  const ofScope = known.get(scope) ?? new WeakMap<Callback, Callback>();
  known.set(scope, ofScope);
  const before = ofScope.get(callback);
  if (before) return before;
  const own: Callback = function own(...values) {
    return scope.run(() => callback.apply(this, values));
  };
  ofScope.set(callback, own);
  // What is wrapped already is not wrapped again.
  ofScope.set(own, own);
  return own;
}

/** As methods of the browser are, it is no constructor; the window that scripts see tells them by that. */
function replaceMethod(
  owner: object,
  name: string,
  call: (target: unknown, values: readonly unknown[]) => unknown,
): () => void {
  const holder = {
    method(this: unknown, ...values: unknown[]) {
      return call(this, values);
    },
  };
  return replace(owner, name, Reflect.get(holder, "method"));
}

function replace(owner: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, {
    value,
    configurable: true,
    writable: true,
    enumerable: before?.enumerable ?? false,
  });
  return () => {
    if (before) Object.defineProperty(owner, name, before);
    else Reflect.deleteProperty(owner, name);
  };
}

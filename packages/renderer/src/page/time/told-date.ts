/** Lets `Date` tell another time than the browser's, in milliseconds since 1970. */
export function tellDate(now: () => number): void {
  const native = Date;
  const told = new Proxy(native, {
    construct: (target, values, newTarget) =>
      Reflect.construct(target, values.length > 0 ? values : [now()], newTarget) as object,
    apply: () => new native(now()).toString(),
  });
  native.now = now;
  native.prototype.constructor = told;
  globalThis.Date = told;
}

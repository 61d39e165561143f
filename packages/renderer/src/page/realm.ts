/** An attribute or method of an object, wherever on its chain of prototypes it stands. */
function find(owner: object, name: string): PropertyDescriptor | undefined {
  for (let place: object | null = owner; place; place = Reflect.getPrototypeOf(place)) {
    const known = Object.getOwnPropertyDescriptor(place, name);
    if (known) return known;
  }
  return undefined;
}

/** Puts a method of ours in the place of one of the browser's. As those are, it is no constructor. */
export function replaceMethod<Owner extends object, Name extends keyof Owner & string>(
  owner: Owner,
  name: Name,
  make: (native: Owner[Name]) => Owner[Name],
): void {
  const known = find(owner, name);
  if (!known) return;
  Object.defineProperty(owner, name, { ...known, value: make(owner[name]) });
}

/** Gives an attribute of the browser's objects one value for ever, where the browser has it at all. */
export function fixValue(owner: object | undefined, name: string, value: unknown): void {
  const known = owner && find(owner, name);
  if (!known?.configurable) return;
  const holder = { get: () => value };
  Object.defineProperty(owner, name, {
    configurable: true,
    enumerable: known.enumerable ?? true,
    get: holder.get,
  });
}

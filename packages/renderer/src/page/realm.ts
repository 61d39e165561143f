/** Puts a method of ours in the place of one of the browser's. As those are, it is no constructor. */
export function replaceMethod<Owner extends object, Name extends keyof Owner & string>(
  owner: Owner,
  name: Name,
  make: (native: Owner[Name]) => Owner[Name],
): void {
  const known = Object.getOwnPropertyDescriptor(owner, name);
  if (!known) return;
  Object.defineProperty(owner, name, { ...known, value: make(owner[name]) });
}

/** Gives an attribute of the browser's objects one value for ever, where the browser has it at all. */
export function fixValue(owner: object | undefined, name: string, value: unknown): void {
  const known = owner && Object.getOwnPropertyDescriptor(owner, name);
  if (!known?.configurable) return;
  const holder = { get: () => value };
  Object.defineProperty(owner, name, {
    configurable: true,
    enumerable: known.enumerable ?? true,
    get: holder.get,
  });
}

/** An attribute or method of an object, wherever on its chain of prototypes it stands. */
function find(owner: object, name: string): PropertyDescriptor | undefined {
  for (let place: object | null = owner; place; place = Reflect.getPrototypeOf(place)) {
    const known = Object.getOwnPropertyDescriptor(place, name);
    if (known) return known;
  }
  return undefined;
}

/** Calls a method of the browser's. */
export type Native = (target: unknown, values: readonly unknown[]) => unknown;

/** What is called in the place of a method of the browser's, on an object, with the values that were given. */
type Replacement = (native: Native, target: unknown, values: readonly unknown[]) => unknown;

/** Puts a method of ours in the place of one of the browser's, if it has that. As those are, it is no constructor. */
export function replaceMethod(owner: object, name: string, replacement: Replacement): Native {
  const known = find(owner, name);
  const method: unknown = known?.value;
  if (typeof method !== "function") return () => undefined;
  const native: Native = (target, values) => Reflect.apply(method, target, values) as unknown;
  const holder = {
    [name](this: unknown, ...values: unknown[]) {
      return replacement(native, this, values);
    },
  };
  Object.defineProperty(owner, name, { ...known, value: holder[name] });
  return native;
}

/** Has something done before the value of one of the browser's attributes is set, where the browser has it at all. */
export function replaceSetter(
  owner: object | undefined,
  name: string,
  before: (value: unknown) => void,
): void {
  const known = owner && find(owner, name);
  const native = setterOf(known);
  if (!owner || !known || !native) return;
  const holder = {
    set [name](value: unknown) {
      before(value);
      native(this, [value]);
    },
  };
  const get = Reflect.get(known, "get") as () => unknown;
  const enumerable = known.enumerable ?? true;
  Object.defineProperty(owner, name, { ...Object.getOwnPropertyDescriptor(holder, name), get, enumerable });
}

/** Sets one of the browser's attributes as the browser does; undefined where it has no such attribute. */
export function setterOf(known: PropertyDescriptor | undefined): Native | undefined {
  const set: unknown = known && Reflect.get(known, "set");
  if (typeof set !== "function") return undefined;
  return (target, values) => Reflect.apply(set, target, values) as unknown;
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

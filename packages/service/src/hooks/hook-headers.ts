import { HookRefusedError } from "../errors.ts";

/** A request's headers, each as often as it came. */
export class HookHeaders {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  /** @param pairs names in any case, and values; a `Headers` will do. */
  constructor(pairs: Iterable<readonly [string, string]>) {
    const grouped = Map.groupBy(pairs, ([name]) => name.toLowerCase());
    this.#values = new Map(Array.from(grouped, ([name, all]) => [name, all.map(([, value]) => value)]));
  }

  /**
   * A header's value.
   *
   * @throws {HookRefusedError} if it is missing, empty, or there twice: what is there twice says nothing certain.
   */
  require(name: string): string {
    const value = this.find(name);
    if (value === null) throw new HookRefusedError();
    return value;
  }

  /**
   * A header's value; `null` if it is missing or empty.
   *
   * @throws {HookRefusedError} if it is there twice. Servers join such headers: https://www.rfc-editor.org/rfc/rfc9110#section-5.3
   */
  find(name: string): string | null {
    const [value = "", ...more] = this.#values.get(name.toLowerCase()) ?? [];
    if (more.length > 0 || value.includes(", ")) throw new HookRefusedError();
    return value.trim() || null;
  }

  /** All headers, with each value of those that are there twice. */
  toRecord(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(this.#values);
  }
}

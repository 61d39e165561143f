import { Turns } from "./turns.ts";

/** Values that were made, by key. Nobody makes one while somebody else does; what fails is made again by the next. */
export class Remembered<Value> {
  readonly #most: number;
  readonly #values = new Map<string, Value>();
  readonly #turns = new Turns();

  /** @param most how many are kept; the one that was used longest ago goes first. */
  constructor(most: number) {
    this.#most = most;
  }

  /** The value of a key that still holds, or else what `make` makes. */
  async get(
    key: string,
    make: () => Promise<Value>,
    holds: (value: Value) => Promise<boolean> = () => Promise.resolve(true),
  ): Promise<Value> {
    using _turn = await this.#turns.take(key);
    const known = this.#values.get(key);
    const isGood = known !== undefined && (await holds(known));
    const value = isGood ? known : await make();
    this.#values.delete(key);
    this.#values.set(key, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#most && oldest !== undefined) this.#values.delete(oldest);
    return value;
  }
}

/**
 * Resources that belong together, ended the last first: what the language's `AsyncDisposableStack` is, which Node has from 24 on only.
 */
export class Owned implements AsyncDisposable {
  #ends: Array<() => Promise<void> | void> = [];

  /** Takes a resource, and gives it back to be used. */
  use<Resource extends AsyncDisposable>(resource: Resource): Resource {
    this.#ends.push(async () => resource[Symbol.asyncDispose]());
    return resource;
  }

  /** Has something done at the end. */
  defer(end: () => Promise<void> | void): void {
    this.#ends.push(end);
  }

  /** Hands everything over to another owner; disposing of this one does nothing then. */
  move(): Owned {
    const other = new Owned();
    other.#ends = this.#ends;
    this.#ends = [];
    return other;
  }

  /** Ends everything, also where something fails on the way; throws the first of such errors. */
  async [Symbol.asyncDispose](): Promise<void> {
    const errors: unknown[] = [];
    for (let end = this.#ends.pop(); end; end = this.#ends.pop()) {
      try {
        await end();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}

/** Lets those that would do the same work do it one after the other, so that the later find it done. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /** Waits for everybody who asked for the same key before. Dispose of what is returned to let the next begin. */
  async take(key: string): Promise<Disposable> {
    const before = this.#last.get(key);
    const turn = Promise.withResolvers<void>();
    this.#last.set(key, turn.promise);
    await before;
    return {
      [Symbol.dispose]: () => {
        turn.resolve();
        if (this.#last.get(key) === turn.promise) this.#last.delete(key);
      },
    };
  }
}

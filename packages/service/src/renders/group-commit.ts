interface Pending<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** Does many things at once that arrive one by one: what comes while one group is being done makes the next. */
export class GroupCommit<Item, Result> {
  readonly #most: number;
  readonly #commit: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly #pending: Array<Pending<Item, Result>> = [];
  #isRunning = false;

  /** @param commit does a group, and gives a result for each of it, in order. If it fails, each of the group fails. */
  constructor(most: number, commit: (items: readonly Item[]) => Promise<readonly Result[]>) {
    this.#most = most;
    this.#commit = commit;
  }

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ item, resolve, reject });
      if (!this.#isRunning) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#pending.length > 0) {
      const group = this.#pending.splice(0, this.#most);
      try {
        const results = await this.#commit(group.map(({ item }) => item));
        for (const [at, { resolve }] of group.entries()) resolve(results[at] as Result);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#isRunning = false;
  }
}

import { join, resolve } from "node:path";
import { RenderError } from "@hyperframes-engine/errors";
import { FileLock, holderOf, makeFolder } from "@hyperframes-engine/store";

/** The folder of one service: its database and its files. */
export class DataFolder implements AsyncDisposable {
  /** Absolute. */
  readonly path: string;
  readonly #lock: FileLock;

  private constructor(path: string, lock: FileLock) {
    this.path = path;
    this.#lock = lock;
  }

  /**
   * Takes a folder for this process alone, and makes it if it is missing: two that open one embedded database destroy it.
   *
   * @throws {RenderError} `folder-in-use` if another process has it.
   */
  static async take(given: string): Promise<DataFolder> {
    const path = resolve(given);
    await makeFolder(path);
    const lock = await FileLock.tryTake(join(path, "lock"));
    if (lock) return new DataFolder(path, lock);
    const holder = await holderOf(join(path, "lock"));
    const who = holder ? `process ${holder.pid} on ${holder.host}` : "another process";
    throw new RenderError(
      "folder-in-use",
      `${path} is in use by ${who}. Stop that one, or take another folder with --data.`,
    );
  }

  /** Aborted if another process has taken the folder, as this one was suspended for long. */
  get lost(): AbortSignal {
    return this.#lock.lost;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lock[Symbol.asyncDispose]();
  }
}

import type { WorkerLine } from "./worker-line.ts";
import type { Answer, CanvasPicture } from "./worker-protocol.ts";

/** Workers and those who made them may answer each other so many times in a moment; then time goes on. */
const MOST_ROUNDS = 20;

/** The workers of a page, or of a worker: brings them all to a time, and hands over what they have sent until then. */
export class WorkerDesk {
  readonly #lines: WorkerLine[] = [];
  #made = 0;

  /** A name for the next worker, below that of its maker. */
  nextId(maker: string): string {
    this.#made += 1;
    return `${maker}/${this.#made}`;
  }

  /** Whether any workers were made. */
  get isUsed(): boolean {
    return this.#made > 0;
  }

  /** Takes a worker along from now on. */
  add(line: WorkerLine): void {
    this.#lines.push(line);
  }

  /** Brings all workers to a time, until none has anything to say any more. */
  async advance(time: number, frame: boolean): Promise<Omit<Answer, "kind">> {
    const pictures: CanvasPicture[] = [];
    let next: number | null = null;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const lines = this.#open();
      const asked = lines.map((line) => line.ask({ time, frame: frame && round === 0, show: frame }));
      const answers = await Promise.all(asked);
      pictures.push(...answers.flatMap((answer) => answer.pictures));
      next = earliest(answers.map((answer) => answer.next));
      let isBusy = false;
      // One that has just ended may have said why.
      for (const line of this.#lines) isBusy = (await line.deliver()) || isBusy;
      if (!isBusy && !this.#open().some((line) => line.isFresh)) break;
    }
    return { next, pictures };
  }

  #open(): WorkerLine[] {
    return this.#lines.filter((line) => line.isOpen);
  }
}

/** The smallest of the times that there are. */
export function earliest(times: ReadonlyArray<number | null>): number | null {
  const known = times.filter((time) => time !== null);
  return known.length > 0 ? Math.min(...known) : null;
}

import { createHash } from "node:crypto";
import { relative } from "node:path";
import { SeveralRowsError } from "@hyperframes-engine/template";
import { InterruptedError } from "../../errors.ts";
import { BatchError, NameFault } from "../batch-error.ts";
import type { BatchSource } from "./batch-source.ts";
import { readNamedRows, type NamedRow, type Naming } from "./named-rows.ts";

/** What is known of all rows before any is rendered. */
export interface RowsPlan {
  readonly rows: number;
  /** How many cannot be rendered. */
  readonly faulty: number;
  /** The first of those. */
  readonly firstFault: NamedRow | null;
  /** The first that can be rendered. */
  readonly first: NamedRow | null;
}

/** More of them say nothing new. */
const MOST_TOLD = 20;

/**
 * Reads all rows once, checks and names them. What is kept of each is some tens of bytes.
 *
 * @throws {SeveralRowsError} if there are several, and one name.
 * @throws {BatchError} if there are no rows, two have one name, or a name leads out of the outputs' folder; all of them are told, up to 20.
 */
export async function planRows(source: BatchSource, naming: Naming, signal: AbortSignal): Promise<RowsPlan> {
  const names = new RowNames(source.shown, naming);
  const plan = { rows: 0, faulty: 0, firstFault: null as NamedRow | null, first: null as NamedRow | null };
  for await (const row of readNamedRows(source, naming)) {
    if (signal.aborted) throw new InterruptedError();
    plan.rows += 1;
    if (row.fault) plan.faulty += 1;
    if (row.fault) plan.firstFault ??= row;
    else plan.first ??= row;
    names.add(row);
    if (row.number === 2 && !naming.pattern.hasFields) throw new SeveralRowsError(source.shown);
  }
  if (plan.rows === 0) throw new BatchError(`${source.shown}: there is no row in it.`);
  names.check();
  return plan;
}

/** What a batch keeps beside its outputs. */
const ownNames = /^(?:manifest\.jsonl(?:\.partial)?|\.manifest\.lock)$/i;

/** Finds names that two rows have, or that no row may have. */
export class RowNames {
  readonly #shown: string;
  readonly #folder: string;
  /** The line of each name, by a hash: names are long, and there may be a million. */
  readonly #lines = new Map<string, number>();
  readonly #told: string[] = [];
  #problems = 0;

  constructor(shown: string, { pattern }: Naming) {
    this.#shown = shown;
    this.#folder = pattern.folder;
  }

  /** Adds a row's. */
  add({ output, fault, line }: NamedRow): void {
    if (fault instanceof NameFault && fault.climbs) this.#tell(fault.message);
    if (output === null) return;
    const below = relative(this.#folder, output);
    if (ownNames.test(below)) {
      this.#tell(
        `${this.#shown}:${line}: this row's output, ${below}, is the name of a file of the batch itself.`,
      );
      return;
    }
    // Some file systems know no case: what lies side by side here would be one file there.
    const key = createHash("sha1").update(output.toLowerCase()).digest("base64").slice(0, 16);
    const before = this.#lines.get(key);
    if (before === undefined) this.#lines.set(key, line);
    else {
      this.#tell(`${this.#shown}:${line}: this row's output, ${below}, is that of line ${before} too.`);
    }
  }

  /** What was found, and how much more there is. */
  get problems(): readonly string[] {
    const more = this.#problems - this.#told.length;
    return more > 0 ? [...this.#told, `… and ${more} more.`] : this.#told;
  }

  /**
   * Makes sure that there is none.
   *
   * @throws {BatchError} with all of them, up to twenty.
   */
  check(): void {
    if (this.#problems === 0) return;
    const advice =
      "Nothing was rendered. Use a field in `output` that every row has another value of, such as <<row.number>>.";
    throw new BatchError([...this.problems, advice].join("\n"));
  }

  #tell(problem: string): void {
    this.#problems += 1;
    if (this.#told.length < MOST_TOLD) this.#told.push(problem);
  }
}

import { join } from "node:path";
import { repository } from "./paths.ts";

/** A project that is rendered, 1920×1080 at 30 frames a second. */
export interface BenchComposition {
  readonly name: string;
  /** The project's folder in the repository, absolute. */
  readonly folder: string;
  /** What it stands for, for the report. */
  readonly about: string;
}

/** The compositions, in the order in which they are rendered and reported. */
export const compositions: readonly BenchComposition[] = [
  {
    name: "everything-moves",
    folder: join(repository, "bench/compositions/everything-moves"),
    about: "cards, shadows, counters and bars; no two frames alike",
  },
  {
    name: "title",
    folder: join(repository, "bench/compositions/title"),
    about: "a title that enters, holds and leaves; 510 of 600 frames are still",
  },
  {
    name: "weekly-report",
    folder: join(repository, "examples/weekly-report"),
    about: "the example report: scenes, charts, counters",
  },
];

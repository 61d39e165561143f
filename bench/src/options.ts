import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { type BenchComposition, compositions } from "./compositions.ts";

/** What to run and where to write the results. */
export interface Options {
  readonly compositions: readonly BenchComposition[];
  /** Names with arguments, such as `ours --workers 1`. */
  readonly tools: readonly string[];
  readonly repeats: number;
  /** Program that all tools and the reference use. */
  readonly browser: string;
  /** Compare every video with its reference. */
  readonly quality: boolean;
  readonly json: string | undefined;
  readonly markdown: string | undefined;
  /** Folder that the videos are kept in. */
  readonly keep: string | undefined;
}

const help = `bench/run [options]   renders in turn with each tool, and measures

  --only a,b        compositions: ${compositions.map(({ name }) => name).join(", ")} (default: all)
  --tools a,b       ours, npm, each with arguments to add: "ours,ours --workers 1,npm" (default: ours,npm)
  --repeats n       renders of each composition by each tool (default: 3)
  --browser FILE    headless-shell for all tools (default: the first one found on the PATH)
  --no-quality      do not make references and compare with them
  --json FILE       write every measurement
  --markdown FILE   write the tables
  --keep FOLDER     keep the videos
`;

const shells = ["chrome-headless-shell", "chromium-headless-shell"];

/**
 * Reads the command line; prints help and exits if asked to.
 *
 * @throws {RangeError | TypeError} naming the option that is not right.
 */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string" },
      tools: { type: "string", default: "ours,npm" },
      repeats: { type: "string", default: "3" },
      browser: { type: "string" },
      "no-quality": { type: "boolean", default: false },
      json: { type: "string" },
      markdown: { type: "string" },
      keep: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    process.exit(0);
  }
  return Object.freeze({
    compositions: chosen(values.only),
    tools: values.tools.split(",").map((name) => name.trim()),
    repeats: positiveInteger(values.repeats),
    browser: values.browser ?? findBrowser(),
    quality: !values["no-quality"],
    json: values.json,
    markdown: values.markdown,
    keep: values.keep,
  });
}

function chosen(only: string | undefined): readonly BenchComposition[] {
  if (only === undefined) return compositions;
  return only.split(",").map((name) => {
    const found = compositions.find((composition) => composition.name === name.trim());
    if (!found) throw new RangeError(`--only: there is no composition "${name}".`);
    return found;
  });
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new RangeError(`--repeats must be an integer from 1, but is "${text}".`);
}

/**
 * The first headless-shell on the PATH.
 *
 * @throws {RangeError} if there is none.
 */
export function findBrowser(): string {
  for (const name of shells) {
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch {
      continue;
    }
  }
  throw new RangeError(`--browser is needed: none of ${shells.join(", ")} is on the PATH.`);
}

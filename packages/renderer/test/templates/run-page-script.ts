import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { repository } from "../support/fixtures.ts";

/** A script of a template, without a page: evaluates an expression after it, and gives its value as JSON has it. */
export type PageScript = (expression: string) => unknown;

/** Reads a script, by its path below `templates`. */
export async function readPageScript(path: string): Promise<PageScript> {
  const script = await readFile(join(repository, "templates", path), "utf8");
  const page = createContext({});
  runInContext(script, page);
  // Lists of another realm equal none of this one.
  return (expression) => JSON.parse(String(runInContext(`JSON.stringify(${expression})`, page))) as unknown;
}

import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import type * as Lexer from "es-module-lexer";
import { workerScript } from "./page-script.ts";

/** Where the script stands that runs in workers before their own. */
export const workerScriptPath = "/.hyperframes/worker-realm.js";

/** Whether a file is asked for as the script of a worker. */
export function isWorkerRequest({ headers }: IncomingMessage): boolean {
  return headers["sec-fetch-dest"] === "worker" || headers["sec-fetch-dest"] === "sharedworker";
}

/** A worker's script, with ours before it. */
export async function readWorkerFile(file: string): Promise<string> {
  const text = await readFile(file, "utf8");
  const lexer = await import("es-module-lexer");
  // What a module imports runs before it.
  return hasImports(text, lexer) ? `import "${workerScriptPath}";${text}` : (await workerScript()) + text;
}

function hasImports(text: string, { parse }: typeof Lexer): boolean {
  try {
    return parse(text)[0].some(({ type }) => type !== "dynamic" && type !== "import-meta");
  } catch {
    // The browser says better what is wrong with it.
    return false;
  }
}

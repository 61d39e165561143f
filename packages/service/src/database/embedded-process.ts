import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { PGlite, type Results } from "@electric-sql/pglite";
import { syncFolder } from "@hyperframes-engine/store";
import { unpackTar } from "modern-tar/fs";
import type { Answer, Question } from "./embedded-messages.ts";

// The process of an embedded database: answers one question after the other until whoever started it is gone.

const [, , folder = ""] = process.argv;
const say = (answer: Answer): void => void process.send?.(answer);

try {
  await makeIfMissing(folder);
  serve(await PGlite.create({ dataDir: folder }));
} catch (error) {
  say({ kind: "failed", id: null, error: detailsOf(error) });
  process.disconnect();
}

function serve(database: PGlite): void {
  let asked: Promise<void> = Promise.resolve();
  process.on("message", (question: Question) => {
    asked = asked.then(async () => say(await answerTo(database, question)));
  });
  // Also if that process was killed: what it had not committed is rolled back when the folder is opened again.
  process.once("disconnect", () => {
    asked = asked.then(() => database.close());
  });
  say({ kind: "ready" });
}

async function answerTo(database: PGlite, { id, text, values }: Question): Promise<Answer> {
  try {
    // Several statements at once can have no values.
    const results: Results[] = values ? [await database.query(text, [...values])] : await database.exec(text);
    // pg-boss wants the rows of all of them.
    const rows = results.flatMap(({ rows: some }) => some as object[]);
    return { kind: "done", id, rows, affected: results.at(-1)?.affectedRows ?? 0 };
  } catch (error) {
    return { kind: "failed", id, error: detailsOf(error) };
  }
}

/** A half-made folder would never open: it takes its name when it is whole. */
async function makeIfMissing(path: string): Promise<void> {
  if (existsSync(join(path, "PG_VERSION"))) return;
  const partial = `${path}.partial`;
  await rm(partial, { recursive: true, force: true });
  // It will have secrets that others of the machine must not read.
  await mkdir(partial, { mode: 0o700 });
  // Making one from nothing takes 15 s of CPU, and letting PGlite unpack this one 2 s.
  const { dataDir } = await import("@electric-sql/pglite-prepopulatedfs");
  const archive = (await dataDir()).stream().pipeThrough(new DecompressionStream("gzip"));
  const owned = unpackTar(partial, {
    map: (entry) => ({ ...entry, mode: entry.type === "directory" ? 0o700 : 0o600 }),
  });
  await pipeline(archive, owned);
  await syncFolder(partial);
  await rename(partial, path);
}

function detailsOf(error: unknown): { readonly message: string; readonly code: string | null } {
  const { message, code } = error as { readonly message?: string; readonly code?: string };
  return { message: message ?? String(error), code: code ?? null };
}

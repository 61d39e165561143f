import { link, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { OutputError } from "../errors.ts";
import { isProcessAlive } from "../process-alive.ts";

/** Folders that this process holds. Its own number says nothing: in containers it may be that of one that was killed. */
const held = new Set<string>();

/**
 * Keeps a folder to one batch at a time, until disposed of. What a batch that was killed has left is taken over.
 *
 * @throws {OutputError} if another batch writes into the folder, or nobody can.
 */
export async function lockBatch(folder: string): Promise<AsyncDisposable> {
  const file = join(folder, ".manifest.lock");
  const own = `${file}.${process.pid}`;
  if (held.has(file)) throw locked(folder, { file, owner: process.pid });
  held.add(file);
  try {
    await writeFile(own, JSON.stringify({ process: process.pid, host: hostname() }));
    // Links are made whole or not at all, so there is no moment in which a lock says nothing.
    if (!(await linkTo(own, file))) {
      const owner = await ownerOf(file);
      if (owner !== null) throw locked(folder, { file, owner });
      await rm(file, { force: true });
      if (!(await linkTo(own, file))) throw locked(folder, { file, owner: "?" });
    }
  } catch (error) {
    held.delete(file);
    if (error instanceof OutputError) throw error;
    throw new OutputError("output-not-writable", `The folder ${folder} cannot be written.`, error);
  } finally {
    await rm(own, { force: true });
  }
  return {
    async [Symbol.asyncDispose]() {
      await rm(file, { force: true });
      held.delete(file);
    },
  };
}

async function linkTo(own: string, file: string): Promise<boolean> {
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Who holds a lock; `null` if nobody does any more. Of other machines nobody can tell. */
async function ownerOf(file: string): Promise<number | string | null> {
  const text = await readFile(file, "utf8").catch(() => "");
  const { process: owner, host } = readOwner(text);
  if (host !== "" && host !== hostname()) return `${owner} on ${host}`;
  return owner !== process.pid && isProcessAlive(owner) ? owner : null;
}

function readOwner(text: string): { readonly process: number; readonly host: string } {
  const match = /^\{"process":(\d+),"host":"([^"\\]*)"\}$/.exec(text);
  return { process: Number(match?.[1] ?? 0), host: match?.[2] ?? "" };
}

function locked(
  folder: string,
  { file, owner }: { readonly file: string; readonly owner: number | string },
): OutputError {
  return new OutputError(
    "output-not-writable",
    `Another batch (process ${owner}) renders into ${folder}. Wait until it has ended, or choose another folder; if there is none, delete ${file}.`,
  );
}

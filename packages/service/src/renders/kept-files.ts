import type { Digest, FileStore } from "@hyperframes-engine/store";
import { sql, type Kysely, type Transaction } from "kysely";
import type { Tables } from "../database/tables.ts";
import type { KeptFile, RenderOutput } from "./render-output.ts";

/** All content of an output. */
function filesOf({ video, poster, captions }: RenderOutput): readonly KeptFile[] {
  return [video, poster, captions].filter((file) => file !== null);
}

/** Says that a render has content. @returns whether it is there: somebody may have removed the same just now. */
export async function keepFiles(
  transaction: Transaction<Tables>,
  { id, output, files }: { readonly id: string; readonly output: RenderOutput; readonly files: FileStore },
): Promise<boolean> {
  for (const { digest, bytes } of filesOf(output)) {
    await lock(transaction, digest);
    if (!(await files.has(digest))) return false;
    await transaction
      .insertInto("kept_files")
      .values({ digest, render_id: id, bytes })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return true;
}

/** Lets a render's content go, and removes what no other render has. */
export async function dropFiles(tables: Kysely<Tables>, id: string, files: FileStore): Promise<void> {
  const kept = await tables.selectFrom("kept_files").select("digest").where("render_id", "=", id).execute();
  for (const { digest } of kept)
    await tables.transaction().execute(async (transaction) => {
      await lock(transaction, digest);
      const row = transaction.deleteFrom("kept_files").where("digest", "=", digest);
      await row.where("render_id", "=", id).execute();
      const other = await transaction
        .selectFrom("kept_files")
        .select("render_id")
        .where("digest", "=", digest)
        .executeTakeFirst();
      if (!other) await files.remove(digest as Digest);
    });
}

async function lock(transaction: Transaction<Tables>, digest: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${digest}))`.execute(transaction);
}

import type { HonoRequest } from "hono";
import type { Database } from "../database/database.ts";
import { Problem } from "./problem.ts";

/** A request that its sender may send again. */
interface NamedRequest {
  readonly keyId: string;
  readonly route: string;
  /** `null` if it has no name. */
  readonly name: string | null;
  readonly hash: string;
}

const LONGEST = 200;

/**
 * What the sender calls a request; `null` if nothing.
 *
 * @throws {Problem} if it is too long.
 */
export function replayName(request: HonoRequest): string | null {
  const name = request.header("idempotency-key");
  if (name === undefined) return null;
  if (name.length > 0 && name.length <= LONGEST) return name;
  throw new Problem("bad-request", `The Idempotency-Key may have 1 to ${LONGEST} characters.`);
}

/**
 * The answer that a request has had; `null` if it comes for the first time.
 *
 * @throws {Problem} if another request had that name.
 */
export async function findReplay(
  { tables }: Database,
  { keyId, route, name, hash }: NamedRequest,
): Promise<string | null> {
  if (name === null) return null;
  const row = await tables
    .selectFrom("replays")
    .select(["body", "body_hash"])
    .where("key_id", "=", keyId)
    .where("route", "=", route)
    .where("name", "=", name)
    .executeTakeFirst();
  if (!row) return null;
  if (row.body_hash === hash) return row.body;
  throw new Problem("key-reused", "The Idempotency-Key was used for a request with another body.");
}

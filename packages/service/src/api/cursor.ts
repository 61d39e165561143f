import type { RenderCursor } from "../renders/read-renders.ts";
import { Problem } from "./problem.ts";

/** The place after a render in a list, as a text that says nothing. */
export function writeCursor({ createdAt, id }: RenderCursor): string {
  return Buffer.from(JSON.stringify([createdAt.getTime(), id])).toString("base64url");
}

/**
 * Reads such a text.
 *
 * @throws {Problem} if it is none.
 */
export function readCursor(text: string): RenderCursor {
  try {
    const [time, id] = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as [unknown, unknown];
    if (typeof time === "number" && Number.isSafeInteger(time) && typeof id === "string" && id.length < 100)
      return { createdAt: new Date(time), id };
  } catch {
    // Said below.
  }
  throw new Problem("invalid", "The cursor is not one that a list has given.", {
    errors: [{ pointer: "/cursor", message: "must be the nextCursor of a list" }],
  });
}

import { createHash } from "node:crypto";
import { pointerOf } from "@hyperframes-engine/template";
import type { HonoRequest, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { Problem, type FieldProblem } from "./problem.ts";

/** Refuses bodies that are too large, or no JSON, before anything is read. */
export function boundBodies(mostBytes: number): MiddlewareHandler {
  const limited = bodyLimit({
    maxSize: mostBytes,
    onError: () => {
      throw new Problem("too-large", `A body may have ${mostBytes} bytes at most.`);
    },
  });
  return async (context, next) => {
    const type = context.req.header("content-type");
    if (type !== undefined && !/^application\/(?:[\w.+-]+\+)?json\b/i.test(type))
      throw new Problem(
        "unsupported-media-type",
        "Send JSON, with the header Content-Type: application/json.",
      );
    return limited(context, next);
  };
}

/**
 * Reads a body's very bytes.
 *
 * @throws {Problem} if there are too many.
 */
export async function readBytes(request: Request, mostBytes: number): Promise<Buffer> {
  const tooLarge = (): Problem => new Problem("too-large", `A body may have ${mostBytes} bytes at most.`);
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) throw tooLarge();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > mostBytes) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** A digest of a body's very bytes. */
export async function hashOfBody(request: HonoRequest): Promise<string> {
  return createHash("sha256")
    .update(new Uint8Array(await request.arrayBuffer()))
    .digest("hex");
}

/** What of a request does not fit, by places in its body. */
export function issuesOf(error: {
  readonly issues: ReadonlyArray<{ readonly path: readonly PropertyKey[]; readonly message: string }>;
}): FieldProblem[] {
  return error.issues.map(({ path, message }) => ({
    pointer: pointerOf(path.map(String)),
    message,
  }));
}

import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { answerRange } from "../../files/answer-range.ts";
import { checkAddress } from "../../files/signed-address.ts";
import { endingOf } from "../../renders/content-types.ts";
import type { FilePart } from "../../renders/describe-render.ts";
import { findRender } from "../../renders/read-renders.ts";
import { Problem } from "../problem.ts";
import type { ApiEnvironment, ServiceParts } from "../service-parts.ts";

const parts: ReadonlySet<string> = new Set<FilePart>(["video", "poster", "captions"]);
const parameters = z.object({ expires: z.string(), signature: z.string() });

/** Files of renders, for whoever has an address of one that was signed here. */
export function addFileRoutes(
  app: OpenAPIHono<ApiEnvironment>,
  {
    database,
    files,
    clock,
    signingSecret,
  }: Pick<ServiceParts, "database" | "files" | "clock" | "signingSecret">,
): void {
  app.on(["GET", "HEAD"], "/files/:id/:part", async (context) => {
    const { id, part } = context.req.param();
    const asked = parameters.safeParse(context.req.query());
    const path = `/files/${id}/${part}`;
    const refusal = asked.success
      ? checkAddress({ path, ...asked.data }, { secrets: [signingSecret], now: clock() })
      : "not-signed";
    if (refusal === "expired")
      throw new Problem("gone", "The address has expired: ask for the render again.");
    if (refusal !== null) throw new Problem("forbidden", "The address was not made here, or was changed.");
    const render = await findRender(database, id);
    const kept = parts.has(part) ? render?.output?.[part as FilePart] : null;
    if (!kept) throw new Problem("gone", "The file is no longer kept.");
    const name = `${render?.template ?? "video"}-${id.slice(-8)}${endingOf(kept.contentType)}`;
    return answerRange(context.req.raw, { files, ...kept, name });
  });
}

import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { contentTypeOf } from "../content-type.ts";
import type { ShippedLibraries } from "../libraries/shipped-libraries.ts";
import { sendContent, sendScript } from "../project-answer.ts";
import type { ProjectEntry } from "../project-path.ts";
import { agentPath, deliveredHtml } from "./delivered-html.ts";
import { answerRoute } from "./library-routes.ts";

/**
 * How pages get the agent and their libraries. `devtools`: whoever drives the browser sees to it. `html`: both are written into the
 * pages, which work in anybody's browser then.
 */
export type PageDelivery =
  | { readonly kind: "devtools" }
  | {
      readonly kind: "html";
      /** The agent's script. */
      readonly agent: () => Promise<string>;
      readonly libraries: Pick<ShippedLibraries, "answer">;
    };

/** What is asked for. */
interface DeliveryRequest {
  readonly urlPath: string;
  readonly query: string | undefined;
}

/** Answers what only pages ask for that nobody drives. Returns whether it was that. */
export async function answerDelivered(
  delivery: PageDelivery,
  { urlPath, query }: DeliveryRequest,
  response: ServerResponse,
): Promise<boolean> {
  if (delivery.kind === "devtools") return false;
  if (urlPath === agentPath) {
    sendScript(response, await delivery.agent());
    return true;
  }
  const answer = await answerRoute(urlPath, query, delivery.libraries);
  if (!answer) return false;
  if ("elsewhere" in answer) response.writeHead(302, { Location: answer.elsewhere }).end();
  else sendContent(response, answer.contentType, answer.body);
  return true;
}

/** Sends a page with everything that it gets by delivery. Returns whether the file is such a page. */
export async function sendDelivered(
  delivery: PageDelivery,
  { path, realPath, nonce }: Extract<ProjectEntry, { kind: "file" }> & { readonly nonce: string | null },
  response: ServerResponse,
): Promise<boolean> {
  const contentType = contentTypeOf(path);
  if (delivery.kind === "devtools" || !contentType.startsWith("text/html")) return false;
  sendContent(response, contentType, deliveredHtml(await readFile(realPath, "utf8"), nonce));
  return true;
}

import type { AddressInfo } from "node:net";
import { serve as listen, type ServerType } from "@hono/node-server";
import { RenderError } from "@hyperframes-engine/errors";
import type { ServiceConfig } from "./config/service-config.ts";

/** A port that answers as soon as it is told how. */
interface OpenPort extends AsyncDisposable {
  readonly url: string;
  answerWith(answer: (request: Request) => Response | Promise<Response>): void;
}

/**
 * Takes the port first: files have addresses with it.
 *
 * @throws {RenderError} if it is taken.
 */
export async function openPort({ host, port }: ServiceConfig): Promise<OpenPort> {
  let answer = (_request: Request): Response | Promise<Response> =>
    new Response("The service is starting.\n", { status: 503, headers: { "retry-after": "1" } });
  const server = await new Promise<ServerType>((resolve, reject) => {
    const made = listen({ fetch: (request) => answer(request), hostname: host, port }, () => resolve(made));
    made.once("error", (error: NodeJS.ErrnoException) => {
      const why = error.code === "EADDRINUSE" ? "is in use" : `cannot be listened at: ${error.message}`;
      reject(new RenderError("invalid-option", `${host}:${port} ${why}. Take another with --port.`));
    });
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`,
    answerWith: (given) => {
      answer = given;
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
    },
  };
}

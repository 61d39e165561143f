import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import { type AddressInfo, connect as connectSocket, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach } from "vitest";
import { type NetworkGuard, startNetworkGuard } from "../../src/browser/network-guard.ts";
import { milliseconds } from "../../src/timeline/units.ts";
import { passwordFor } from "../support/serve-files.ts";

/** Where the public names of the tests lead to. */
export const publicAddress = "93.184.215.14";

/** Names and what they resolve to. */
export const names: Record<string, readonly string[]> = {
  "public.example": [publicAddress, "2606:2800:220:1::1"],
  "rebound.example": ["127.0.0.1"],
  "metadata.example": ["169.254.169.254"],
  "mixed.example": [publicAddress, "10.0.0.5"],
  "mapped.example": ["::ffff:192.168.1.1"],
  "empty.example": [],
};

const answers: Record<string, (response: ServerResponse) => unknown> = {
  "/redirect": (response) => response.writeHead(302, { location: "http://127.0.0.1:9/" }).end(),
  "/break": (response) => response.destroy(),
  "/half": (response) => response.writeHead(200, { "content-length": "9" }).write("half"),
  "/silent": (response) => response,
};

function answerInFull(incoming: IncomingMessage, response: ServerResponse): void {
  response.setHeader("Set-Cookie", ["a=1", "b=2"]);
  response.setHeader("Connection", "X-Hop");
  response.setHeader("X-Hop", "for the proxy only");
  void text(incoming).then((body) => response.end(`${incoming.method} ${incoming.url} ${body}`));
}

/** What the guard has answered. */
export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How it is asked. */
export interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A server behind a guard, both new for each test. Public addresses cannot be reached from a test: all of them lead to it. */
export class GuardedOrigin {
  origin!: Server;
  guard!: NetworkGuard;
  connections: Array<{ addresses: readonly string[]; port: number }> = [];
  lookups: string[] = [];
  received: IncomingMessage[] = [];

  /** Opens it before each test of a file, and closes it after it. */
  static use(): GuardedOrigin {
    const opened = new GuardedOrigin();
    beforeEach(() => opened.#open());
    afterEach(() => opened.#close());
    return opened;
  }

  readonly lookup = (host: string): Promise<readonly string[]> => {
    this.lookups.push(host);
    if (host === "silent.example") return new Promise(() => undefined);
    const addresses = names[host];
    if (addresses) return Promise.resolve(addresses);
    return Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }));
  };

  readonly connectToOrigin = (addresses: readonly string[], port: number): Socket => {
    this.connections.push({ addresses, port });
    return connectSocket((this.origin.address() as AddressInfo).port, "127.0.0.1");
  };

  readonly ask = (path: string, { method = "GET", headers = {}, body }: Asked = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { port } = this.guard.access;
      const all = { ...passwordFor(this.guard.access), ...headers };
      const sent = request({ port, path, method, headers: all, agent: false });
      sent.once("error", reject);
      sent.once("response", (response) => {
        const { statusCode: status } = response;
        text(response).then((read) => resolve({ status, headers: response.headers, body: read }), reject);
      });
      sent.end(body);
    });

  /** Sends raw bytes to the guard and reads until it closes, or until `until` has come. */
  readonly talk = async (sent: string, until?: string): Promise<string> => {
    const socket = connectSocket(this.guard.access.port, "127.0.0.1");
    socket.write(sent);
    let read = "";
    for await (const chunk of socket) {
      read += String(chunk);
      if (until !== undefined && read.includes(until)) break;
    }
    return read;
  };

  readonly tunnel = (authority: string, more = "", until?: string): Promise<string> =>
    this.talk(`${connectLine(this.guard, authority)}${more}`, until);

  async #open(): Promise<void> {
    this.connections = [];
    this.lookups = [];
    this.received = [];
    this.origin = createServer((incoming, response) => {
      this.received.push(incoming);
      const answer = answers[incoming.url ?? ""];
      if (answer) answer(response);
      else answerInFull(incoming, response);
    });
    await once(this.origin.listen(0, "127.0.0.1"), "listening");
    const { lookup, connectToOrigin: connect } = this;
    this.guard = await startNetworkGuard({ lookup, connect, connectLimit: milliseconds(2000) });
  }

  async #close(): Promise<void> {
    await this.guard[Symbol.asyncDispose]();
    this.origin.closeAllConnections();
    this.origin.close();
  }
}

/** What a browser sends for a way to a host. */
export function connectLine({ access }: NetworkGuard, authority: string): string {
  const password = passwordFor(access)["proxy-authorization"];
  return `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\nProxy-Authorization: ${password}\r\n\r\n`;
}

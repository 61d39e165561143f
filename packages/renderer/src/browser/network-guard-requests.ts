import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  connectOutside,
  type Destination,
  NoConnection,
  requestHttp,
  type Outside,
} from "@hyperframes-engine/network";
import { NamedHosts } from "./named-hosts.ts";

/** A page that asks for ever new hosts must not fill the memory. */
const maxRecords = 1000;

/** Meant for the next hop only: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const hopHeaders = new Set([
  "connection",
  "proxy-connection",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "proxy-authorization",
  "proxy-authenticate",
]);

/** Answers a request as a server of its own would: the address in it is a path. */
export type Answerer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What whoever has no password is told: https://www.rfc-editor.org/rfc/rfc9110#section-11.7.1 */
const UNKNOWN = 407;
const challenge = 'Basic realm="render"';
const strange = "This proxy is not for everybody.";

/** What a guard does with what a browser asks of a proxy. */
export class GuardRequests {
  /** Other users of the machine reach the port too. */
  readonly credentials = { username: "render", password: randomBytes(16).toString("hex") };
  readonly refused = new Map<string, string>();
  readonly unreachable = new Map<string, string>();
  readonly #outside: Outside;
  readonly #inside = new Map<string, Answerer>();
  readonly #named = new NamedHosts();

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  /** Answers a host's requests in here. */
  admit(host: string, answer: Answerer): void {
    this.#inside.set(host, answer);
  }

  /** Lets nobody else be reached; `null` for no limit. */
  limit(hosts: readonly string[] | null): void {
    this.#named.limit(hosts);
  }

  /** @throws {NoConnection} for who may not be reached. */
  check(destination: Destination): void {
    this.#named.check(destination);
  }

  /** An `http:` address, which a browser asks of a proxy in full. */
  async forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#isOurs(request)) return answerText(response, UNKNOWN, strange);
    const url = URL.parse(request.url ?? "");
    if (url?.protocol !== "http:") return answerText(response, 400, "This is a proxy.");
    const inside = this.#inside.get(url.host);
    if (inside) return inside(withPath(request), response);
    try {
      const socket = await this.#open(destinationOf(url), request.socket);
      await relay(url, { socket, request, response });
    } catch (error) {
      const [status, text] = explain(error);
      if (response.headersSent || response.destroyed) response.destroy();
      else answerText(response, status, text);
    }
  }

  /** `CONNECT`, with which a browser asks for a way to an `https:`, `wss:` or `ws:` host. */
  async tunnel(request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
    // A browser that goes away while we connect is no error of ours.
    client.on("error", () => client.destroy());
    if (!this.#isOurs(request)) return answerRaw(client, UNKNOWN, strange);
    const url = URL.parse(`http://${request.url}`);
    if (url?.pathname !== "/" || url.username !== "") return answerRaw(client, 400, "This is a proxy.");
    try {
      const socket = await this.#open(destinationOf(url), client);
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      socket.write(head);
      await Promise.all([pipeline(client, socket), pipeline(socket, client)]);
    } catch (error) {
      if (error instanceof NoConnection) answerRaw(client, ...explain(error));
      else client.destroy();
    }
  }

  #isOurs({ headers }: IncomingMessage): boolean {
    const { username, password } = this.credentials;
    const expected = Buffer.from(`Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`);
    const given = Buffer.from(headers["proxy-authorization"] ?? "");
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  async #open(destination: Destination, client: Duplex): Promise<Socket> {
    const gone = new AbortController();
    const leave = (): void => gone.abort();
    client.once("close", leave);
    try {
      this.check(destination);
      return await connectOutside(destination, this.#outside, gone.signal);
    } catch (error) {
      if (error instanceof NoConnection) this.#record(destination, error);
      throw error;
    } finally {
      client.off("close", leave);
    }
  }

  #record({ host, port }: Destination, { refused, message }: NoConnection): void {
    const records = refused ? this.refused : this.unreachable;
    const name = host.includes(":") ? `[${host}]` : host;
    const place = port === 80 || port === 443 ? name : `${name}:${port}`;
    if (records.size < maxRecords) records.set(place, message);
  }
}

interface Exchange {
  readonly socket: Socket;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function relay(url: URL, { socket, request, response }: Exchange): Promise<void> {
  const forwarded = requestHttp({
    createConnection: () => socket,
    method: request.method,
    path: url.pathname + url.search,
    headers: { ...endToEnd(request.headers), host: url.host, connection: "close" },
  });
  const answered = new Promise<IncomingMessage>((done, fail) => {
    forwarded.once("response", done);
    forwarded.once("error", fail);
  });
  // Whoever gives up first, the browser or the server, ends the other side too.
  response.once("close", () => forwarded.destroy());
  const [incoming] = await Promise.all([answered, pipeline(request, forwarded)]);
  response.writeHead(incoming.statusCode ?? 502, endToEnd(incoming.headers));
  await pipeline(incoming, response);
}

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = new Set(headers.connection?.split(",").map((name) => name.trim().toLowerCase()));
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !hopHeaders.has(name) && !named.has(name)),
  );
}

function destinationOf(url: URL): Destination {
  return { host: url.hostname.replace(/^\[(.*)\]$/, "$1"), port: Number(url.port || 80) };
}

function explain(error: unknown): [status: number, text: string] {
  if (error instanceof NoConnection && error.refused) return [403, `Refused: ${error.message}.`];
  if (error instanceof NoConnection) return [502, `Unreachable: ${error.message}.`];
  return [502, `The connection broke off (${(error as NodeJS.ErrnoException).code ?? String(error)}).`];
}

function answerText(response: ServerResponse, status: number, text: string): void {
  if (status === UNKNOWN) response.setHeader("Proxy-Authenticate", challenge);
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
  response.end(`${text}\n`);
}

/** As a server of its own would be asked: the path is left as it was written. */
function withPath(request: IncomingMessage): IncomingMessage {
  request.url = request.url?.replace(/^[^:]+:\/\/[^/?#]*/, "") || "/";
  return request;
}

function answerRaw(client: Duplex, status: number, text: string): void {
  const body = `${text}\n`;
  const more = status === UNKNOWN ? `Proxy-Authenticate: ${challenge}\r\n` : "";
  client.end(
    `HTTP/1.1 ${status} Refused\r\nContent-Type: text/plain; charset=utf-8\r\n${more}` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

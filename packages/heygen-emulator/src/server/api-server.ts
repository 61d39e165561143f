import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { type Endpoint, replacementOf } from "@hyperframes-engine/heygen";
import { Demands, demandsIn, type Demand } from "../demands.ts";
import { matchRoute, type Match } from "../routes/router.ts";
import { Samples } from "../samples.ts";
import type { World } from "../world.ts";
import { ApiFault, badParameter, notFound, tooMany } from "./api-fault.ts";
import { Idempotency } from "./idempotency.ts";
import type { LoggedRequest } from "./logged-request.ts";
import { parseBody, parseQuery, readBody } from "./read-request.ts";
import type { Reply } from "./reply.ts";

/** One request on its way through. */
interface Passage {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly match: Match;
  readonly raw: Buffer;
  /** For what the request makes. */
  readonly demands: Demands;
  /** For the request itself: all its tries share them. */
  readonly storm: Demands;
}

/** Demands of a request. */
interface Found {
  readonly raw: Buffer;
  readonly found: ReadonlyArray<readonly [Demand, number]>;
  readonly armed: ReadonlyArray<readonly [Demand, number]>;
}

/** Answers requests to the API: let in, count, fail as demanded, check, carry out. */
export class ApiServer {
  readonly log: LoggedRequest[] = [];
  /** How often each `POST /v3/…` was carried out; replays of a key do not count. */
  readonly carriedOut = new Map<string, number>();
  /** Requests that are being carried out. */
  underWay = 0;
  readonly #world: World;
  readonly #idempotency: Idempotency;
  readonly #samples: Samples;
  readonly #stormed = new Map<string, Demands>();
  readonly #armed: Array<readonly [Demand, number]> = [];
  #second = { at: 0, count: 0 };

  constructor(world: World) {
    this.#world = world;
    this.#samples = new Samples(world);
    this.#idempotency = new Idempotency(() => world.time());
  }

  /** Makes the next request fail so, whatever it is. */
  arm(demand: Demand, count: number): void {
    this.#armed.push([demand, count]);
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://emulator");
    const reply = await this.#reply(request, response, url);
    const key = request.headers["idempotency-key"];
    const status = response.destroyed ? 0 : (reply?.status ?? response.statusCode);
    const logged = {
      method: request.method ?? "",
      path: url.pathname,
      idempotencyKey: String(key ?? "") || undefined,
    };
    this.log.push({ ...logged, status });
    this.#world.options.onRequest({ ...logged, status });
    if (this.log.length > 10_000) this.log.shift();
    if (!reply || response.destroyed) return;
    const text = JSON.stringify(reply.json);
    response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers }).end(text);
  }

  async #reply(request: IncomingMessage, response: ServerResponse, url: URL): Promise<Reply | undefined> {
    try {
      this.#letIn(request);
      this.#limitRate();
      const replacement = replacementOf(url.pathname);
      if (replacement) throw new ApiFault(410, "endpoint_retired", { message: replacement });
      const match = matchRoute(request.method ?? "", url.pathname);
      if (!match) throw notFound("resource");
      const raw = await readBody(request);
      const text = match.route.endpoint.form ? "" : raw.toString("utf8");
      const found = demandsIn(text, request.headers["x-emulate"]?.toString());
      const armed = this.#armed.splice(0);
      const demands = new Demands([...found, ...armed]);
      const storm = this.#storm(`${request.method} ${url.pathname}`, { raw, found, armed });
      return await this.#pass({ request, response, url, match, raw, demands, storm });
    } catch (error) {
      return replyOf(error);
    }
  }

  async #pass(passage: Passage): Promise<Reply | undefined> {
    const { request, response, match, storm } = passage;
    if (failAsDemanded(storm, response)) return undefined;
    const { endpoint } = match.route;
    const key = keyOf(request, endpoint);
    const run = (): Promise<Reply> => this.#carryOut(passage);
    this.underWay += 1;
    const reply = await (
      key ? this.#idempotency.once(`${request.method} ${passage.url.pathname} ${key}`, run) : run()
    ).finally(() => void (this.underWay -= 1));
    if (storm.take("cut-after")) {
      response.destroy();
      return undefined;
    }
    return reply;
  }

  async #carryOut({ request, url, match, raw, demands }: Passage): Promise<Reply> {
    const { endpoint, handle } = match.route;
    const { signal } = this.#world;
    if (demands.has("slow")) await setTimeout(demands.count("slow") * 1000, undefined, { signal });
    const query = parseQuery(endpoint, url.searchParams);
    const body = await parseBody(endpoint, raw, request.headers["content-type"] ?? "");
    await this.#samples.wake(match.path, query, body);
    const call = { world: this.#world, path: match.path, query, body, demands };
    const json = await handle(call as unknown as Parameters<typeof handle>[0]);
    if (endpoint.method === "POST") {
      const name = `POST ${endpoint.path}`;
      this.carriedOut.set(name, (this.carriedOut.get(name) ?? 0) + 1);
    }
    return { status: endpoint.status ?? 200, json };
  }

  /** Tries of one request share what was demanded of it: the same words, to the same path. */
  #storm(path: string, { raw, found, armed }: Found): Demands {
    const name = `${path} ${createHash("sha256").update(raw).digest("hex")}`;
    const storm = this.#stormed.get(name) ?? new Demands(found);
    storm.add(armed);
    if (!storm.isEmpty) this.#stormed.set(name, storm);
    return storm;
  }

  /** The very answer of the real one, for a key that is missing as for one that is wrong. */
  #letIn({ headers }: IncomingMessage): void {
    const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
    const key = headers["x-api-key"]?.toString() ?? bearer ?? "";
    const { keys } = this.#world.options;
    if (key === "" || (keys && !keys.includes(key)))
      throw new ApiFault(401, "unauthorized", { message: "Unauthorized" });
  }

  #limitRate(): void {
    const at = Math.floor(this.#world.options.now() / 1000);
    this.#second = at === this.#second.at ? { at, count: this.#second.count + 1 } : { at, count: 1 };
    if (this.#second.count > this.#world.options.requestsPerSecond) throw tooMany();
  }
}

/** Fails in the way that was demanded. Returns whether it did. */
function failAsDemanded(demands: Demands, response: ServerResponse): boolean {
  if (demands.take("rate-limit")) throw tooMany();
  if (demands.take("server-error"))
    throw new ApiFault(503, "internal_error", { message: "Something went wrong." });
  if (demands.has("forbidden")) throw new ApiFault(403, "forbidden", { message: "The key may not do this." });
  if (demands.has("no-credit"))
    throw new ApiFault(402, "insufficient_credit", { message: "There is not enough credit." });
  if (demands.take("cut-before")) {
    response.destroy();
  } else if (demands.take("html-error")) {
    response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad Gateway</h1>");
  } else if (demands.take("redirect")) {
    response.writeHead(302, { location: "http://127.0.0.1:9/elsewhere" }).end();
  } else if (demands.take("garbage")) {
    response.writeHead(200, { "content-type": "text/html" }).end("<h1>Welcome</h1>");
  } else {
    return false;
  }
  return true;
}

function keyOf(request: IncomingMessage, endpoint: Endpoint): string | undefined {
  const key = request.headers["idempotency-key"]?.toString();
  if (key === undefined || !endpoint.idempotencyKey) return undefined;
  if (!/^[\w\-:.]{1,255}$/.test(key))
    throw badParameter("Idempotency-Key", "The Idempotency-Key is malformed.");
  return key;
}

function replyOf(error: unknown): Reply {
  const fault =
    error instanceof ApiFault ? error : new ApiFault(500, "internal_error", { message: String(error) });
  const headers = fault.retryAfter === undefined ? {} : { "retry-after": `${fault.retryAfter}` };
  return { status: fault.status, json: fault.toJSON(), headers };
}

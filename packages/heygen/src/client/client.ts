import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { checkRequest } from "../api/check-request.ts";
import { pathNames, type Endpoint, type RequestOf, type ResponseOf } from "../api/endpoint.ts";
import { HeyGenError, interrupted } from "../errors.ts";
import type { Credential } from "./credentials.ts";
import { errorOfAnswer } from "./error-of-answer.ts";
import { exchange, type Answer, type Exchange } from "./exchange.ts";
import type { StorageRules } from "./outside-request.ts";
import { retryDelay } from "./retry-delay.ts";

/** Everything a client needs, resolved. `openClient` makes it from the environment. */
export interface ClientSettings {
  readonly credential: Credential;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Plain http is allowed for the API and for downloads. */
  readonly allowHttp: boolean;
  readonly maxRetries: number;
  readonly now: () => number;
  readonly random: () => number;
  /** Where files may be fetched from and put. */
  readonly storage: StorageRules;
  /** Sleeps for some milliseconds; tests replace it. @default timers */
  readonly wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<unknown>;
}

/** What a call may have besides its request. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** For endpoints that take one. @default a new one for each call, so that retries have one effect */
  readonly idempotencyKey?: string | undefined;
  /** For each try. @default 30 for reading, 120 for writing, 600 for uploads */
  readonly timeoutSeconds?: number | undefined;
  /** Check the request by the description first. Turn off for fields newer than it. @default true */
  readonly check?: boolean | undefined;
}

type LooseQuery = Readonly<Record<string, string | number | boolean | null | undefined>>;
type LooseRequest = {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: LooseQuery;
  readonly body?: unknown;
};

/** HeyGen's API: `client.call(api.video.create, { body })`. Printing it does not show the key. */
export class HeyGenClient {
  readonly #settings: ClientSettings;

  constructor(settings: ClientSettings) {
    this.#settings = settings;
  }

  /** Whether plain http is allowed. */
  get allowHttp(): boolean {
    return this.#settings.allowHttp;
  }

  /** Where files may be fetched from and put. */
  get storage(): StorageRules {
    return this.#settings.storage;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.#settings.now();
  }

  /**
   * Calls an endpoint and returns its whole answer as it came.
   *
   * @throws {HeyGenError} if the request is not as described, is refused, or gets no usable answer.
   */
  async call<E extends Endpoint>(
    endpoint: E,
    request: RequestOf<E>,
    options: CallOptions = {},
  ): Promise<ResponseOf<E>> {
    const { path, query, body } = request as unknown as LooseRequest;
    const problem =
      options.check === false || endpoint.form ? undefined : checkRequest(endpoint, { query, body });
    if (problem) {
      const details = { code: "invalid_parameter", param: problem.param };
      throw new HeyGenError("invalid-request", problem.message, details);
    }
    const url = this.#settings.baseUrl + fillPath(endpoint.path, path ?? {}) + queryOf(query ?? {});
    const content = contentOf(endpoint, body);
    const key = endpoint.idempotencyKey ? (options.idempotencyKey ?? randomUUID()) : undefined;
    const headers = {
      accept: "application/json",
      ...content.headers,
      ...(key && { "idempotency-key": key }),
    };
    const timeoutSeconds = options.timeoutSeconds ?? defaultTimeout(endpoint);
    const { method } = endpoint;
    const label = this.#settings.credential.hide(`${method} ${new URL(url).pathname}`);
    const sent: Exchange = {
      label,
      url,
      method,
      headers,
      timeoutSeconds,
      signal: options.signal,
      ...content.body,
    };
    const repeatable = key !== undefined || method === "GET" || method === "PUT";
    return checkAnswer(endpoint, await this.#send(sent, repeatable));
  }

  /** Sleeps, and throws if the signal is given meanwhile. */
  async wait(seconds: number, signal: AbortSignal | undefined): Promise<void> {
    const wait = this.#settings.wait ?? sleep;
    try {
      await wait(seconds * 1000, signal);
    } catch (error) {
      throw signal?.aborted ? interrupted() : error;
    }
  }

  async #send(request: Exchange, repeatable: boolean): Promise<Answer> {
    const [name, value] = this.#settings.credential.header();
    const withKey = { ...request, headers: { ...request.headers, [name]: value } };
    for (let done = 1; ; done++) {
      const result = await this.#try(withKey);
      if (!(result instanceof HeyGenError)) return result;
      const delay = retryDelay(result, { done, repeatable }, this.#settings);
      if (delay === undefined) throw result;
      await this.wait(delay, request.signal);
    }
  }

  async #try(request: Exchange): Promise<Answer | HeyGenError> {
    try {
      const answer = await exchange(request);
      if (answer.status >= 200 && answer.status < 300) return answer;
      const { credential, now } = this.#settings;
      return errorOfAnswer(answer, request.label, { now: now(), hide: (text) => credential.hide(text) });
    } catch (error) {
      if (error instanceof HeyGenError && error.failure !== "interrupted") return error;
      throw error;
    }
  }
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<unknown> {
  return setTimeout(milliseconds, undefined, signal ? { signal } : {});
}

function defaultTimeout(endpoint: Endpoint): number {
  if (endpoint.form) return 600;
  return endpoint.method === "GET" ? 30 : 120;
}

function fillPath(template: string, values: Readonly<Record<string, string>>): string {
  let path = template;
  for (const name of pathNames(template)) {
    const value = values[name] ?? "";
    // URLs would resolve the dots, and call another path.
    if (/^\.{0,2}$/.test(value)) {
      const details = { code: "invalid_parameter", param: name };
      throw new HeyGenError("invalid-request", `'${name}' must be an id, but is '${value}'.`, details);
    }
    path = path.replace(`{${name}}`, () => encodeURIComponent(value));
  }
  return path;
}

function queryOf(query: LooseQuery): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  return search.size === 0 ? "" : `?${search.toString()}`;
}

function contentOf(
  endpoint: Endpoint,
  body: unknown,
): Pick<Exchange, "headers"> & { body: Pick<Exchange, "body"> } {
  if (endpoint.body === undefined) return { headers: {}, body: {} };
  if (endpoint.form) {
    const form = new FormData();
    form.set("file", (body as { readonly file: File }).file);
    return { headers: {}, body: { body: () => form } };
  }
  return {
    headers: { "content-type": "application/json" },
    body: { body: () => JSON.stringify(body ?? {}) },
  };
}

function checkAnswer<E extends Endpoint>(endpoint: E, { json, status, headers }: Answer): ResponseOf<E> {
  const issues = endpoint.response.safeParse(json).error?.issues ?? [];
  // Values that are newer than the description are handed on: they are for the caller to judge.
  const issue = issues.find(({ code }) => code !== "invalid_value" && code !== "invalid_union");
  if (!issue) return json as ResponseOf<E>;
  throw new HeyGenError(
    "unexpected-answer",
    `${endpoint.method} ${endpoint.path}: HeyGen's answer is not as described at '${issue.path.join(".")}'.`,
    { status, requestId: headers.get("x-request-id") ?? undefined },
  );
}

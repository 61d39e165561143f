import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { z } from "zod";
import { serviceConfig, serve, type RunningService } from "../../src/index.ts";
import type { DescribedRender } from "../../src/renders/describe-render.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What a service of a test is like. */
interface BenchOptions {
  readonly config?: z.input<typeof serviceConfig>;
  readonly database?: string;
  /** Kept when the service ends; for those that start it again. */
  readonly data?: string;
  readonly clock?: () => number;
  /** By the names of variables. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** What a request was answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // Tests look at whatever comes.
  // oxlint cannot know its shape either.
  readonly body: Record<string, never> & DescribedRender;
}

/** A whole service in the process of the test, but for database and renders, which have processes of their own. */
export class ServiceBench implements AsyncDisposable {
  readonly service: RunningService;
  readonly key: string;
  readonly data: string;
  readonly errors: unknown[];
  readonly #owned: string | null;

  private constructor(
    service: RunningService,
    kept: {
      readonly key: string;
      readonly data: string;
      readonly errors: unknown[];
      readonly owned: string | null;
    },
  ) {
    this.service = service;
    this.key = kept.key;
    this.data = kept.data;
    this.errors = kept.errors;
    this.#owned = kept.owned;
  }

  static async open({
    config = {},
    database,
    data: given,
    clock,
    secrets = {},
  }: BenchOptions = {}): Promise<ServiceBench> {
    const owned = given === undefined ? await mkdtemp(join(tmpdir(), "hyperframes-service-")) : null;
    const data = given ?? owned ?? "";
    const errors: unknown[] = [];
    const settings = serviceConfig.parse({
      port: 0,
      webhooks: { allowPrivate: true },
      ...config,
    });
    const service = await serve({
      config: settings,
      ...{ data, database: database ?? null, store: null, open: false, version: "0.0.0" },
      templates: [at("../fixtures")],
      program: {
        file: at("../../../cli/src/main.ts"),
        args: ["render-host"],
        execArgv: ["--disable-warning=ExperimentalWarning"],
      },
      secrets: { variables: secrets, folder: data },
      temporaryFolder: tmpdir(),
      clock: clock ?? Date.now,
      random: Math.random,
      onError: (error) => errors.push(error),
    });
    return new ServiceBench(service, { key: service.firstKey ?? "", data, errors, owned });
  }

  /** Asks the service, with the first key unless another is given. */
  async ask(
    method: string,
    path: string,
    {
      body,
      headers = {},
      key = this.key,
    }: { body?: unknown; headers?: Record<string, string>; key?: string } = {},
  ): Promise<Answered> {
    const response = await fetch(new URL(path, this.service.url), {
      method,
      headers: {
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : { text }) as Answered["body"],
    };
  }

  /** Waits until a render has ended. */
  async untilEnd(id: string): Promise<DescribedRender> {
    const { body } = await this.untilState(id, (state) =>
      ["succeeded", "failed", "canceled"].includes(state),
    );
    return body;
  }

  /** Waits until a render is in a state. */
  async untilState(id: string, isWanted: (state: string) => boolean): Promise<Answered> {
    for (;;) {
      const answer = await this.ask("GET", `/v1/renders/${id}`);
      if (isWanted(answer.body.state)) return answer;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.service.stop();
    if (this.#owned !== null) await rm(this.#owned, { recursive: true, force: true });
  }
}

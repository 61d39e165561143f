import { createHash } from "node:crypto";
import type { CommandBench, RunningCommand } from "./command-bench.ts";
import { waitUntil } from "./wait-until.ts";

/** A render, as the service tells of it. */
export interface ToldRender {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
  readonly output: { readonly url: string; readonly sha256: string } | null;
}

/** A service that runs as a command. */
export class ServiceCommand {
  readonly running: RunningCommand;
  readonly url: string;
  /** Of the first run of its database; later ones are given it. */
  readonly key: string;

  private constructor(running: RunningCommand, url: string, key: string) {
    this.running = running;
    this.url = url;
    this.key = key;
  }

  /** Starts it at a free port, and waits until it answers. */
  static async start(bench: CommandBench, words: readonly string[], key = ""): Promise<ServiceCommand> {
    const running = bench.start(["serve", "--port", "0", "--json", ...words]);
    let said = "";
    running.process.stdout?.on("data", (text: string) => (said += text));
    await running.waitFor(/"event":"ready"/);
    await waitUntil(() => said.includes("\n"));
    const ready = JSON.parse(said.split("\n")[0] ?? "") as {
      readonly url: string;
      readonly key: string | null;
    };
    return new ServiceCommand(running, ready.url, ready.key ?? key);
  }

  /** Asks for a render. */
  async render(order: object): Promise<string> {
    return (await this.ask("POST", "/v1/renders", order)).id;
  }

  async ask(method: string, path: string, body?: object): Promise<ToldRender> {
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: { authorization: `Bearer ${this.key}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (response.status >= 300) throw new Error(`${method} ${path}: ${await response.text()}`);
    return (await response.json()) as ToldRender;
  }

  /** Waits until a render is in one of some states. */
  async untilIs(id: string, ...states: readonly string[]): Promise<ToldRender> {
    let told = await this.ask("GET", `/v1/renders/${id}`);
    await waitUntil(async () => {
      told = await this.ask("GET", `/v1/renders/${id}`);
      return states.includes(told.state);
    });
    return told;
  }
}

/** The SHA-256 of what is at an address. */
export async function digestAt(address: string): Promise<string> {
  const bytes = await (await fetch(address)).arrayBuffer();
  return createHash("sha256").update(Buffer.from(bytes)).digest("hex");
}

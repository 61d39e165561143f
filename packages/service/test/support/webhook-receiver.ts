import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A webhook that came. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server of somebody who is called back. */
export class WebhookReceiver implements AsyncDisposable {
  readonly received: Received[] = [];
  readonly #server: Server;
  #statuses: readonly number[];
  readonly #waiting: Array<() => void> = [];

  private constructor(statuses: readonly number[]) {
    this.#statuses = statuses;
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        this.received.push({ headers: request.headers, body: Buffer.concat(parts).toString("utf8") });
        const [status = 204, ...rest] = this.#statuses;
        this.#statuses = rest;
        response.writeHead(status).end();
        for (const wake of this.#waiting) wake();
      });
    });
  }

  /** @param statuses what it answers to the first requests; after those, 204. */
  static async start(statuses: readonly number[] = []): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver(statuses);
    await new Promise<void>((resolve) => {
      receiver.#server.listen(0, "127.0.0.1", resolve);
    });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/called-back`;
  }

  /** Waits until so many have come. */
  async until(count: number): Promise<readonly Received[]> {
    while (this.received.length < count)
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    return this.received;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

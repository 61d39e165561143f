import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach } from "vitest";
import { serveFiles, type ServedFiles } from "../support/serve-files.ts";

/** What the project's server has answered. */
export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How it is asked. */
export interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly port?: number;
}

/** A project that is served, new for each test, with a secret beside it. */
export class ServedProject {
  /** The folder around the project's. */
  outside = "";
  folder = "";
  server!: ServedFiles;

  /** Opens it before each test of a file, and closes it after it. */
  static use(): ServedProject {
    const served = new ServedProject();
    beforeEach(() => served.#open());
    afterEach(() => served.#close());
    return served;
  }

  /** Unlike `fetch`, it sends the path as it is. */
  readonly ask = (
    path: string,
    { method = "GET", headers = {}, port = this.server.port }: Asked = {},
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const host = { host: "project.localhost" };
      const sent = request({ port, path, method, headers: { ...host, ...headers }, agent: false });
      sent.once("error", reject);
      sent.once("response", (response) => {
        const { statusCode: status } = response;
        text(response).then((body) => resolve({ status, headers: response.headers, body }), reject);
      });
      sent.end();
    });

  async #open(): Promise<void> {
    this.outside = await mkdtemp(join(tmpdir(), "project-files-"));
    this.folder = join(this.outside, "project");
    await mkdir(join(this.folder, "media"), { recursive: true });
    await writeFile(join(this.outside, "secret.txt"), "secret");
    await writeFile(join(this.folder, "index.html"), "<h1>Grüße</h1>");
    await writeFile(join(this.folder, "media", "ten.mp4"), "0123456789");
    this.server = await serveFiles(this.folder);
  }

  async #close(): Promise<void> {
    await this.server[Symbol.asyncDispose]();
    await rm(this.outside, { recursive: true });
  }
}

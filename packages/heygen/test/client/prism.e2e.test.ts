import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { api } from "../../src/api/api.ts";
import { endpointsOf } from "../../src/api/endpoint.ts";
import type { HeyGenClient } from "../../src/client/client.ts";
import { openClient } from "../../src/client/open-client.ts";
import { HeyGenError } from "../../src/errors.ts";
import { testKey } from "../support/emulated.ts";
import { requests } from "../support/requests.ts";

const specification = join(import.meta.dirname, "../../../../../shared/heygen/openapi-2026-07.json");
const endpoints = new Map(endpointsOf(api).map(({ command, endpoint }) => [command.join(" "), endpoint]));

describe.skipIf(!existsSync(specification))("An independent mock of HeyGen, by Stoplight's Prism", () => {
  let folder: string;
  let prism: ChildProcess;
  let client: HeyGenClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "heygen-prism-"));
    await writeFile(join(folder, "package.json"), `{"private":true}`);
    const flags = ["--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"];
    execFileSync("npm", ["install", ...flags, "@stoplight/prism-cli@5.16.0"], { cwd: folder });
    const port = await freePort();
    const main = join(folder, "node_modules/@stoplight/prism-cli/dist/index.js");
    const words = [main, "mock", "--errors", "--host", "127.0.0.1", "--port", `${port}`, specification];
    prism = spawn(process.execPath, words, { stdio: "ignore" });
    const variables = { HEYGEN_API_BASE: `http://127.0.0.1:${port}`, HEYGEN_ALLOW_HTTP: "1" };
    const environment = { variables, home: folder, now: Date.now, random: () => 0.5 };
    client = await openClient(environment, { apiKey: testKey, maxRetries: 0 });
    while ((await statusOf("user me get")) === 0) await setTimeout(100);
  });
  afterAll(async () => {
    prism.kill();
    await rm(folder, { recursive: true });
  });

  it.each(Object.keys(requests))("accepts %s", async (name) => {
    expect(await statusOf(name)).toBe(endpoints.get(name)?.status ?? 200);
  });

  it("does not accept what is wrong", async () => {
    expect(await statusOf("voice speech create", { body: { text: "", voice_id: 7 } })).toBe(400);
    expect(await statusOf("video list", { query: { limit: 1000 } })).toBe(400);
  });

  /** The status that a request is answered with; 0 if there is no answer. Made-up answers may fail our own check. */
  async function statusOf(name: string, request: object = requests[name]!): Promise<number> {
    const endpoint = endpoints.get(name)!;
    try {
      await client.call(endpoint, request, { check: false });
      return endpoint.status ?? 200;
    } catch (error) {
      if (error instanceof HeyGenError) return error.status ?? 0;
      throw error;
    }
  }
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

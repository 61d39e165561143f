import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasPostgres, PostgresServer } from "../../service/test/support/postgres-server.ts";
import { CommandBench, type RunningCommand } from "./support/command-bench.ts";
import { listProcesses } from "./support/find-processes.ts";
import { digestAt, ServiceCommand } from "./support/service-command.ts";
import { waitUntil } from "./support/wait-until.ts";

const greeting = join(import.meta.dirname, "../../service/test/fixtures/greeting");

// Without Debian's package postgresql, there is nothing that service and workers could share.
describe.runIf(hasPostgres)("hyperframes worker", () => {
  let bench: CommandBench;
  let server: PostgresServer;
  beforeAll(async () => {
    bench = await CommandBench.open();
    server = await PostgresServer.start();
    await cp(greeting, join(bench.folder, "templates/greeting"), { recursive: true });
    await writeFile(join(bench.folder, "service.yml"), "worker: { lanes: 0 }\n");
  });
  afterAll(async () => {
    await bench[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  const shared = (): string[] => ["--database", server.url, "--store", "store", "--templates", "templates"];
  async function startWorker(): Promise<RunningCommand> {
    const running = bench.start(["worker", "--json", ...shared()]);
    await running.waitFor(/"event":"ready"/);
    return running;
  }

  test("renders what the service has taken on, and what another worker has lost", async () => {
    const service = await ServiceCommand.start(bench, ["--config", "service.yml", ...shared()]);
    const first = await startWorker();
    const id = await service.render({ template: "greeting", data: { name: "Lost", seconds: 20 }, fps: 30 });
    await service.untilIs(id, "rendering");
    const second = await startWorker();
    first.process.kill("SIGKILL");
    await first.ending;
    const told = await service.untilIs(id, "succeeded", "failed");
    expect(told).toMatchObject({ state: "succeeded", attempts: 2 });
    expect(await digestAt(told.output?.url ?? "")).toBe(told.output?.sha256);
    second.process.kill("SIGTERM");
    expect(await second.ending).toMatchObject({ code: 0 });
    service.running.process.kill("SIGTERM");
    expect(await service.running.ending).toMatchObject({ code: 0 });
    await waitUntil(async () => (await listProcesses(bench.folder)).length === 0);
  });

  test("goes on after its database was away", async () => {
    const service = await ServiceCommand.start(bench, ["--config", "service.yml", ...shared()]);
    const worker = await startWorker();
    await server.end();
    const refused = await fetch(new URL("/readyz", service.url));
    expect(refused.status).toBe(503);
    await server.begin();
    await waitUntil(async () => (await fetch(new URL("/readyz", service.url))).ok);
    worker.process.kill("SIGTERM");
    expect(await worker.ending).toMatchObject({ code: 0 });
    service.running.process.kill("SIGTERM");
    expect(await service.running.ending).toMatchObject({ code: 0 });
  });

  test("says what it lacks", async () => {
    expect(await bench.run(["worker", "--store", "store"])).toMatchObject({ code: 2 });
    expect(await bench.run(["worker", "--database", server.url])).toMatchObject({ code: 2 });
  });
});

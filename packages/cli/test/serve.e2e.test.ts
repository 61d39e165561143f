import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench } from "./support/command-bench.ts";
import { listProcesses } from "./support/find-processes.ts";
import { digestAt, ServiceCommand } from "./support/service-command.ts";
import { waitUntil } from "./support/wait-until.ts";

const greeting = join(import.meta.dirname, "../../service/test/fixtures/greeting");

let bench: CommandBench;
let key = "";
beforeAll(async () => {
  bench = await CommandBench.open();
  await cp(greeting, join(bench.folder, "templates/greeting"), { recursive: true });
});
afterAll(() => bench[Symbol.asyncDispose]());

async function start(): Promise<ServiceCommand> {
  const service = await ServiceCommand.start(bench, ["--data", "data", "--templates", "templates"], key);
  ({ key } = service);
  return service;
}

/** Longer than all of the test, were it not ended. */
const long = { template: "greeting", data: { name: "Long", seconds: 500 }, fps: 30 };

describe("hyperframes serve", () => {
  test("renders what was taken on before it was killed, after it has started again", async () => {
    const service = await start();
    const blocking = [await service.render(long), await service.render({ ...long, scale: 2 })];
    await service.untilIs(blocking[0] ?? "", "rendering");
    const ids: string[] = [];
    for (const name of ["Ada", "Grace", "Edsger"])
      ids.push(await service.render({ template: "greeting", data: { name } }));
    service.running.process.kill("SIGKILL");
    await service.running.ending;
    // Nothing that belonged to it goes on without it.
    await waitUntil(async () => (await listProcesses(bench.folder)).length === 0);
    const again = await start();
    for (const id of blocking) await again.ask("POST", `/v1/renders/${id}/cancel`);
    for (const id of ids) {
      const { state, output } = await again.untilIs(id, "succeeded", "failed");
      expect(state).toBe("succeeded");
      expect(await digestAt(output?.url ?? "")).toBe(output?.sha256);
    }
    again.running.process.kill("SIGTERM");
    expect(await again.running.ending).toMatchObject({ code: 0 });
    expect(await bench.leftovers()).toMatchObject({ processes: [], temporary: [] });
  });

  test("renders again what was lost with the process that rendered it", async () => {
    const service = await start();
    const id = await service.render({ ...long, data: { name: "Lost", seconds: 20 } });
    await service.untilIs(id, "rendering");
    const host = (await listProcesses(bench.folder)).find(({ command }) => command.includes("render-host"));
    process.kill(host?.id ?? 0, "SIGKILL");
    const told = await service.untilIs(id, "succeeded", "failed");
    expect(told).toMatchObject({ state: "succeeded", attempts: 2 });
    service.running.process.kill("SIGTERM");
    expect(await service.running.ending).toMatchObject({ code: 0 });
    expect(await bench.leftovers()).toMatchObject({ processes: [] });
  });

  test("does not open a folder that another one has open, and says whose it is", async () => {
    const { running } = await start();
    const other = await bench.run(["serve", "--data", "data", "--port", "0"]);
    expect(other.code).toBe(2);
    expect(other.stderr).toMatch(
      /data is in use by process \d+ on \S+\. Stop that one, or take another folder/,
    );
    running.process.kill("SIGTERM");
    expect(await running.ending).toMatchObject({ code: 0 });
  });

  test("says what is wrong with its settings, and where", async () => {
    await writeFile(join(bench.folder, "service.yml"), "port: 8080\nworker:\n  lanes: many\nprot: 1\n");
    const { code, stderr } = await bench.run(["serve", "--config", "service.yml"]);
    expect(code).toBe(2);
    expect(stderr).toContain("service.yml:3:10: worker.lanes");
    expect(stderr).toContain("service.yml:4:");
  });
});

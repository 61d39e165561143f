import { createHash } from "node:crypto";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench, type RunningCommand } from "./support/command-bench.ts";
import { listProcesses } from "./support/find-processes.ts";
import { waitUntil } from "./support/wait-until.ts";

const greeting = join(import.meta.dirname, "../../service/test/fixtures/greeting");

interface Told {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
  readonly output: { readonly url: string; readonly sha256: string } | null;
}

let bench: CommandBench;
let key = "";
beforeAll(async () => {
  bench = await CommandBench.open();
  await cp(greeting, join(bench.folder, "templates/greeting"), { recursive: true });
});
afterAll(() => bench[Symbol.asyncDispose]());

/** Starts the service, and waits until it answers. */
async function start(): Promise<{ readonly running: RunningCommand; readonly url: string }> {
  const words = ["serve", "--data", "data", "--port", "0", "--templates", "templates", "--json"];
  const running = bench.start(words);
  let said = "";
  running.process.stdout?.on("data", (text: string) => (said += text));
  await running.waitFor(/"event":"ready"/);
  await waitUntil(() => said.includes("\n"));
  const ready = JSON.parse(said.split("\n")[0] ?? "") as {
    readonly url: string;
    readonly key: string | null;
  };
  key = ready.key ?? key;
  return { running, url: ready.url };
}

async function ask(url: string, method: string, body?: object): Promise<Told> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect(response.status).toBeLessThan(300);
  return (await response.json()) as Told;
}

async function untilIs(url: string, id: string, states: readonly string[]): Promise<Told> {
  let told = await ask(`${url}/v1/renders/${id}`, "GET");
  await waitUntil(async () => {
    told = await ask(`${url}/v1/renders/${id}`, "GET");
    return states.includes(told.state);
  });
  return told;
}

async function digestAt(address: string): Promise<string> {
  const bytes = await (await fetch(address)).arrayBuffer();
  return createHash("sha256").update(Buffer.from(bytes)).digest("hex");
}

/** Longer than all of the test, were it not ended. */
const long = { template: "greeting", data: { name: "Long", seconds: 500 }, fps: 30 };

describe("hyperframes serve", () => {
  test("renders what was taken on before it was killed, after it has started again", async () => {
    const { running, url } = await start();
    const { id: blocking } = await ask(`${url}/v1/renders`, "POST", long);
    const { id: second } = await ask(`${url}/v1/renders`, "POST", { ...long, scale: 2 });
    await untilIs(url, blocking, ["rendering"]);
    const ids: string[] = [];
    for (const name of ["Ada", "Grace", "Edsger"])
      ids.push((await ask(`${url}/v1/renders`, "POST", { template: "greeting", data: { name } })).id);
    running.process.kill("SIGKILL");
    await running.ending;
    // Nothing that belonged to it goes on without it.
    await waitUntil(async () => (await listProcesses(bench.folder)).length === 0);
    const again = await start();
    for (const id of [blocking, second]) await ask(`${again.url}/v1/renders/${id}/cancel`, "POST");
    for (const id of ids) {
      const { state, output } = await untilIs(again.url, id, ["succeeded", "failed"]);
      expect(state).toBe("succeeded");
      expect(await digestAt(output?.url ?? "")).toBe(output?.sha256);
    }
    again.running.process.kill("SIGTERM");
    expect(await again.running.ending).toMatchObject({ code: 0 });
    expect(await bench.leftovers()).toMatchObject({ processes: [], temporary: [] });
  });

  test("renders again what was lost with the process that rendered it", async () => {
    const { running, url } = await start();
    const { id } = await ask(`${url}/v1/renders`, "POST", { ...long, data: { name: "Lost", seconds: 20 } });
    await untilIs(url, id, ["rendering"]);
    const host = (await listProcesses(bench.folder)).find(({ command }) => command.includes("render-host"));
    process.kill(host?.id ?? 0, "SIGKILL");
    const told = await untilIs(url, id, ["succeeded", "failed"]);
    expect(told).toMatchObject({ state: "succeeded", attempts: 2 });
    running.process.kill("SIGTERM");
    expect(await running.ending).toMatchObject({ code: 0 });
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
    const { writeFile } = await import("node:fs/promises");
    await writeFile(join(bench.folder, "service.yml"), "port: 8080\nworker:\n  lanes: many\nprot: 1\n");
    const { code, stderr } = await bench.run(["serve", "--config", "service.yml"]);
    expect(code).toBe(2);
    expect(stderr).toContain("service.yml:3:10: worker.lanes");
    expect(stderr).toContain("service.yml:4:");
  });
});

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { emulated, until, type Emulated } from "../support/emulated.ts";
import { paid } from "../support/narrating.ts";

const program = join(import.meta.dirname, "../support/narrate-process.ts");

function narrate(
  { emulator, folder }: Emulated,
  script: string,
): { child: ChildProcess; said: Promise<string> } {
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", program, emulator.url, folder, script],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  return { child, said: text(child.stdout) };
}

describe("processes that want the same narration", () => {
  it("share one job at the same time", async () => {
    await using all = await emulated({ keys: ["sk_process"], speed: 20 });
    const said = await Promise.all([1, 2, 3].map(() => narrate(all, "Shared.").said));
    const files = new Set(said.map((lines) => lines.trim().split("\n").at(-1)));
    expect([...files]).toEqual([expect.stringMatching(/clip\.mp4$/)]);
    expect(paid(all)).toBe(1);
  });

  it("take over the job of one that was killed", async () => {
    await using all = await emulated({ keys: ["sk_process"], speed: 10 });
    const first = narrate(all, "Killed.");
    await until(() => all.emulator.requests.some(({ method }) => method === "GET"));
    first.child.kill("SIGKILL");
    await once(first.child, "exit");
    expect(await narrate(all, "Killed.").said).toMatch(/^found\n.*done\n.*clip\.mp4\n$/s);
    expect(paid(all)).toBe(1);
  });
});

import { spawn, type ChildProcess } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { RenderOptions } from "../../src/options.ts";
import { composition, fixture, project, repository } from "../support/fixtures.ts";
import { renderFixture, sha256Of } from "../support/render-fixture.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Five seconds at 60 frames per second: four chunks. */
const moving = composition(
  `<style>
     @keyframes slide { to { transform: translate(200px, 60px) rotate(80deg); } }
     #card { position: absolute; width: 60px; height: 40px; background: #c33; border-radius: 8px; animation: slide 5s; }
     #text { position: absolute; left: 20px; top: 130px; font: 20px sans-serif; }
   </style><div id="card"></div><div id="text"></div>
   <script>addEventListener("hf-seek", (event) => { text.textContent = event.detail.time.toFixed(2); });</script>`,
  `data-no-timeline data-duration="5" data-fps="60"`,
);

async function hashOf(path: string, options: RenderOptions): Promise<string> {
  await using video = await renderFixture(path, options);
  return await video.sha256();
}

describe("the finished file", () => {
  it("has the same bytes for one, two and three workers", async () => {
    await using folder = await project(moving);
    const one = await hashOf(folder.path, { workers: 1 });
    expect(await hashOf(folder.path, { workers: 2 })).toBe(one);
    expect(await hashOf(folder.path, { workers: 3 })).toBe(one);
  });

  it("of a page that keeps state is stepped, and the same for any number of workers", async () => {
    await using one = await renderFixture(fixture("stateful"), { workers: 1, fps: 60 });
    await using three = await renderFixture(fixture("stateful"), { workers: 3, fps: 60 });
    expect(one.events.map(({ event }) => event)).toContain("stepping");
    expect(await three.sha256()).toBe(await one.sha256());
    // The spring swings on over every seam: no two frames in a row are far apart.
    const { frames, width } = await one.decode();
    const edges = frames.map((picture) => edgeOf(picture, width));
    const leaps = edges.slice(1).map((edge, index) => Math.abs(edge - edges[index]!));
    expect(Math.max(...leaps)).toBeLessThan(14);
    expect(Math.max(...edges) - Math.min(...edges)).toBeGreaterThan(150);
  });

  it("is the same when the render was killed and continued", async () => {
    await using folder = await project(moving);
    await using output = await temporaryFolder();
    const whole = await hashOf(folder.path, { workers: 1 });
    const file = join(output.path, "video.mp4");
    const arguments_ = ["render", folder.path, "-o", file, "--json", "-w", "1"];

    const killed = start(arguments_);
    await waitForChunk(killed);
    process.kill(-killed.pid!, "SIGKILL");
    await closed(killed);
    expect(await readdir(output.path)).toEqual([]);

    const events = await closed(start(arguments_));
    expect(events).toContain('"event":"resumed"');
    expect(await sha256Of(file)).toBe(whole);
  });
});

/** The column where the white dot begins. */
function edgeOf(picture: Buffer, width: number): number {
  const row = picture.subarray(90 * width * 3, 91 * width * 3);
  for (let x = 0; x < width; x += 1) if (row[x * 3]! > 127) return x;
  return width;
}

function start(arguments_: readonly string[]): ChildProcess {
  const main = join(repository, "packages/cli/src/main.ts");
  return spawn(process.execPath, [main, ...arguments_], {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
}

/** Waits until more than one chunk of 75 frames is done. */
async function waitForChunk(child: ChildProcess): Promise<void> {
  let text = "";
  child.stdout!.on("data", (data: Buffer) => (text += data.toString()));
  while (!text.includes('"frame":100,')) await sleep(5);
}

async function closed(child: ChildProcess): Promise<string> {
  let text = "";
  child.stdout!.on("data", (data: Buffer) => (text += data.toString()));
  await new Promise((resolve) => void child.once("close", resolve));
  return text;
}

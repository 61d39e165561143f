import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CommandBench, nothing } from "./support/command-bench.ts";

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.open();
});
afterAll(() => bench[Symbol.asyncDispose]());

const page = `<!doctype html><meta charset="utf-8"><title>Card</title>
<style>i { position: absolute; width: 40px; height: 40px; background: red; animation: move 1s linear } @keyframes move { to { translate: 100px } }</style>
<div data-composition-id="card" data-width="160" data-height="90" data-fps="20" data-duration="0.5" data-no-timeline>
  <i></i><p><<id>></p><audio id="tone" src="tone.wav" data-start="0"></audio>
</div>`;
const names = Array.from({ length: 6 }, (_, index) => `row-${index}`);

/** A template with a sound, and rows; the command that renders them. */
async function writeBatch(): Promise<string[]> {
  const template = join(bench.folder, "card");
  await mkdir(template);
  await writeFile(join(template, "index.html"), page);
  const data = { required: ["id"], properties: { id: { type: "string" } } };
  await writeFile(join(template, "template.json"), JSON.stringify({ name: "Card", data }));
  await writeFile(join(bench.folder, "rows.csv"), `id\n${names.join("\n")}\n`);
  const tone = ["-v", "error", "-f", "lavfi", "-i", "sine=440:d=0.5", join(template, "tone.wav")];
  expect(await bench.run(tone, { command: ["ffmpeg"] })).toMatchObject({ code: 0 });
  return ["render", "card", "--data", "rows.csv", "-o", bench.file("<<id>>.mp4"), "-w", "2", "--json"];
}

function fileName(name: string): string {
  return `${name}.mp4`;
}

/** When videos were written. */
async function times(rows: readonly string[]): Promise<readonly number[]> {
  return Promise.all(rows.map(async (name) => (await stat(bench.file(fileName(name)))).mtimeMs));
}

test("Ctrl-C in the middle of a batch keeps finished rows and leaves nothing else; the same command renders the rest", async () => {
  const command = await writeBatch();
  const running = bench.start(command);
  await running.waitFor(/"event":"row".*"state":"done"/);
  // As a terminal does it: the signal goes to the browsers and encoders too.
  process.kill(-running.process.pid!, "SIGINT");
  const { code, stdout } = await running.ending;
  expect(code).toBe(130);
  expect(stdout).toContain('"event":"error","code":"interrupted"');

  const finished = names.filter((name) =>
    stdout.split("\n").some((line) => line.includes('"state":"done"') && line.includes(`/${name}.mp4"`)),
  );
  expect(finished.length).toBeGreaterThan(0);
  expect(finished.length).toBeLessThan(names.length);
  const { output, ...left } = await bench.leftovers();
  expect({ ...left, output: [] }).toEqual(nothing);
  expect(output).toEqual(expect.arrayContaining(["manifest.jsonl", ...finished.map(fileName)]));
  // A video may have come to its place in the moment before it would have been told.
  const whole = new Set(["manifest.jsonl", ...names.map(fileName)]);
  expect(output.filter((name) => !whole.has(name))).toEqual([]);

  const before = await times(finished);
  const again = await bench.run(command);
  expect(again.code).toBe(0);
  const { length } = finished;
  expect(again.stdout).toContain(
    `"event":"done","rows":6,"done":${6 - length},"failed":0,"unchanged":${length},"left":0`,
  );
  expect(await times(finished)).toEqual(before);
  expect(await bench.leftovers()).toEqual({ ...nothing, output: ["manifest.jsonl", ...names.map(fileName)] });
});

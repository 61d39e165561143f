import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lockBatch } from "../../src/batch/batch-lock.ts";
import { decodeFrames } from "../support/decode-frames.ts";
import { renderFixture, sha256Of } from "../support/render-fixture.ts";
import { BatchBench } from "./batch-bench.ts";

let bench: BatchBench;
beforeEach(async () => {
  bench = await BatchBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

const rows = "id,color,length\na,red,\nb,lime,\nc,blue,0.3\n";

describe("a batch", () => {
  test("gives the bytes that each row gives on its own, at its length and in its colour", async () => {
    await bench.write("rows.csv", rows);
    const { result, ends } = await bench.run({ workers: 2 });
    expect(result).toMatchObject({ rows: 3, done: 3, failed: 0, unchanged: 0, left: 0, failures: [] });
    expect(ends.map(({ state, frames }) => `${state} ${frames}`)).toEqual(["done 8", "done 8", "done 6"]);
    for (const [id, color, length] of [
      ["a", "red", ""],
      ["c", "blue", "0.3"],
    ] as const) {
      const data = { id, color, ...(length ? { length } : {}) };
      await using alone = await renderFixture(bench.path("card"), { data });
      expect(await sha256Of(bench.path(`out/${id}.mp4`))).toBe(await alone.sha256());
    }
    const { frames } = await decodeFrames(bench.path("out/b.mp4"));
    expect(frames).toHaveLength(8);
    expect(await readdir(bench.path("out"))).toEqual(["a.mp4", "b.mp4", "c.mp4", "manifest.jsonl"]);
  });

  test("that is run again renders only what is missing or has changed", async () => {
    await bench.write("rows.csv", rows);
    await bench.run();
    const first = await bench.hashes(["a", "b", "c"]);
    expect((await bench.run()).result).toMatchObject({ done: 0, unchanged: 3 });

    await bench.write("rows.csv", rows.replace("lime", "orange"));
    const { result, ends } = await bench.run();
    expect(result).toMatchObject({ done: 1, unchanged: 2 });
    expect(ends.map(({ state }) => state)).toEqual(["unchanged", "done", "unchanged"]);
    const second = await bench.hashes(["a", "b", "c"]);
    expect({ ...second, b: "" }).toEqual({ ...first, b: "" });
    expect(second["b"]).not.toBe(first["b"]);

    await rm(bench.path("out/a.mp4"));
    await writeFile(bench.path("out/c.mp4"), "damaged");
    expect((await bench.run()).ends.map(({ state }) => state)).toEqual(["done", "unchanged", "done"]);
    expect(await bench.hashes(["a", "b", "c"])).toEqual(second);

    await bench.write("card/index.html", bench.page.replace("40px; height", "50px; height"));
    expect((await bench.run()).result).toMatchObject({ done: 3, unchanged: 0 });
    expect((await bench.run({ quality: "high" })).result).toMatchObject({ done: 3 });
    expect(await bench.manifest()).toMatchObject([
      { row: 1, line: 2, file: "a.mp4", state: "done", error: null, frames: 8 },
      { row: 2, line: 3, file: "b.mp4", state: "done", error: null, frames: 8 },
      { row: 3, line: 4, file: "c.mp4", state: "done", error: null, frames: 6 },
    ]);
  });

  test("renders a page that two rows have in common once", async () => {
    await bench.write("rows.csv", "id,color\na,teal\nb,teal\n");
    await bench.write("card/index.html", `${bench.page}<!-- ${bench.folder} -->`);
    const { events } = await bench.run({ workers: 2 });
    const { a, b } = await bench.hashes(["a", "b"]);
    expect(a).toBe(b);
    expect(events.filter(({ event }) => event === "resumed")).toMatchObject([{ frames: 8 }]);
  });

  test("tells what lint finds once, for the first row, with the template's line", async () => {
    const twice = '<i id="<<color>>"></i><i id="<<color>>"></i>';
    await bench.write("card/index.html", bench.page.replace("</div>\n</div>", `</div>\n${twice}</div>`));
    await bench.write("rows.csv", rows);
    const { events } = await bench.run({ workers: 1 });
    const line = bench.page.split("\n").findIndex((text) => text.includes('<div id="box"')) + 2;
    expect(events.filter(({ event }) => event === "warning")).toEqual([
      { event: "warning", row: 1, message: expect.stringContaining(`index.html:${line}:`) as string },
    ]);
  });

  test("reads rows from standard input, quoted as CSV is, and JSON with one object alone", async () => {
    const text = 'id,color,script\n"a ""b"",\nc",red,"x, y"\n';
    const { result } = await bench.run({ data: "-", openInput: () => Readable.from([Buffer.from(text)]) });
    expect(result).toMatchObject({ rows: 1, done: 1 });
    await bench.write("row.json", '{"id":"one","color":"red"}');
    await bench.run({ data: "row.json", output: "out/video.mp4" });
    expect(await readdir(bench.path("out"))).toEqual(["a -b-,-c.mp4", "manifest.jsonl", "video.mp4"]);
  });
});

describe("a bad row", () => {
  const some = "id,color,script\na,red,\nb,BAD,\nc,red,hang\nd,blue,\n";
  const limits = { timeout: 6 };

  test("fails alone, with its line; another run tries it again", async () => {
    await bench.write("rows.csv", some);
    const { result, ends } = await bench.run(limits);
    expect(result).toMatchObject({ rows: 4, done: 2, failed: 2, left: 0 });
    expect(ends.map(({ state }) => state)).toEqual(["done", "failed", "failed", "done"]);
    expect(result.failures.map(({ line }) => line).toSorted((x, y) => x - y)).toEqual([3, 4]);
    const [, wrong, hung] = await bench.manifest();
    expect(wrong).toMatchObject({ line: 3, file: "b.mp4", state: "failed" });
    expect(wrong?.["error"]).toBe(
      'rows.csv:3:3: color must be a text like ^[a-z]+$, but is "BAD" (row 2, column color).',
    );
    expect(hung).toMatchObject({ line: 4, file: "c.mp4", state: "failed" });
    expect(await readdir(bench.path("out"))).toEqual(["a.mp4", "d.mp4", "manifest.jsonl"]);
    await bench.write("rows.csv", some.replace("BAD", "navy").replace("hang", ""));
    const again = await bench.run(limits);
    expect(again.ends.map(({ state }) => state)).toEqual(["unchanged", "done", "done", "unchanged"]);
    expect((await bench.manifest()).every(({ state }) => state === "done")).toBe(true);
  });

  test("is the last with failFast", async () => {
    await bench.write("rows.csv", some);
    const { result } = await bench.run({ ...limits, failFast: true, workers: 1 });
    expect(result).toMatchObject({ done: 1, failed: 1, left: 2 });
  });
});

describe("before anything starts", () => {
  test("rows with one name are refused, and nothing is made", async () => {
    await bench.write("rows.csv", "id,color\na,red\na,blue\n");
    await expect(bench.run()).rejects.toThrow("rows.csv:3: this row's output, a.mp4, is that of line 2 too.");
    await bench.write("rows.csv", "id,color\n../../a,red\nb,blue\n");
    await expect(bench.run()).rejects.toThrow(
      "rows.csv:2: a value in the output's name leads out of the folder",
    );
    expect(await readdir(bench.folder)).toEqual(["card", "rows.csv"]);
  });

  test("a format that cannot be is refused", async () => {
    await bench.write("rows.csv", rows);
    await expect(bench.run({ output: "out/<<id>>.avi" })).rejects.toThrow("`output`");
  });

  test("a folder is refused that another batch has", async () => {
    await bench.write("rows.csv", rows);
    await mkdir(bench.path("out"));
    await using _lock = await lockBatch(bench.path("out"));
    const refused = bench.run();
    await expect(refused).rejects.toThrow("Another batch");
    await expect(refused).rejects.toMatchObject({ phase: "write" });
  });
});

test("an interrupt between two rows says that it came while the next was prepared", async () => {
  await bench.write("rows.csv", "id,color,length\na,red,0.1\nb,red,0.1\n");
  const interrupt = new AbortController();
  const onProgress = ({ event }: { readonly event: string }): void => {
    if (event === "row") interrupt.abort();
  };
  const run = bench.run({ workers: 1, signal: interrupt.signal, onProgress });
  await expect(run).rejects.toMatchObject({ code: "interrupted", phase: "prepare" });
});

test("an interrupted batch keeps finished rows, leaves nothing half-written, and is continued", async () => {
  const many = Array.from({ length: 6 }, (_, index) => `p${index},red,0.${index + 2}`);
  await bench.write("rows.csv", `id,color,length\n${many.join("\n")}\n`);
  const interrupt = new AbortController();
  const onProgress = ({ event }: { readonly event: string }): void => {
    if (event === "row") interrupt.abort();
  };
  const run = bench.run({ workers: 2, signal: interrupt.signal, onProgress });
  await expect(run).rejects.toMatchObject({ code: "interrupted" });
  const kept = await readdir(bench.path("out"));
  const finished = kept.filter((name) => name.endsWith(".mp4") && !name.startsWith("."));
  expect(finished.length).toBeGreaterThan(0);
  expect(finished.length).toBeLessThan(6);
  expect(kept.toSorted()).toEqual(["manifest.jsonl", ...finished].toSorted());
  const { result } = await bench.run({ workers: 2 });
  expect(result).toMatchObject({ done: 6 - finished.length, unchanged: finished.length });
});

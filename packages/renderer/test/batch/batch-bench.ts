import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BatchEvent, RowEnd } from "../../src/batch/batch-event.ts";
import type { BatchOptions, BatchResult } from "../../src/batch/batch-options.ts";
import { renderBatch } from "../../src/batch/render-batch.ts";
import { browsers } from "../support/browsers.ts";
import { cacheFolder, ffmpeg } from "../support/fixtures.ts";
import { projectOf } from "../support/project-of.ts";
import { sha256Of } from "../support/render-fixture.ts";

const schema = {
  name: "Card",
  data: {
    required: ["id", "color"],
    properties: {
      id: { type: "string" },
      color: { type: "string", pattern: "^[a-z]+$" },
      length: { type: "number", default: 0.4 },
      script: { type: "string", default: "" },
    },
  },
};

/** A small page whose colour and length are the row's; a script of the row's can make it fail. */
const page = `<!doctype html><meta charset="utf-8"><title>Card</title>
<style>body { margin: 0 } #box { width: 40px; height: 40px; animation: move 0.2s linear } @keyframes move { to { translate: 100px } }</style>
<div data-composition-id="card" data-width="160" data-height="90" data-fps="20" data-duration="<<length>>">
  <div id="box" style="background: <<color>>"></div>
</div>
<script>window.__hf = { script: "<<script>>" }; if ("<<script>>" === "hang") for (;;);</script>`;

/** What a run of a batch has said, and the outputs that it knows. */
export interface BatchRun {
  readonly result: BatchResult;
  readonly ends: readonly RowEnd[];
  readonly events: readonly BatchEvent[];
}

/** A template with rows, in folders of its own. */
export class BatchBench implements AsyncDisposable {
  readonly folder: string;
  readonly #dispose: () => PromiseLike<void>;

  private constructor(folder: string, dispose: () => PromiseLike<void>) {
    this.folder = folder;
    this.#dispose = dispose;
  }

  /** Makes the template, in the folder `card`. */
  static async open(): Promise<BatchBench> {
    const made = await projectOf({
      "card/index.html": page,
      "card/template.json": JSON.stringify(schema),
    });
    return new BatchBench(made.path, () => made[Symbol.asyncDispose]());
  }

  /** The text of the template's page. */
  get page(): string {
    return page;
  }

  /** A path below the bench. */
  path(name: string): string {
    return join(this.folder, name);
  }

  /** Writes a file below the bench. */
  async write(name: string, text: string): Promise<void> {
    await writeFile(this.path(name), text);
  }

  /** Renders `rows.csv` to `out/ID.mp4`, or what the options say. */
  async run(options: Partial<BatchOptions> = {}): Promise<BatchRun> {
    const events: BatchEvent[] = [];
    const result = await renderBatch("card", {
      data: "rows.csv",
      output: "out/<<id>>.mp4",
      environment: { cacheFolder, workingFolder: this.folder },
      ...{ browsers, ffmpeg },
      ...options,
      onProgress: (event) => {
        events.push(event);
        options.onProgress?.(event);
      },
    });
    const ends = events.filter((event) => event.event === "row");
    return { result, events, ends: ends.toSorted((a, b) => a.row - b.row) };
  }

  /** The hashes of the outputs of rows, by name. */
  async hashes(names: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const found = names.map(async (name) => [name, await sha256Of(this.path(`out/${name}.mp4`))] as const);
    return Object.fromEntries(await Promise.all(found));
  }

  /** The lines of the manifest. */
  async manifest(): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>> {
    const text = await readFile(this.path("out/manifest.jsonl"), "utf8");
    const lines = text.trimEnd().split("\n");
    return lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#dispose();
  }
}

import { join } from "node:path";
import type { Digest, FileStore } from "@hyperframes-engine/store";
import { expect, test } from "vitest";
import {
  openManifest,
  planRender,
  render,
  renderChunk,
  takePoster,
  type ProgressEvent,
  type RenderedChunk,
  type RenderManifest,
  type WantedChunk,
} from "../../src/index.ts";
import { browsers } from "../support/browsers.ts";
import { cacheFolder, composition, project } from "../support/fixtures.ts";
import { sha256Of } from "../support/render-fixture.ts";
import type { TemporaryFolder } from "../support/temporary-folder.ts";
import { storeIn } from "./store-in.ts";

const page = composition(
  `<style> @keyframes grow { from { width: 0 } to { width: 64px } } i { position: absolute; height: 20px; background: red; animation: grow 5s linear } </style><i></i>`,
  "data-no-timeline data-width=64 data-height=36 data-fps=25 data-duration=4.8",
);
const chunks: readonly WantedChunk[] = [0, 1].map((index) => ({ index, approach: "jump" }));

interface Planned extends AsyncDisposable {
  readonly folder: TemporaryFolder;
  readonly manifest: RenderManifest;
  readonly options: { readonly files: FileStore; readonly environment: { readonly cacheFolder: string } };
  /** How often each content was brought. */
  readonly brought: ReadonlyMap<Digest, number>;
}

async function planned(): Promise<Planned> {
  const folder = await project(page);
  const store = storeIn(join(folder.path, ".store"));
  const brought = new Map<Digest, number>();
  const files: FileStore = {
    put: (content) => store.put(content),
    open: (digest) => store.open(digest),
    has: (digest) => store.has(digest),
    openPart: (digest, range) => store.openPart(digest, range),
    remove: (digest) => store.remove(digest),
    link: (digest, path) => {
      brought.set(digest, (brought.get(digest) ?? 0) + 1);
      return store.link(digest, path);
    },
  };
  const options = { files, environment: { cacheFolder } };
  const manifest = await planRender(folder.path, { ...options, browsers });
  return { folder, manifest, options, brought, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

/** A chunk, whatever time it took. */
function timeless(chunk: RenderedChunk): RenderedChunk {
  return { ...chunk, seconds: 0 };
}

test("an opened manifest gives the chunks of separate calls, from one project and one browser", async () => {
  await using given = await planned();
  const { manifest, options, brought } = given;
  const apart: RenderedChunk[] = [];
  for (const chunk of chunks) apart.push(await renderChunk(manifest, chunk, { ...options, browsers }));
  const [entry] = manifest.project.files;
  expect(brought.get(entry!.digest)).toBe(2);

  const events: ProgressEvent[] = [];
  const onProgress = (event: ProgressEvent): void => void events.push(event);
  await using opened = await openManifest(manifest, { ...options, onProgress });
  const one = await opened.renderChunk(chunks[0]!);
  await expect(opened.renderChunk({ index: 2, approach: "jump" })).rejects.toMatchObject({
    code: "invalid-option",
  });
  const other = await opened.renderChunk(chunks[1]!);
  expect([one, other].map(timeless)).toEqual(apart.map(timeless));
  expect(brought.get(entry!.digest)).toBe(3);
  expect(events.filter(({ event }) => event === "source")).toHaveLength(1);
  expect(events.findLast(({ event }) => event === "progress")).toMatchObject({ frame: 60, frames: 60 });
});

test("an opened manifest renders chunks at the same time", async () => {
  await using given = await planned();
  await using opened = await openManifest(given.manifest, { ...given.options, browsers });
  const [one, other] = await Promise.all(chunks.map((chunk) => opened.renderChunk(chunk)));
  expect(one?.seamHash).toBe(other?.firstHash);
  expect([one?.frames, other?.frames]).toEqual([60, 60]);
});

test("a poster of a manifest is the picture that a render writes", async () => {
  await using given = await planned();
  const { folder, manifest, options } = given;
  const output = join(folder.path, "whole.mp4");
  await render(folder.path, { environment: { cacheFolder }, browsers, output, poster: "70f", resume: false });
  const picture = join(folder.path, "poster.png");
  const taken = await takePoster(manifest, { moment: "70f" }, { ...options, browsers, output: picture });
  expect(taken).toEqual({ file: picture });
  expect(await sha256Of(picture)).toBe(await sha256Of(join(folder.path, "whole.png")));
  const late = takePoster(manifest, { moment: 9 }, { ...options, browsers, output: picture });
  await expect(late).rejects.toThrow("a frame that is rendered, 0f to 119f");
});

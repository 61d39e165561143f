// A process that knows of a render nothing but its manifest and a store: renders all chunks, each for itself, and mixes the sound.
// node render-elsewhere.ts MANIFEST STORE
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { LocalFileStore } from "@hyperframes-engine/store";
import { BrowserPool, mixSound, readManifest, renderChunk, type RenderedChunk } from "../../src/index.ts";

const [manifestFile = "", store = ""] = process.argv.slice(2);
const files = new LocalFileStore(store, { mostBytes: 2 ** 30 });
const manifest = await readManifest(await readFile(manifestFile, "utf8"));
await using browsers = new BrowserPool({ temporaryFolder: tmpdir(), keep: 1 });
const chunks: RenderedChunk[] = [];
for (const { index } of manifest.plan.chunks)
  chunks.push(await renderChunk(manifest, { index, approach: "jump" }, { files, browsers }));
const sound = await mixSound(manifest, { files });
process.stdout.write(JSON.stringify({ chunks, sound }));

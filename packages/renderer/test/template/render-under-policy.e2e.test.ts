import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { render } from "../../src/render.ts";
import { browsers } from "../support/browsers.ts";
import { decodeFrames } from "../support/decode-frames.ts";
import { cacheFolder, repository } from "../support/fixtures.ts";
import { projectOf } from "../support/project-of.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

interface Rendered {
  readonly warnings: readonly string[];
  readonly frames: ReadonlyArray<Buffer | Uint8Array>;
}

async function renderIn(folder: string, data: object | null): Promise<Rendered> {
  const environment = { cacheFolder, workingFolder: folder };
  const { file, warnings } = await render(folder, {
    ...(data ? { data } : {}),
    ...{
      environment,
      browsers,
      output: join(folder, "renders/a.mp4"),
      force: true,
      workers: 1,
      duration: 0.1,
    },
  });
  const { frames } = await decodeFrames(file);
  return { warnings, frames };
}

// Modules, an import map and libraries of CDNs; sub-compositions with scripts of their own.
it.each(["library-three", "nested", "library-dotlottie"])(
  "renders %s as its author's own page, filled with data",
  async (name) => {
    await using folder = await temporaryFolder();
    await cp(join(repository, "test/fixtures", name), folder.path, { recursive: true });
    const plain = await renderIn(folder.path, null);
    const page = await readFile(join(folder.path, "index.html"), "utf8");
    await writeFile(join(folder.path, "index.html"), `${page}\n<!-- <<x>> -->\n`);
    const filled = await renderIn(folder.path, { x: "a" });
    expect(filled.warnings).toEqual(plain.warnings);
    expect(filled.frames).toEqual(plain.frames);
  },
);

it("tells what was kept from running and from loading", async () => {
  await using folder = await projectOf({
    "index.html": `<!doctype html><div data-composition-id="a" data-no-timeline data-width="64" data-height="36" data-duration="0.1"><p id="p"></p></div>
<script>const x = <<x>>; document.getElementById("p").innerHTML = x;</script>
<script>new Function("return 1")();</script>`,
  });
  const x = "<img src=https://evil.test/a.png onerror=alert(1)>";
  const { warnings } = await renderIn(folder.path, { x });
  const said = warnings.join("\n");
  expect(said).toContain("https://evil.test/a.png (the template does not name this host");
  expect(said).toMatch(/index\.html:2: a script or a handler did not run/);
  expect(said).toContain('"eval": true in template.json');
});

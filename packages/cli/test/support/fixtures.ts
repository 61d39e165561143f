import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A composition of `test/fixtures`. */
export function fixture(path: string): string {
  return join(import.meta.dirname, "../../../../test/fixtures", path);
}

/** A small composition that is made for a test. */
export interface SmallProject {
  /** At 30 frames per second. */
  readonly frames: number;
  readonly id?: string;
  /** Many bits in little time. */
  readonly noise?: boolean;
  /** Shown as text, so that two projects differ. */
  readonly text?: string;
}

const noisePicture =
  '<svg width="160" height="90"><filter id="n"><feTurbulence baseFrequency="0.9"/></filter>' +
  '<rect width="160" height="90" filter="url(#n)"/></svg>';

/** Writes a composition in which every frame differs from the one before, and returns its folder. */
export async function writeProject(folder: string, project: SmallProject): Promise<string> {
  const { frames, id = "small", text = "", noise = false } = project;
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "index.html"),
    `<!doctype html>
<title>A small project</title>
<style>
  body { margin: 0; background: white; }
  i { position: absolute; width: 40px; height: 40px; top: 20px; background: linear-gradient(crimson, gold); }
</style>
<body>
  <div data-composition-id="${id}" data-width="160" data-height="90" data-duration="${frames / 30}">
    <p id="words" class="clip" data-start="0" data-duration="0.5" data-track-index="2">${text}</p>
    ${noise ? noisePicture : ""}
    <i></i>
  </div>
  <script>
    const box = document.querySelector("i");
    window.__timelines = {
      "${id}": {
        duration: () => ${frames / 30},
        pause: () => {},
        seek: (time) => { box.style.transform = "translateX(" + ((time * 60) % 120) + "px)"; },
      },
    };
  </script>
</body>
`,
  );
  return folder;
}

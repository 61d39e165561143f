import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { downloadLimits, openOutside } from "../../src/media/locate-source.ts";
import { noLookupCache } from "../../src/media/lookup-cache.ts";
import { mediaComplaints } from "../../src/media/media-complaints.ts";
import { resolveMedia } from "../../src/media/resolve-media.ts";
import type { MediaReport } from "../../src/page/protocol.ts";
import { mediaReport, sine, writeWav } from "../support/sound-files.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

let scratch: TemporaryFolder;
let projectFolder: string;

beforeAll(async () => {
  scratch = await temporaryFolder();
  projectFolder = join(scratch.path, "project");
  await mkdir(join(projectFolder, "sound"), { recursive: true });
  await writeWav(join(scratch.path, "outside.wav"), sine(8000, 1));
  await writeWav(join(projectFolder, "sound/a tone.wav"), sine(8000, 1));
  await symlink(join(scratch.path, "outside.wav"), join(projectFolder, "link.wav"));
  await writeFile(join(projectFolder, "bad.mp3"), "nothing");
});

afterAll(() => scratch[Symbol.asyncDispose]());

const origin = "http://project.localhost";

async function complain(...elements: ReadonlyArray<Partial<MediaReport>>): Promise<string[]> {
  const reports = elements.map((element) => mediaReport({ id: "m", ...element }));
  const { signal } = new AbortController();
  const network = { limits: downloadLimits, outside: openOutside(), cache: noLookupCache };
  const context = { projectFolder, cacheFolder: scratch.path, ffprobe: "ffprobe", signal, ...network };
  return mediaComplaints(reports, await resolveMedia(reports, context));
}

describe("sources", () => {
  it("finds files of the project, each once", async () => {
    const url = `${origin}/sound/a%20tone.wav?v=1`;
    const { signal } = new AbortController();
    const network = { limits: downloadLimits, outside: openOutside(), cache: noLookupCache };
    const context = { projectFolder, cacheFolder: scratch.path, ffprobe: "ffprobe", signal, ...network };
    const found = await resolveMedia([{ url }, { url: "" }, { url }], context);
    expect([...found]).toMatchObject([
      [url, { file: join(projectFolder, "sound/a tone.wav"), info: { duration: 1 } }],
    ]);
  });

  it("reads nothing outside the project", async () => {
    const addresses = ["/link.wav", "/..%2foutside.wav", "/sound/%2e%2e/%2e%2e/outside.wav", "/.hidden.wav"];
    const complaints = await complain(...addresses.map((address) => ({ url: origin + address })));
    expect(complaints).toEqual([
      'link.wav, the source of <audio id="m">, cannot be used: a symbolic link leads out of the project folder.',
      '../outside.wav, the source of <audio id="m">, cannot be used: names that begin with a dot are not served.',
      'sound/../../outside.wav, the source of <audio id="m">, is not in the project folder.',
      '.hidden.wav, the source of <audio id="m">, cannot be used: names that begin with a dot are not served.',
    ]);
  });

  it("names each source that cannot be used, and what is wrong with it", async () => {
    const tone = `${origin}/sound/a%20tone.wav`;
    const complaints = await complain(
      { url: "" },
      { url: `${origin}/none.mp3` },
      { url: `${origin}/sound` },
      { url: `${origin}/bad.mp3` },
      { url: tone, tag: "video" },
      { url: tone, inPoint: 3 },
      { url: `data:audio/wav;base64,${"A".repeat(999)}` },
    );
    expect(complaints).toEqual([
      '<audio id="m"> has no src.',
      'none.mp3, the source of <audio id="m">, is not in the project folder.',
      'sound, the source of <audio id="m">, is a folder.',
      'bad.mp3, the source of <audio id="m">, is damaged, empty, or no media file.',
      'sound/a tone.wav, the source of <video id="m">, has no picture.',
      'sound/a tone.wav, the source of <audio id="m">, is 1.00 s long, but is to begin at 3 s of it.',
      'data:audio/wav;base64,AAAAAAAA, the source of <audio id="m">, is damaged, empty, or no media file.',
    ]);
  });
});

import { chmod, readFile, writeFile } from "node:fs/promises";
import { execa } from "execa";
import { expect, test } from "vitest";
import { renderFixture, sha256Of } from "../support/render-fixture.ts";
import { BatchBench } from "./batch-bench.ts";

const media = `<audio id="tone" src="tone.wav" data-start="0" data-volume="<<length>>"></audio>
<video id="film" src="film.mp4" data-start="0.1" style="position: absolute; left: 80px; width: 80px"></video>`;

/** Programs that write down how they were started, a line each. */
async function writeWitnesses(bench: BatchBench): Promise<string> {
  for (const name of ["ffmpeg", "ffprobe"]) {
    const file = bench.path(name);
    await writeFile(file, `#!/bin/sh\necho "${name} $*" >> '${bench.path("started")}'\nexec ${name} "$@"\n`);
    await chmod(file, 0o755);
  }
  return bench.path("ffmpeg");
}

/** How often each kind of work was done. */
async function countWork(bench: BatchBench): Promise<Readonly<Record<string, number>>> {
  const lines = (await readFile(bench.path("started"), "utf8")).split("\n");
  const count = (words: RegExp): number => lines.filter((line) => words.test(line)).length;
  return {
    probes: count(/^ffprobe .*-show_streams/),
    decoders: count(/^ffmpeg .*-f f32le -c:a pcm_f32le/),
    segments: count(/rawvideo/),
  };
}

test("probes what rows share once, mixes their sound once, and gives the bytes of single renders", async () => {
  await using bench = await BatchBench.open();
  await execa("ffmpeg", [
    ...["-v", "error", "-f", "lavfi", "-i", "sine=330:d=0.4", bench.path("card/tone.wav")],
  ]);
  await execa("ffmpeg", [
    ...[
      "-v",
      "error",
      "-f",
      "lavfi",
      "-i",
      "testsrc=d=0.4:s=80x60:r=20",
      "-f",
      "lavfi",
      "-i",
      "sine=880:d=0.4",
    ],
    ...["-pix_fmt", "yuv420p", bench.path("card/film.mp4")],
  ]);
  await bench.write("card/index.html", bench.page.replace("</div>\n</div>", `</div>${media}</div>`));
  await bench.write("rows.csv", "id,color,length\na,red,\nb,lime,\nc,blue,\nd,navy,0.3\n");
  const ffmpeg = await writeWitnesses(bench);
  const { result } = await bench.run({ workers: 1, ffmpeg, resume: false });
  expect(result).toMatchObject({ done: 4, failed: 0 });
  // The last row is not as loud, so it has a mix of its own.
  expect(await countWork(bench)).toEqual({ probes: 2, decoders: 4, segments: 4 });
  for (const [id, color, length] of [
    ["a", "red", 0.4],
    ["c", "blue", 0.4],
    ["d", "navy", 0.3],
  ] as const) {
    await using alone = await renderFixture(bench.path("card"), { data: { id, color, length } });
    expect(await sha256Of(bench.path(`out/${id}.mp4`))).toBe(await alone.sha256());
  }
});

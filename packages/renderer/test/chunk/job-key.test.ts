import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { jobKey } from "../../src/chunk/job-key.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

it("changes with the options and with every change of a file, and with nothing else", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "index.html");
  const output = join(folder.path, "out.mp4");
  await mkdir(join(folder.path, "renders"));
  await writeFile(file, "one");
  const key = await jobKey({ folder: folder.path, filled: null, outputs: [output] }, { crf: 18 });
  expect(await jobKey({ folder: folder.path, filled: null, outputs: [output] }, { crf: 18 })).toBe(key);
  expect(await jobKey({ folder: folder.path, filled: null, outputs: [output] }, { crf: 19 })).not.toBe(key);

  await writeFile(join(folder.path, "renders", "out.mp4"), "output");
  expect(await jobKey({ folder: folder.path, filled: null, outputs: [output] }, { crf: 18 })).toBe(key);
  await writeFile(file, "two");
  const changed = await jobKey({ folder: folder.path, filled: null, outputs: [output] }, { crf: 18 });
  expect(changed).not.toBe(key);
  await rename(file, join(folder.path, "other.html"));
  expect(await jobKey({ folder: folder.path, filled: null, outputs: [output] }, { crf: 18 })).not.toBe(
    changed,
  );
});

it("does not change with the render's own output, nor with what only the sound depends on", async () => {
  await using folder = await temporaryFolder();
  const outputs = [join(folder.path, "out.mp4")];
  const key = async (html: string, rest: unknown = null): Promise<string> => {
    await writeFile(join(folder.path, "index.html"), html);
    return jobKey({ folder: folder.path, filled: null, outputs }, rest);
  };
  const quiet = await key('<audio src="a.mp3" data-volume="0.5"></audio>');
  await writeFile(outputs[0]!, "output");
  expect(await key('<audio src="a.mp3" data-volume=1 data-fade-in="2"></audio>')).toBe(quiet);
  expect(await key('<audio src="b.mp3" data-volume="0.5"></audio>')).not.toBe(quiet);
  // Here a script may draw it.
  const drawn = "<script>draw(music.dataset.volume)</script>";
  expect(await key(`<audio data-volume="0.5"></audio>${drawn}`)).not.toBe(
    await key(`<audio data-volume="1"></audio>${drawn}`),
  );
  const nested = { html: '<video data-volume="0.5"></video>' };
  expect(await key("", nested)).toBe(await key("", { html: "<video></video>" }));
});

it("tells what was filled in by its text and the originals of copies, wherever it lies", async () => {
  await using folder = await temporaryFolder();
  const original = join(folder.path, "photo.jpg");
  await writeFile(original, "photo");
  const same = (place: { file: string; line: number }): typeof place => place;
  const keyIn = async (name: string, html: string): Promise<string> => {
    const filled = { folder: folder.path, copies: new Map([["photo.jpg", original]]), originOf: same };
    const inside = join(folder.path, name);
    await mkdir(inside, { recursive: true });
    await writeFile(join(inside, "index.html"), html);
    await writeFile(join(inside, "photo.jpg"), "photo");
    return jobKey({ folder: inside, filled, outputs: [] }, null);
  };
  const key = await keyIn("a", "Ann");
  expect(await keyIn("b", "Ann")).toBe(key);
  expect(await keyIn("c", "Bob")).not.toBe(key);
  await writeFile(original, "another");
  expect(await keyIn("d", "Ann")).not.toBe(key);
});

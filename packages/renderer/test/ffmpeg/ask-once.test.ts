import { copyFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { askOnce } from "../../src/ffmpeg/ask-once.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Asks a file, and tells how often it was really asked. */
function counting(): { readonly ask: (executable: string) => Promise<string>; readonly asked: () => number } {
  let asked = 0;
  const answer = (): Promise<{ about: string; encoders: string }> =>
    Promise.resolve({ about: `answer ${(asked += 1)}`, encoders: "" });
  return { ask: async (executable) => (await askOnce(executable, answer)).about, asked: () => asked };
}

test("asks a program once, and again when its file is another", async () => {
  await using folder = await temporaryFolder();
  const program = join(folder.path, "ffmpeg");
  await copyFile("/bin/true", program);
  const { ask } = counting();
  expect([await ask(program), await ask(program)]).toEqual(["answer 1", "answer 1"]);

  await copyFile("/bin/true", `${program}-new`);
  await rename(`${program}-new`, program);
  expect([await ask(program), await ask(program)]).toEqual(["answer 2", "answer 2"]);
});

test("asks each time what may lead elsewhere meanwhile, and what is not there", async () => {
  await using folder = await temporaryFolder();
  const script = join(folder.path, "script");
  await writeFile(script, '#!/bin/sh\nexec ffmpeg "$@"\n', { mode: 0o755 });
  for (const executable of ["ffmpeg", script, join(folder.path, "none")]) {
    const { ask, asked } = counting();
    await ask(executable);
    await ask(executable);
    expect(asked()).toBe(2);
  }
});

test("remembers no failure", async () => {
  await using folder = await temporaryFolder();
  const program = join(folder.path, "ffmpeg");
  await copyFile("/bin/true", program);
  await expect(askOnce(program, () => Promise.reject(new Error("killed")))).rejects.toThrow("killed");
  expect(await counting().ask(program)).toBe("answer 1");
});

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LevelsDesk } from "../../src/media/levels-desk.ts";
import { downloadLimits, openOutside } from "../../src/media/locate-source.ts";
import { measureLevels, type SoundLevels } from "../../src/media/measure-levels.ts";
import { sine, writeWav } from "../support/sound-files.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const { signal } = new AbortController();
const RATE = 48_000;

/** Half a second of silence, then of a tone. */
async function writeSound(folder: string, { frequency = 1000, level = 0.5 } = {}): Promise<string> {
  const samples = new Float32Array(RATE);
  samples.set(sine(RATE, 0.5, { frequency, level }).samples, RATE / 2);
  return writeWav(join(folder, "sound.wav"), { rate: RATE, samples });
}

function openDesk(folder: string): LevelsDesk {
  const places = { projectFolder: folder, cacheFolder: join(folder, "cache"), outside: openOutside() };
  return new LevelsDesk({ ...places, limits: downloadLimits, ffmpeg: "ffmpeg", signal });
}

async function ask(desk: LevelsDesk, query: Readonly<Record<string, string>>): Promise<SoundLevels> {
  return JSON.parse(await desk.answer(new URLSearchParams(query))) as SoundLevels;
}

describe("the levels of a sound", () => {
  it("are those of its samples, a list of as many a second as are asked for", async () => {
    await using folder = await temporaryFolder();
    const file = await writeSound(folder.path);
    const levels = await measureLevels(file, { perSecond: 20, ffmpeg: "ffmpeg", signal });
    expect(levels).toMatchObject({ perSecond: 20, duration: 1 });
    expect(levels.peaks).toHaveLength(20);
    expect(Math.max(...levels.peaks.slice(0, 9))).toBeLessThan(0.01);
    for (const peak of levels.peaks.slice(11)) expect(peak).toBeCloseTo(0.5, 1);
    for (const level of levels.loudness.slice(11)) expect(level).toBeCloseTo(0.5 / Math.SQRT2, 1);
  });

  it("tell basses from what is higher", async () => {
    await using folder = await temporaryFolder();
    const bassOf = async (frequency: number): Promise<number> => {
      const file = await writeSound(folder.path, { frequency });
      const { bass } = await measureLevels(file, { perSecond: 10, ffmpeg: "ffmpeg", signal });
      return bass[8] ?? 0;
    };
    expect(await bassOf(50)).toBeGreaterThan(0.25);
    expect(await bassOf(2000)).toBeLessThan(0.01);
  });

  it("are those of a file of the project, or of whoever speaks, and say what was asked for", async () => {
    await using folder = await temporaryFolder();
    const file = await writeSound(folder.path);
    const desk = openDesk(folder.path);
    const asked = await ask(desk, { src: "http://project.localhost/sound.wav", perSecond: "10" });
    desk.turnTo(file);
    expect(desk.asked).toEqual([]);
    expect(await ask(desk, { perSecond: "10" })).toEqual(asked);
    const [before] = desk.asked;
    await writeSound(folder.path, { level: 0.2 });
    const other = openDesk(folder.path);
    expect((await ask(other, { src: "sound.wav", perSecond: "10" })).peaks[8]).toBeCloseTo(0.2, 1);
    expect(other.asked).not.toEqual([before]);
  });

  it.each([
    [{ src: "none.wav", perSecond: "10" }, "none.wav is not in the project folder."],
    [{ src: "file:///etc/passwd", perSecond: "10" }, "file:///etc/passwd cannot be used (file:)"],
    [{ src: "page.html", perSecond: "10" }, "page.html cannot be decoded."],
    [{ perSecond: "10" }, "The narration is not there: nobody speaks."],
    [{ src: "sound.wav", perSecond: "0.5" }, "perSecond must be a whole number from 1 to 120."],
  ])("are refused for %j", async (query, message) => {
    await using folder = await temporaryFolder();
    await writeSound(folder.path);
    await writeFile(join(folder.path, "page.html"), "<p>no sound</p>");
    await expect(ask(openDesk(folder.path), query)).rejects.toThrow(message);
  });
});

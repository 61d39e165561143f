import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Take } from "../../src/capture/frame-source.ts";
import { film, openStudio, pageSpecOf, type TestStudio } from "../support/open-studio.ts";

/** What a page says in the message of its first error, as JSON. */
async function told({ log }: Take): Promise<unknown> {
  // A browser may tell of an error after the picture of its frame.
  const error = await vi.waitFor(
    () => log.scriptErrors.at(0) ?? Promise.reject(new Error("nothing was told")),
    {
      timeout: 60_000,
    },
  );
  return JSON.parse(error.message.replace(/^(?:Uncaught )?Error: /, ""));
}

interface Machine {
  readonly loading: {
    readonly date: string;
    readonly called: string;
    readonly now: number;
    readonly origin: number;
  };
  readonly zero: { readonly date: string; readonly now: number };
  readonly windows: ReadonlyArray<{ readonly ids: readonly string[]; readonly values: readonly number[] }>;
}

interface Busy {
  readonly performance: number;
  readonly date: number;
  readonly dateNow: number;
  readonly timer: number;
  readonly idle: number;
  readonly times: readonly number[];
}

const plain = { compositionId: null };

describe.each(["surface", "begin-frame", "screenshot"] as const)("%s", (kind) => {
  let studio: TestStudio;

  beforeAll(async () => {
    studio = await openStudio(kind);
  });

  afterAll(async () => {
    await studio[Symbol.asyncDispose]();
  });

  async function toldBy<Value>(path: string, frames: number): Promise<Value> {
    await using take = await studio.source.open(pageSpecOf(path, plain));
    await film(take, frames);
    return (await told(take)) as Value;
  }

  test("tells a page that loads the time of frame 0, and shows it the same machine as every other", async () => {
    const { loading, zero, windows } = await toldBy<Machine>("machine", 3);
    expect(loading).toMatchObject({ date: "2025-01-01T00:00:00.000Z", now: 1 });
    expect(loading.called).toContain("Jan 01 2025 00:00:00");
    expect(zero).toEqual({ date: loading.date, now: loading.now });
    expect(new Date(loading.origin + loading.now).toISOString()).toBe(loading.date);
    expect(windows).toHaveLength(3);
    for (const window of windows) {
      expect(window).toMatchObject({
        ...{ cores: 4, memory: 8, languages: ["en-US"], timeZone: "UTC", locale: "en-US" },
        screen: [320, 180],
        media: [true, true, true],
      });
    }
  });

  test("gives the same random values in every render, and others in each window", async () => {
    const [first, second] = [await toldBy<Machine>("machine", 3), await toldBy<Machine>("machine", 3)];
    expect(second.windows).toEqual(first.windows);
    const ids = first.windows.flatMap((window) => window.ids);
    expect(new Set(ids).size).toBe(6);
    for (const id of ids)
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(new Set(first.windows.map(({ values }) => values.join())).size).toBe(3);
  });

  test("lets time go on for scripts that wait for it in a loop", async () => {
    const seen = await toldBy<Busy>("busy", 7);
    expect(seen.performance).toBeCloseTo(30, 1);
    expect(seen.date).toBe(20);
    expect(seen.dateNow).toBe(5);
    expect(seen.timer).toBeCloseTo(16, 1);
    expect(seen.idle).toBeLessThan(16);
    expect(seen.times).toEqual(seen.times.toSorted((a, b) => a - b));
    // The clock has caught up.
    expect(seen.times.at(-1)).toBeCloseTo(1 + 5000 / 30, 0);
  });

  test("answers dialogs at once, and tells of each kind once", async () => {
    await using take = await studio.source.open(pageSpecOf("dialogs", plain));
    await film(take, 5);
    expect(await told(take)).toEqual([null, true, "", "text", null]);
    const kinds = take.log.complaints.map((complaint) => /dialog with (\w+)/.exec(complaint)?.[1]);
    expect(new Set(kinds)).toEqual(new Set(["alert", "confirm", "prompt", "print"]));
    expect(kinds).toHaveLength(4);
  });

  test("does not film what a server says instead of a missing page", async () => {
    await expect(studio.source.open(pageSpecOf("away", plain))).rejects.toMatchObject({
      code: "page-failed",
      message: expect.stringContaining("that there is no such file") as string,
    });
  });
});

describe("a page that may go away", () => {
  let studio: TestStudio;

  beforeAll(async () => {
    studio = await openStudio("surface");
  });

  afterAll(async () => {
    await studio[Symbol.asyncDispose]();
  });

  test.each([
    ["location", "goes to http://project.localhost/leaving/other.html (leaving/other.html)"],
    ["form", "goes to http://project.localhost/leaving/other.html? (leaving/other.html)"],
    ["refresh", "goes to http://project.localhost/leaving/other.html (leaving/other.html)"],
    ["back", "goes to about:blank"],
    ["reload", "reloads itself"],
  ])("refuses a page that goes away by %s", async (way, reason) => {
    await using take = await studio.source.open(pageSpecOf(`leaving?${way}`, plain));
    await expect(film(take, 30)).rejects.toMatchObject({
      code: "invalid-composition",
      message: expect.stringContaining(`the page ${reason} while`) as string,
    });
  });

  test.each(["hash", "history", "mail", "written"])("films a page on which %s stays", async (way) => {
    await using take = await studio.source.open(pageSpecOf(`leaving?${way}`, plain));
    expect(await film(take, 8)).toHaveLength(8);
  });
});

import { open } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { ProcessMemory } from "../../src/capture/process-memory.ts";
import { renderFixture } from "../support/render-fixture.ts";

const report = join(import.meta.dirname, "../../../../examples/weekly-report");
/** A page with these is looked at whole; shorter reads are of the search for it. */
const PICTURE_BYTES = 1920 * 1080 * 4;

afterEach(() => void vi.restoreAllMocks());

/** Soils the surface each time after it was read; tells in how many pictures what is below was left out somewhere. */
function soilSurface(): { readonly translucent: () => number } {
  let translucent = 0;
  const processes = new WeakMap<ProcessMemory, number>();
  const reallyOpen = ProcessMemory.open.bind(ProcessMemory);
  vi.spyOn(ProcessMemory, "open").mockImplementation(async (id) => {
    const memory = await reallyOpen(id);
    processes.set(memory, id);
    return memory;
  });
  const read: (address: number, into: Uint8Array) => Promise<boolean> = Reflect.get(
    ProcessMemory.prototype,
    "read",
  );
  vi.spyOn(ProcessMemory.prototype, "read").mockImplementation(async function (
    this: ProcessMemory,
    address,
    into,
  ) {
    const isRead = await read.call(this, address, into);
    if (into.byteLength !== PICTURE_BYTES) return isRead;
    translucent += Number(into.some((byte, index) => index % 4 === 3 && byte !== 255));
    await using file = await open(`/proc/${processes.get(this)}/mem`, "r+");
    await file.write(Buffer.alloc(PICTURE_BYTES, 0x80), 0, PICTURE_BYTES, address);
    return isRead;
  });
  return { translucent: () => translucent };
}

// Rows pass each other, each at a fraction of a pixel: in frame 435 for the first time. The second frame is checked.
test.each([430, 434, 435, 450])(
  "from %i on, a frame shows nothing of what was on the surface before it",
  async (first) => {
    const options = { from: `${first}f`, to: `${first + 12}f`, workers: 1 };
    await using clean = await renderFixture(report, options);
    const soiled = soilSurface();
    await using video = await renderFixture(report, options);
    expect(video.result.source?.kind).toBe("surface");
    expect(soiled.translucent()).toBeGreaterThan(3);
    expect(await video.sha256()).toBe(await clean.sha256());
  },
);

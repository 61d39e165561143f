import type { PageSession } from "../browser/page-session.ts";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import { microseconds, type Microseconds } from "../timeline/units.ts";
import { beginFrame } from "./frame-issuer.ts";
import type { PageSpec } from "./frame-source.ts";
import { ProcessMemory } from "./process-memory.ts";

const CELL_PX = 8;
const ATTEMPTS = 5;

/** An empty page under a held clock. */
interface EmptyPage {
  readonly session: PageSession;
  readonly clock: VirtualClock;
}

/** Which page's surface is looked for. */
export interface SurfaceSearch {
  readonly page: EmptyPage;
  readonly spec: PageSpec;
  /** Another for every page of a browser: the memory of closed pages still holds their patterns. */
  readonly seed: number;
  /** Where the surface of the page before was, which is often where the next one's is; `null` if there was none. */
  readonly before: number | null;
}

interface Marker {
  readonly seed: number;
  /** Ticks must grow from frame to frame, and the page that is loaded then shows its first after a millisecond. */
  readonly time: Microseconds;
}

/** The compositor's bitmap of a page: where it lies in whose memory. */
export interface Surface {
  readonly memory: ProcessMemory;
  readonly address: number;
  readonly bytes: number;
}

/**
 * Finds the bitmap into which the compositor draws a page, by drawing a pattern over the empty page and looking for it
 * in the compositor's memory, then another, which only the live bitmap will follow.
 *
 * @returns `null` if it is not to be found.
 * @throws if the system does not let the compositor's memory be read.
 */
export async function findSurface({ page, spec, seed, before }: SurfaceSearch): Promise<Surface | null> {
  const stride = spec.width * spec.scale * 4;
  const bytes = stride * spec.height * spec.scale;
  // A page may draw nothing the first time, and the compositor's process is started with the first frame.
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const draw = (step: 1 | 2): Promise<Uint8Array> =>
      drawMarker(page, spec, {
        seed: seed * 97 + attempt * 2 + step,
        time: microseconds(attempt * 20 + step),
      });
    const first = await draw(1);
    const memory = await openCompositor(page.session);
    if (!memory) continue;
    const aim = { bytes, whole: attempt > 1, before };
    const address = await findLive(memory, aim, { first, drawSecond: () => draw(2) });
    if (address !== null) return { memory, address, bytes };
  }
  return null;
}

async function openCompositor(session: PageSession): Promise<ProcessMemory | null> {
  const { processInfo } = await session.sendToBrowser("SystemInfo.getProcessInfo");
  const compositor = processInfo.find(({ type }) => type === "GPU");
  return compositor ? ProcessMemory.open(compositor.id) : null;
}

interface Aim {
  readonly bytes: number;
  /** Whether the whole memory is searched, and not only until a region fits well. */
  readonly whole: boolean;
  readonly before: number | null;
}

interface Markers {
  readonly first: Uint8Array;
  readonly drawSecond: () => Promise<Uint8Array>;
}

/** The address of the bitmap that follows when the marker changes. Where there is none, the memory is closed. */
async function findLive(
  memory: ProcessMemory,
  aim: Aim,
  { first, drawSecond }: Markers,
): Promise<number | null> {
  let live: number | null = null;
  try {
    const candidates = await findCandidates(memory, first, aim);
    const second = candidates.length > 0 ? await drawSecond() : first;
    for (const address of candidates) {
      if (live === null && (await hasMarker(memory, { address, bytes: aim.bytes }, second))) live = address;
    }
    return live;
  } finally {
    if (live === null) await memory[Symbol.asyncDispose]();
  }
}

/** The addresses where the marker's first row stands with the same row at the end of a picture. */
async function findCandidates(
  memory: ProcessMemory,
  row: Uint8Array,
  { bytes, whole, before }: Aim,
): Promise<number[]> {
  if (before !== null && !whole && (await hasMarker(memory, { address: before, bytes }, row)))
    return [before];
  const candidates: number[] = [];
  for (const region of await memory.regions(bytes)) {
    for await (const address of memory.search(region, row)) {
      if (await hasMarker(memory, { address, bytes }, row)) candidates.push(address);
    }
    // Regions come nearest to the right size first, and a large bitmap has a region of its own. A small one may share
    // its region, while the tile that it was composed from has one of its own.
    if (!whole && candidates.length > 0 && region.bytes < 2 * bytes) break;
  }
  return candidates;
}

/** Whether the first and the last row of a picture at an address are the marker's. */
async function hasMarker(
  memory: ProcessMemory,
  { address, bytes }: Omit<Surface, "memory">,
  row: Uint8Array,
): Promise<boolean> {
  return (await hasRow(memory, address, row)) && hasRow(memory, address + bytes - row.byteLength, row);
}

async function hasRow(memory: ProcessMemory, address: number, row: Uint8Array): Promise<boolean> {
  const found = Buffer.allocUnsafe(row.byteLength);
  return (await memory.read(address, found)) && found.equals(row);
}

/** Covers the top and the bottom row of the page with cells of a colour each, and returns the row as it must look. */
async function drawMarker(page: EmptyPage, spec: PageSpec, marker: Marker): Promise<Uint8Array> {
  const colors = markerColors(Math.ceil(spec.width / CELL_PX), marker.seed);
  const stops = colors.map(
    (color, index) => `rgb(${color.join(" ")}) ${index * CELL_PX}px ${(index + 1) * CELL_PX}px`,
  );
  const image = `linear-gradient(90deg, ${stops.join(", ")})`;
  const style =
    `background: ${image} top / 100% 1px no-repeat, ${image} bottom / 100% 1px no-repeat, white; ` +
    "margin: 0; height: 100vh; overflow: hidden;";
  await page.session.evaluate(
    `void document.documentElement.setAttribute("style", ${JSON.stringify(style)})`,
  );
  await beginFrame(page, marker.time, { withPicture: false });
  return markerRow(colors, spec);
}

/** Colours without a pattern, from a generator that needs no state: https://en.wikipedia.org/wiki/Xorshift */
function markerColors(count: number, seed: number): Array<readonly [number, number, number]> {
  let state = seed * 0x9e3779b1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  };
  return Array.from({ length: count }, () => [next(), next(), next()] as const);
}

function markerRow(colors: ReadonlyArray<readonly [number, number, number]>, spec: PageSpec): Uint8Array {
  const width = spec.width * spec.scale;
  const row = new Uint8Array(width * 4);
  for (let x = 0; x < width; x += 1) {
    const [red, green, blue] = colors[Math.floor(x / spec.scale / CELL_PX)] ?? [0, 0, 0];
    row.set([blue, green, red, 255], x * 4);
  }
  return row;
}

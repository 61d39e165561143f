import { BrowserError } from "../errors.ts";
import { BeginFrameSource } from "./begin-frame-source.ts";
import type { FrameSource, FrameSourceKind } from "./frame-source.ts";
import type { PageHome } from "./open-page.ts";
import { ScreenshotSource } from "./screenshot-source.ts";
import { SurfaceSource } from "./surface-source.ts";

/** A source, and in words why it was chosen. */
export interface ChosenSource {
  readonly source: FrameSource;
  readonly reason: string;
}

/**
 * The fastest source that a browser allows, or the one asked for.
 *
 * @throws {BrowserError} if the one asked for cannot work with this browser.
 */
export function chooseSource(home: PageHome, wanted: FrameSourceKind | null): ChosenSource {
  const { beginFrameControl } = home.launched;
  if (wanted !== null && wanted !== "screenshot" && !beginFrameControl) {
    throw new BrowserError(`The ${wanted} frame source needs headless-shell on Linux or Windows.`);
  }
  if (wanted !== null) return { source: create(wanted, home), reason: "asked for" };
  if (!beginFrameControl) {
    return { source: create("screenshot", home), reason: "this browser cannot be made to wait for frames" };
  }
  return process.platform === "linux"
    ? { source: create("surface", home), reason: "the fastest on Linux" }
    : {
        source: create("begin-frame", home),
        reason: "memory of other processes can be read on Linux only",
      };
}

/** The source to use after the surface has failed. */
export function fallbackSource(home: PageHome, error: Error): ChosenSource {
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return { source: create("begin-frame", home), reason: `${error.message}${cause}` };
}

function create(kind: FrameSourceKind, home: PageHome): FrameSource {
  switch (kind) {
    case "surface":
      return new SurfaceSource(home);
    case "begin-frame":
      return new BeginFrameSource(home);
    case "screenshot":
      return new ScreenshotSource(home);
  }
}

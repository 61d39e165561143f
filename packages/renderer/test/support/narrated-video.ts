import type { NarrationClip } from "../../src/narration/narration-clip.ts";
import type { GivenNarration } from "../../src/narration/settings/narration-settings.ts";
import { parseNarration } from "../../src/narration/settings/read-narration.ts";
import type { RenderOptions } from "../../src/render-options.ts";
import { browsers } from "./browsers.ts";
import { cacheFolder, project } from "./fixtures.ts";
import { renderFixture, type RenderedVideo } from "./render-fixture.ts";

/** What of a `narration` block a test says, and what is known of the clip. */
export interface TestNarration extends Partial<NarrationClip> {
  readonly file: string;
  readonly block?: Readonly<Record<string, unknown>>;
}

/** A narration as `hyperframes.json` would give it. */
export async function narrationOf({
  file,
  words = [],
  subtitles = null,
  block = {},
}: TestNarration): Promise<GivenNarration> {
  const text = JSON.stringify({ narration: { source: { type: "file", src: file }, ...block } });
  const settings = await parseNarration("hyperframes.json", text);
  if (!settings) throw new Error("there is no narration");
  return { settings, clip: { file, words, subtitles } };
}

/** Renders a page given as text with somebody who speaks. */
export async function renderNarrated(
  html: string,
  narration: TestNarration,
  options: RenderOptions = {},
): Promise<RenderedVideo> {
  await using folder = await project(html);
  return await renderFixture(folder.path, {
    environment: { cacheFolder },
    browsers,
    narration: await narrationOf(narration),
    ...options,
  });
}

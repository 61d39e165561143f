import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf, makeScratchFolder, type Digest, FileDigests } from "@hyperframes-engine/store";
import type { FoundBrowser } from "../browser/program/find-browser.ts";
import { CompositionError } from "../errors.ts";
import type { OptionValues } from "../options.ts";
import { filmStills } from "../snapshot/film-stills.ts";
import { measurePage } from "../stages/measure-page.ts";
import { openSlots } from "../stages/open-slots.ts";
import { prepare } from "../stages/prepare.ts";
import { frame } from "../timeline/units.ts";
import { probePage } from "./probe-page.ts";

/** What a machine draws, and with what. */
interface ProbedBrowser extends Pick<FoundBrowser, "version"> {
  /** Of its executable file. */
  readonly digest: Digest;
  /** Of the pixels of the page's first two frames. */
  readonly picture: Digest;
}

/**
 * Films the probe's page as a render films pages.
 *
 * @throws {ToolMissingError} if there is no browser.
 */
export async function probeBrowser(options: OptionValues): Promise<ProbedBrowser> {
  await using scratch = await makeScratchFolder(options.environment.temporaryFolder);
  await writeFile(join(scratch.path, "index.html"), probePage);
  await using job = await prepare(scratch.path, options);
  await using slots = await openSlots(job);
  const { plan } = await measurePage(job, slots);
  const [slot] = slots.take(1);
  if (!slot) throw new CompositionError("there is nobody to film the probe.");
  const shown = await filmStills([frame(0), frame(1)], { ...job, plan, slot, presenter: null });
  const pixels = Array.from(shown.values(), ({ rgba }) => rgba);
  const { version, executable } = slots.browser;
  const digest = await new FileDigests(options.environment.cacheFolder).of(executable, options.signal);
  return { version, digest, picture: digestOf(Buffer.concat(pixels)) };
}

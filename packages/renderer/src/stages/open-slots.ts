import { BrowserSlots } from "../chunk/browser-slots.ts";
import { inPhase } from "../errors.ts";
import { hostedProject } from "../host/project-host.ts";
import type { Progress } from "../progress.ts";
import type { Preparation } from "./prepare.ts";

/** Begins to serve what was prepared, and finds the browser for it. */
export function openSlots(
  { options, composition, narration, ...rest }: Preparation,
  progress: Progress = rest.progress,
): Promise<BrowserSlots> {
  const { browser, ffmpeg, frameSource, anyProcessor } = options;
  const project = hostedProject(composition, narration);
  return inPhase("open", () =>
    BrowserSlots.open({ ...rest, progress, project, browser, ffmpeg, frameSource, anyProcessor }),
  );
}

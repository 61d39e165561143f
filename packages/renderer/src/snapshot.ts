import { extname, join, resolve } from "node:path";
import type { Sharp } from "sharp";
import { interruptible } from "./cancellation/interruptible.ts";
import type { BrowserSlots } from "./chunk/browser-slots.ts";
import { CompositionError, inPhase } from "./errors.ts";
import type { Presenter } from "./narration/presenter/presenter.ts";
import type { Plan } from "./plan/resolve-plan.ts";
import { claimPictures, writePictures } from "./snapshot/claim-pictures.ts";
import { filmStills } from "./snapshot/film-stills.ts";
import { encodeImage, imageOf, type StillPicture } from "./snapshot/picture-image.ts";
import { snapshotFrames } from "./snapshot/snapshot-frames.ts";
import {
  resolveSnapshotOptions,
  type SnapshotOptions,
  type SnapshotValues,
} from "./snapshot/snapshot-options.ts";
import { openPictures } from "./stages/open-pictures.ts";
import { openSlots } from "./stages/open-slots.ts";
import { prepare, type Preparation } from "./stages/prepare.ts";
import { presentOver } from "./stages/render-job.ts";
import { formatFrameRate, frameToSeconds } from "./timeline/frame-rate.ts";
import { formatMoment } from "./timeline/moment.ts";
import { frame, type Frame } from "./timeline/units.ts";

/** One picture of a composition. */
export interface SnapshotPicture {
  /** Where it is; all pictures of a sheet are in one file. */
  readonly file: string;
  readonly frame: number;
  /** When the frame is shown. */
  readonly seconds: number;
}

/** What was written. Plain JSON. */
export interface SnapshotResult {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** In the order in which they were asked for. */
  readonly pictures: readonly SnapshotPicture[];
  /** Of one picture, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly warnings: readonly string[];
}

type SnapshotJob = Preparation & { readonly wanted: SnapshotValues };
type FilmedJob = SnapshotJob & { readonly presenter: Presenter | null };

/**
 * Writes single frames of a composition, exactly as `render` shows them, to picture files, or onto one contact sheet.
 *
 * @throws {RenderError} as `render` does; then no file was written.
 */
export async function snapshot(path: string, given: SnapshotOptions): Promise<SnapshotResult> {
  return interruptible(given, () => snapshotProject(path, given), "The snapshot was interrupted.");
}

async function snapshotProject(path: string, given: SnapshotOptions): Promise<SnapshotResult> {
  const { page, wanted } = resolveSnapshotOptions(given);
  await using prepared = await prepare(path, page);
  const job = { ...prepared, spec: { ...prepared.spec, transparent: wanted.transparent }, wanted };
  const files = outputFiles(job);
  await inPhase("write", () => claimPictures(files, wanted.force));
  await using slots = await openSlots(job);
  await using presenting = presentOver(job);
  const { plan, presenter } = await openPictures(job, slots, presenting);
  const frames = snapshotFrames(wanted, plan);
  const pictures = await inPhase("chunk", () => takePictures({ ...job, presenter }, slots, { plan, frames }));
  const encoded = await encodeAll(job, files, { plan, frames, pictures });
  await inPhase("write", () => writePictures(encoded));
  return summarize(job, { files, frames });
}

/** A name for each picture: where there are several, with the time as it was asked for. */
function outputFiles({ wanted, composition, environment }: SnapshotJob): string[] {
  const name = wanted.output ?? join("renders", `${composition.project.name}.png`);
  const file = resolve(environment.workingFolder, name);
  if (wanted.sheet || wanted.at.length === 1) return [file];
  const ending = extname(file);
  const stem = file.slice(0, -ending.length);
  return wanted.at.map((moment) => `${stem}-${formatMoment(moment)}${ending}`);
}

/** What was planned and what came of it, in the order in which it was asked for. */
interface TakenPictures {
  readonly plan: Plan;
  readonly frames: readonly Frame[];
  readonly pictures: readonly StillPicture[];
}

async function takePictures(
  job: FilmedJob,
  slots: BrowserSlots,
  { plan, frames }: Pick<TakenPictures, "plan" | "frames">,
): Promise<StillPicture[]> {
  const [slot] = slots.take(1);
  const ordered = [...new Set(frames)].toSorted((a, b) => a - b);
  if (!slot || ordered.length === 0) throw new CompositionError("the composition has no frames.");
  const shown = await filmStills(ordered, { ...job, plan, slot });
  return frames.flatMap((number) => shown.get(number) ?? []);
}

function sizeOf({ spec }: Preparation): { width: number; height: number } {
  return { width: spec.width * spec.scale, height: spec.height * spec.scale };
}

async function encodeAll(
  job: SnapshotJob,
  files: readonly string[],
  taken: TakenPictures,
): Promise<Array<{ file: string; bytes: Uint8Array }>> {
  const { sheet, transparent } = job.wanted;
  const images = sheet
    ? [await drawSheet(job, taken)]
    : await Promise.all(taken.pictures.map((picture) => imageOf(picture, transparent)));
  // One after the other, as each is as large as its picture.
  const encoded: Array<{ file: string; bytes: Uint8Array }> = [];
  for (const [index, file] of files.entries()) {
    const image = images[index];
    if (image) encoded.push({ file, bytes: await encodeImage(image, extname(file)) });
  }
  return encoded;
}

async function drawSheet(job: SnapshotJob, { plan, frames, pictures }: TakenPictures): Promise<Sharp> {
  const { width, height } = sizeOf(job);
  const { rate } = plan.spec;
  const { title, project } = job.composition;
  const cells = pictures.map((picture, index) => {
    const number = frames[index] ?? frame(0);
    return { picture, label: `${frameToSeconds(number, rate).toFixed(2)} s`, note: `frame ${number}` };
  });
  const { contactSheet } = await import("./snapshot/contact-sheet.ts");
  return contactSheet(cells, {
    title: title ?? project.name,
    details: `${width} × ${height}, ${formatFrameRate(rate)} fps, ${plan.duration.toFixed(2)} s`,
    columns: job.wanted.columns,
  });
}

function summarize(
  job: SnapshotJob,
  { files, frames }: { readonly files: readonly string[]; readonly frames: readonly Frame[] },
): SnapshotResult {
  return {
    files,
    pictures: frames.map((number, index) => ({
      file: files[job.wanted.sheet ? 0 : index] ?? "",
      frame: number,
      seconds: frameToSeconds(number, job.spec.rate),
    })),
    ...sizeOf(job),
    warnings: job.progress.warnings,
  };
}

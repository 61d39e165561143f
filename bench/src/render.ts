import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchComposition } from "./compositions.ts";
import { measure, type Measurement } from "./measure/measure.ts";
import { similarity, type Similarity } from "./quality/ssim.ts";
import { faults, videoFacts, type VideoFacts } from "./quality/video-facts.ts";
import type { Reference } from "./reference/reference.ts";
import { renderEnvironment, type Tool } from "./tools.ts";

/** A composition that is ready to be rendered. */
export interface Subject {
  readonly composition: BenchComposition;
  /** The prepared copy of its folder. */
  readonly project: string;
  /** Its right frames; undefined if quality is not asked for. */
  readonly reference: Reference | undefined;
}

/** One render and all that was measured of it. */
export interface Run {
  readonly tool: string;
  readonly composition: string;
  /** From 1. */
  readonly repeat: number;
  readonly measurement: Measurement;
  /** Undefined if the render failed. */
  readonly video: VideoFacts | undefined;
  readonly similarity: Similarity | undefined;
  /** What is wrong with the video; empty if it is right. */
  readonly faults: readonly string[];
}

/** Where and with what to render. */
export interface RenderSettings {
  readonly browser: string;
  readonly repeat: number;
  /** Folder that the video stays in; undefined deletes it. */
  readonly keep: string | undefined;
}

/** Renders a subject once with a tool, measures that, and looks at the video. A render that fails is an answer too. */
export async function render(tool: Tool, subject: Subject, settings: RenderSettings): Promise<Run> {
  const { keep, browser, repeat } = settings;
  const folder = await mkdtemp(join(tmpdir(), "hyperframes-bench-run-"));
  try {
    if (keep !== undefined) await mkdir(keep, { recursive: true });
    const { name } = subject.composition;
    const file = join(keep ?? folder, `${name}, ${tool.name}, ${repeat}.mp4`.replaceAll(/[^\w,.=-]+/g, "-"));
    const measurement = await measure(tool.command(subject.project, file), {
      env: renderEnvironment(browser),
    });
    const written = measurement.exitCode === 0 && existsSync(file);
    const looks = written ? await look(file, subject) : failed(measurement);
    return { tool: tool.name, composition: name, repeat, measurement, ...looks };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Looks = Pick<Run, "video" | "similarity" | "faults">;

function failed({ exitCode }: Measurement): Looks {
  return { video: undefined, similarity: undefined, faults: [`wrote no video, exit code ${exitCode}`] };
}

// Renders of one tool are often equal to the byte, and a comparison takes as long as a render.
const known = new Map<string, Promise<Similarity>>();

async function look(file: string, { composition, reference }: Subject): Promise<Looks> {
  const video = await videoFacts(file);
  if (!reference) return { video, similarity: undefined, faults: [] };
  const key = `${composition.name} ${video.sha256}`;
  const compared = known.get(key) ?? similarity(file, reference.file);
  known.set(key, compared);
  return { video, similarity: await compared, faults: faults(video, reference) };
}

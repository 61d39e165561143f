import { isFormat } from "../ffmpeg/read-probe.ts";
import { mediaEnd } from "../media/media-end.ts";
import type { FoundSource, SourceInfo } from "../media/media-source.ts";
import type { MediaReport } from "../page/protocol.ts";
import { seconds, type Seconds } from "../timeline/units.ts";
import type { Envelope, SoundCue } from "./sound-cue.ts";

/** What the sound of a page depends on besides its media elements. */
export interface CueContext {
  readonly sources: ReadonlyMap<string, SourceInfo>;
  /** Length of the composition. */
  readonly duration: Seconds;
  /** Gains that scripts set over time, by {@link MediaReport.index}; the others keep to `data-volume`. */
  readonly volumes: ReadonlyMap<number, Envelope>;
}

/** The sounds of a page: its `<audio>` elements, and its videos that are not muted. What has no sound is left out. */
export function resolveCues(reports: readonly MediaReport[], context: CueContext): SoundCue[] {
  return reports.flatMap((report) => {
    const source = context.sources.get(report.url);
    if (!source || "fault" in source || report.muted) return [];
    const cue = resolveCue(report, source, context);
    return cue && cue.end > cue.start && cue.end > 0 && isAudible(cue) ? [cue] : [];
  });
}

function resolveCue(report: MediaReport, source: FoundSource, context: CueContext): SoundCue | null {
  const { info, file } = source;
  const { audio, format, origin } = info;
  if (!audio) return null;
  const end = seconds(Math.min(report.end ?? context.duration, context.duration));
  const setsLoop = report.loop && report.tag === "video" && info.video !== null;
  const length = setsLoop ? pictureEnd(source) - report.inPoint : null;
  return {
    file,
    media: { format, origin, audio },
    start: seconds(report.start),
    end,
    inPoint: seconds(report.inPoint),
    outPoint: exactEnd(source),
    rate: report.rate,
    loop: report.loop,
    loopLength: length !== null && length > 0 ? seconds(length) : null,
    envelopes: [volumeOf(report, context), ...fadesOf(report, { info, end })],
  };
}

/** Only here does the file say to the sample where its sound ends; what follows is the codec's padding. */
function exactEnd({ info }: FoundSource): Seconds | null {
  const { audio, format } = info;
  return audio && isFormat(format, "mov") ? seconds(audio.start + audio.duration) : null;
}

/** A video repeats when its picture does. */
function pictureEnd({ info: { video } }: FoundSource): number {
  return video ? video.start + video.duration : 0;
}

function volumeOf(report: MediaReport, { volumes }: CueContext): Envelope {
  return volumes.get(report.index) ?? [{ time: seconds(report.start), gain: report.volume }];
}

function fadesOf(
  report: MediaReport,
  { info, end }: { readonly info: FoundSource["info"]; readonly end: Seconds },
): Envelope[] {
  const last = Math.min(end, mediaEnd(report, info) ?? end);
  const fades: Envelope[] = [];
  if (report.fadeIn > 0) fades.push(ramp(report.start, report.start + report.fadeIn, [0, 1]));
  if (report.fadeOut > 0) fades.push(ramp(last - report.fadeOut, last, [1, 0]));
  return fades;
}

function ramp(from: number, to: number, [first, last]: readonly [number, number]): Envelope {
  return [
    { time: seconds(from), gain: first },
    { time: seconds(to), gain: last },
  ];
}

function isAudible({ envelopes }: SoundCue): boolean {
  return envelopes.every((envelope) => envelope.some(({ gain }) => gain > 0));
}

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { MediaOrder } from "@hyperframes-engine/heygen";
import { FRAME_RATE, motionsOf } from "./face-motion.ts";
import { PresenterPictures, type Box } from "./presenter-pictures.ts";
import { runFfmpeg, type Workplace } from "./run-ffmpeg.ts";
import type { Sound } from "./spoken-sound.ts";

/** A sound, and what there is to see with it. */
export interface Scene {
  readonly sound: Sound;
  /** The numbers of frames that are white. */
  readonly flashes: { readonly first: number; readonly every: number } | undefined;
}

/** The number of threads is fixed, as bytes depend on it. */
const h264 = "-c:v libx264 -preset superfast -crf 20 -threads 2 -pix_fmt yuv420p".split(" ");
/** The fastest that keeps alpha: https://trac.ffmpeg.org/wiki/Encode/VP9 */
const vp9 = "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -crf 24 -b:v 0 -auto-alt-ref 0 -threads 2".split(
  " ",
);
const bt709 = "-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv".split(" ");
const outputs = {
  mp4: [...h264, ...bt709, "-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart"],
  webm: [...vp9, ...bt709, "-c:a", "libopus", "-b:a", "96k"],
  mp3: ["-c:a", "libmp3lame", "-b:a", "128k"],
};

const exact = ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"];

/** Makes the file that was ordered and returns its path. The same order gives the same bytes from the same ffmpeg. */
export async function encodeClip(order: MediaOrder, scene: Scene, place: Workplace): Promise<string> {
  const target = join(place.folder, `clip.${order.format}`);
  const sound = join(place.folder, "sound.raw");
  await writeFile(sound, pcm(scene.sound));
  // Matroska's writer does not count Opus's delay of 6.5 ms, its readers do: https://www.rfc-editor.org/rfc/rfc9559#section-5.1.4.1.28
  const offset = order.format === "webm" ? ["-itsoffset", "0.0065"] : [];
  const heard = [...offset, "-f", "s16le", "-ar", `${scene.sound.rate}`, "-ac", "1", "-i", sound];
  const end = [...outputs[order.format], "-ar", "48000", "-map_metadata", "-1", ...exact, target];
  if (order.kind === "speech") {
    await runFfmpeg(place, [...heard, ...end]);
    return target;
  }
  const pictures = new PresenterPictures(order);
  const still = join(place.folder, "still.png");
  await writeFile(still, await pictures.still());
  const words = ["-i", still, ...headInput(pictures.box), ...heard, ...graph(order, pictures, scene), ...end];
  await runFfmpeg(place, words, headsOf(pictures, scene));
  return target;
}

function headInput({ width, height }: Box): string[] {
  const size = `${width}x${height}`;
  return ["-f", "rawvideo", "-pix_fmt", "rgba", "-s", size, "-r", `${FRAME_RATE}`, "-i", "-"];
}

function graph({ transparent }: MediaOrder, { box }: PresenterPictures, { flashes }: Scene): string[] {
  const format = transparent ? "yuva420p" : "yuv420p";
  const colours = "scale=out_color_matrix=bt709:out_range=tv";
  const when = flashes && `gte(n,${flashes.first})*eq(mod(n-${flashes.first},${flashes.every}),0)`;
  const flash = when === undefined ? "" : `,drawbox=color=white:t=fill:replace=1:enable='${when}'`;
  const filters = [
    `[0:v]${colours},format=${format},loop=-1:1:0,setpts=N/${FRAME_RATE}/TB,fps=${FRAME_RATE}[still]`,
    `[1:v]${colours},format=yuva420p[head]`,
    `[still][head]overlay=${box.x}:${box.y}:format=yuv420:shortest=1${flash}[out]`,
  ].join(";");
  // Threads of `overlay` read alpha that others are writing, so its picture would differ from run to run.
  return ["-filter_complex_threads", "1", "-filter_complex", filters, "-map", "[out]", "-map", "2:a"];
}

async function* headsOf(
  pictures: PresenterPictures,
  { sound, flashes }: Scene,
): AsyncGenerator<Uint8Array, void> {
  const motions = motionsOf(sound);
  // Clicks are not speech.
  const still = flashes && pictures.head({ mouth: 0, eyes: 2, right: 0, down: 0 });
  for (const motion of motions) yield still ?? pictures.head(motion);
}

function pcm({ samples }: Sound): Buffer {
  const bytes = Buffer.alloc(samples.length * 2);
  for (const [index, sample] of samples.entries()) bytes.writeInt16LE(Math.round(sample * 32_767), index * 2);
  return bytes;
}

import { createHash } from "node:crypto";
import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Media, MediaMaker, MediaOrder, SpokenWord } from "@hyperframes-engine/heygen";
import { findKept, keepFile, makeFolder, makeScratchFolder } from "@hyperframes-engine/store";
import { z } from "zod";
import { seededVoices } from "../seeds.ts";
import { clapperFlashes, clapperOf, clapperSound } from "./clapper.ts";
import { encodeClip, type Scene } from "./encode-clip.ts";
import { findEspeak } from "./espeak-speaker.ts";
import { FRAME_RATE } from "./face-motion.ts";
import { givenSound } from "./given-sound.ts";
import type { Workplace } from "./run-ffmpeg.ts";
import { speak, type Sound, type Speaker } from "./spoken-sound.ts";
import { toneSpeaker } from "./tone-speaker.ts";

/** What making clips needs. */
export interface RealMediaOptions {
  /** A name on the PATH, or a path. It needs libx264, libvpx-vp9, libopus and libmp3lame. */
  readonly ffmpeg: string;
  /** Where clips are kept: the same order is made once. */
  readonly cacheFolder: string;
  /** eSpeak NG, a name on the PATH or a path; where it cannot be run, and for null, words are hummed. @default espeak-ng */
  readonly espeak?: string | null;
}

/** Another number, other clips than those that are kept. */
const version = 1;
const types = { mp4: "video/mp4", webm: "video/webm", mp3: "audio/mpeg" } as const;
const keptFacts = z.object({
  durationSeconds: z.number(),
  words: z.array(z.object({ word: z.string(), start: z.number(), end: z.number() })),
});

/** Makes clips that can be seen and heard: a drawn presenter whose mouth follows a voice of this machine's own. */
export class RealMediaMaker implements MediaMaker {
  readonly #options: RealMediaOptions;
  readonly #running = new Map<string, Promise<Clip>>();
  readonly #speaker: () => Promise<Speaker>;
  /** What is made last in each of two rows. */
  readonly #lanes: Array<Promise<unknown>> = [Promise.resolve(), Promise.resolve()];
  #turns = 0;

  constructor(options: RealMediaOptions) {
    this.#options = options;
    let found: Promise<Speaker> | undefined;
    this.#speaker = () => (found ??= findSpeaker(options.espeak));
  }

  async make(order: MediaOrder, signal: AbortSignal): Promise<Media> {
    const { name } = await this.#speaker();
    const { sound, ...rest } = order;
    const hash = createHash("sha256").update(JSON.stringify([version, name, rest]));
    const key = hash.update(sound ?? "").digest("hex");
    const running = this.#running.get(key) ?? this.#find(key, order, signal);
    this.#running.set(key, running);
    try {
      const { file, ...facts } = await running;
      return { content: await readFile(file), type: types[order.format], ...facts };
    } finally {
      this.#running.delete(key);
    }
  }

  async #find(key: string, order: MediaOrder, signal: AbortSignal): Promise<Clip> {
    const file = join(this.#options.cacheFolder, `${key}.${order.format}`);
    const kept = keptFacts.safeParse((await findKept(file))?.facts).data;
    if (kept) return { file, ...kept };
    return this.#inTurn(async () => this.#encode(file, order, signal));
  }

  /** Ten orders at a time would want ten encoders' memory. */
  async #inTurn<T>(make: () => Promise<T>): Promise<T> {
    const lane = this.#turns++ % this.#lanes.length;
    const made = (this.#lanes[lane] ?? Promise.resolve()).then(make);
    this.#lanes[lane] = made.catch(() => undefined);
    return made;
  }

  async #encode(file: string, order: MediaOrder, signal: AbortSignal): Promise<Clip> {
    const { cacheFolder, ffmpeg } = this.#options;
    await makeFolder(cacheFolder);
    await using scratch = await makeScratchFolder(cacheFolder);
    const place = { ffmpeg, folder: scratch.path, signal };
    const { words, ...scene } = await this.#scene(order, place);
    const made = await encodeClip(order, scene, place);
    const facts = { durationSeconds: scene.sound.samples.length / scene.sound.rate, words };
    await keepFile(file, async (partial) => {
      await rename(made, partial);
      return facts;
    });
    return { file, ...facts };
  }

  async #scene(order: MediaOrder, place: Workplace): Promise<Scene & Pick<Clip, "words">> {
    if (order.sound) {
      const sound = await givenSound(order.sound, place);
      return { words: [], sound: wholeFrames(sound), flashes: undefined };
    }
    const seconds = clapperOf(order.script);
    if (seconds !== undefined) {
      const { words, ...sound } = clapperSound(seconds);
      return { words, sound, flashes: clapperFlashes };
    }
    const manner = { high: isHigh(order), speed: order.speed };
    const { signal } = place;
    const { words, ...sound } = await speak(order.script, await this.#speaker(), { manner, signal });
    return { words, sound: wholeFrames(sound), flashes: undefined };
  }
}

/** A clip that is kept. */
interface Clip {
  readonly file: string;
  readonly durationSeconds: number;
  readonly words: readonly SpokenWord[];
}

async function findSpeaker(espeak: string | null = "espeak-ng"): Promise<Speaker> {
  const found = espeak === null ? null : await findEspeak(espeak);
  return found ?? toneSpeaker;
}

function isHigh({ voiceId, avatarId = "" }: MediaOrder): boolean {
  const voice = seededVoices.find(({ voice_id }) => voice_id === voiceId);
  return voice ? voice.gender === "female" : !avatarId.includes("max");
}

/** So that picture and sound end together. */
function wholeFrames({ samples, rate }: Sound): Sound {
  const perFrame = rate / FRAME_RATE;
  const whole = new Float32Array(Math.ceil(samples.length / perFrame) * perFrame);
  whole.set(samples);
  return { samples: whole, rate };
}

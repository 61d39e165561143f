import type { NarrationSource } from "@hyperframes-engine/heygen";
import {
  parseNarration,
  readNarration,
  type GivenNarration,
  type NarrationSettings,
  type NarrationClip,
} from "@hyperframes-engine/renderer";
import { narrationFailure } from "./narration-failure.ts";
import {
  locateIn,
  openDependencies,
  sourceOf,
  type NarrationSetting,
  type SharedDependencies,
} from "./open-dependencies.ts";
import { ownClip } from "./own-clip.ts";

/** Lets HeyGen make narrations. When it is disposed of, it stops waiting for those that were begun ahead; HeyGen still makes them. */
export interface Narrator extends Disposable {
  /** Lets HeyGen make the narration that the project in a folder asks for; `null` if it asks for none. For `RenderOptions.narration`. */
  readonly narrate: (folder: string) => Promise<GivenNarration | null>;
  /** Begins with a narration that will be asked for. For `BatchOptions.narrateAhead`. */
  readonly ahead: (narration: NarrationSettings) => void;
  /** What narrations depend on besides the project. For `BatchOptions.narrationKey`. */
  readonly key: string;
}

/**
 * The narrator of a command: what its flags say goes before what projects say. HeyGen's code is loaded only for a project that
 * is narrated.
 */
export function createNarrator(setting: NarrationSetting): Narrator {
  const { context, flags } = setting;
  const { narration: own } = flags;
  const maker = new ClipMaker(setting);
  return {
    narrate: async (folder) => {
      if (own === false) return null;
      const read = await readNarration(folder);
      const settings = read ?? (typeof own === "string" ? await usualSettings() : null);
      if (!settings) return null;
      const { workingFolder } = context.environment;
      const clip =
        typeof own === "string" ? ownClip(own, workingFolder) : maker.make(sourceOf(settings), folder);
      return { settings, clip: await reported(clip) };
    },
    ahead: (narration) => {
      if (own !== undefined || narration.source.type === "file") return;
      // Whoever asks for it is told what went wrong.
      maker.make(sourceOf(narration), "").catch(() => undefined);
    },
    key: JSON.stringify([own, flags.offline ?? false]),
    [Symbol.dispose]: () => maker.stop(),
  };
}

/** What HeyGen's code throws, as a render does. */
export async function reported<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    const { HeyGenError } = await import("@hyperframes-engine/heygen");
    throw error instanceof HeyGenError ? narrationFailure(error) : error;
  }
}

/** Makes clips; who asks for one that is being made gets the same. */
class ClipMaker {
  readonly #setting: NarrationSetting;
  readonly #making = new Map<string, Promise<NarrationClip>>();
  readonly #stop = new AbortController();
  #shared: Promise<SharedDependencies> | undefined;

  constructor(setting: NarrationSetting) {
    this.#setting = setting;
  }

  /** @param folder where the files of a narration are that is not made. */
  async make(source: NarrationSource, folder: string): Promise<NarrationClip> {
    const key = JSON.stringify([source, source.type === "file" ? folder : ""]);
    const making = this.#making.get(key) ?? this.#begin(source, folder);
    this.#making.set(key, making);
    try {
      return await making;
    } finally {
      this.#making.delete(key);
    }
  }

  stop(): void {
    this.#stop.abort();
  }

  async #begin(source: NarrationSource, folder: string): Promise<NarrationClip> {
    const { context, flags } = this.#setting;
    const { estimateNarration, makeNarration } = await import("@hyperframes-engine/heygen");
    this.#shared ??= openDependencies(this.#setting);
    const signal = AbortSignal.any([context.signal, this.#stop.signal]);
    const shared = await this.#shared;
    const isKept = flags.preview === true && (await estimateNarration(source, shared)).state === "cached";
    const placeholder = isKept ? undefined : shared.placeholder;
    return makeNarration(source, { ...shared, placeholder, signal, locate: locateIn(folder, context) });
  }
}

/** Of a project that says nothing of a narration. */
function usualSettings(): Promise<NarrationSettings | null> {
  return parseNarration("--narration", '{ "narration": { "source": { "type": "file", "src": "given" } } }');
}

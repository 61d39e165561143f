import { RenderError } from "../errors.ts";
import { frame, type Frame } from "../timeline/units.ts";
import { decodePicture } from "./decode-picture.ts";
import { FrameIssuer } from "./frame-issuer.ts";
import type { Approach, FrameSource, Picture, Scene, Take } from "./frame-source.ts";
import type { Studio } from "./open-page.ts";
import { ProcessMemory } from "./process-memory.ts";
import { findSurface } from "./surface-finder.ts";

/** The compositor's surface cannot be read, or is not what is shown: another source must be used. */
export class SurfaceError extends RenderError {
  override readonly name = "SurfaceError";

  constructor(message: string, cause?: unknown) {
    super("capture-failed", message, cause);
  }
}

/** Reads pictures out of the compositor's memory: lossless, without encoding or copying in the browser. Linux only. */
export class SurfaceSource implements FrameSource {
  readonly kind = "surface";
  readonly #studio: Studio;
  #pages = 0;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  async open(scene: Scene): Promise<Take> {
    await using stack = new AsyncDisposableStack();
    let surface: number | null = null;
    let memory: ProcessMemory | null = null;
    const issuer = await FrameIssuer.open(this.#studio, scene, {
      holdCallbacks: false,
      prepare: async (session, clock) => {
        memory = stack.use(await openCompositor(await compositorPid(session.sendToBrowser("SystemInfo.getProcessInfo"))));
        this.#pages += 1;
        surface = await findSurface({ page: { session, clock }, scene, seed: this.#pages }, memory);
      },
    });
    stack.use(issuer);
    if (surface === null || memory === null) throw new SurfaceError("The compositor's surface was not found.");
    return new SurfaceTake(issuer, { memory, address: surface, bytes: pictureBytes(scene) }, stack.move());
  }
}

interface Surface {
  readonly memory: ProcessMemory;
  readonly address: number;
  readonly bytes: number;
}

class SurfaceTake implements Take {
  readonly #issuer: FrameIssuer;
  readonly #surface: Surface;
  readonly #owned: AsyncDisposableStack;
  #current: Uint8Array;
  #previous: Uint8Array;

  constructor(issuer: FrameIssuer, surface: Surface, owned: AsyncDisposableStack) {
    this.#issuer = issuer;
    this.#surface = surface;
    this.#owned = owned;
    this.#current = Buffer.allocUnsafe(surface.bytes);
    this.#previous = Buffer.allocUnsafe(surface.bytes);
  }

  get measure(): Take["measure"] {
    return this.#issuer.page.measure;
  }

  get log(): Take["log"] {
    return this.#issuer.page.log;
  }

  get position(): number {
    return this.#issuer.position;
  }

  async show(number: Frame, approach: Approach): Promise<Picture> {
    await this.#issuer.approach(number, approach);
    const { picture } = await this.#issuer.issue(number, true);
    await this.#read();
    const official = await decodePicture(Buffer.from(picture ?? "", "base64"));
    if (Buffer.compare(official, this.#current) !== 0) {
      throw new SurfaceError(`The compositor's surface differs from the official picture of frame ${number}.`);
    }
    return this.#current;
  }

  async next(): Promise<Picture | null> {
    const { hasDamage } = await this.#issuer.issue(frame(this.position + 1), false);
    if (!hasDamage) return null;
    await this.#read();
    // Painted over with the same colours is still too. Different pictures differ early, so this is quick.
    if (Buffer.compare(this.#current, this.#previous) !== 0) return this.#current;
    // The caller still holds the one before.
    this.#swap();
    return null;
  }

  async #read(): Promise<void> {
    const { memory, address } = this.#surface;
    this.#swap();
    if (!(await memory.read(address, this.#current))) throw new SurfaceError("The compositor's surface is gone.");
  }

  #swap(): void {
    [this.#current, this.#previous] = [this.#previous, this.#current];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }
}

function pictureBytes(scene: Scene): number {
  return scene.width * scene.scale * scene.height * scene.scale * 4;
}

async function compositorPid(
  reply: Promise<{ processInfo: ReadonlyArray<{ type: string; id: number }> }>,
): Promise<number> {
  const { processInfo } = await reply;
  const compositor = processInfo.find(({ type }) => type === "GPU");
  if (!compositor) throw new SurfaceError("The browser has no compositor process of its own.");
  return compositor.id;
}

async function openCompositor(pid: number): Promise<ProcessMemory> {
  try {
    return await ProcessMemory.open(pid);
  } catch (error) {
    throw new SurfaceError("This system does not let the compositor's memory be read.", error);
  }
}

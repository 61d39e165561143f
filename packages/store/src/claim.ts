import { randomUUID } from "node:crypto";
import { open, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { filesystemNow } from "./filesystem-clock.ts";
import { usualLease, WATCHED_BEATS, type Lease } from "./lease.ts";
import { lifeOf, ownIdentity, sharesBoot, type ProcessIdentity } from "./process-identity.ts";

/**
 * A file that says which process something belongs to. While it is held, it is written anew every two seconds, so that its time
 * shows to others, on whatever machine and in whatever container, that its owner is there.
 */
export class Claim {
  readonly #file: string;
  readonly #text: string;
  readonly #beat: NodeJS.Timeout;
  readonly #lost = new AbortController();
  #beating: Promise<void> = Promise.resolve();

  private constructor(file: string, text: string, { beatMs }: Lease) {
    this.#file = file;
    this.#text = text;
    this.#beat = setInterval(() => {
      this.#beating = this.#beating.then(() => this.#showLife());
    }, beatMs);
    this.#beat.unref();
  }

  /**
   * Makes the file.
   *
   * @throws the system's error if it cannot be made; `EEXIST` if it is there.
   */
  static async make(file: string, lease: Lease = usualLease): Promise<Claim> {
    const text = `${JSON.stringify({ ...ownIdentity(), claim: randomUUID() })}\n`;
    await using handle = await open(file, "wx", 0o644);
    await handle.writeFile(text).catch(async (error: unknown) => {
      await rm(file, { force: true });
      throw error;
    });
    return new Claim(file, text, lease);
  }

  /** Aborted when somebody else has taken what was claimed, as this process was suspended for long. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Stops to show life; the file stays. */
  async stop(): Promise<void> {
    clearInterval(this.#beat);
    await this.#beating;
  }

  /** Removes the file, unless it is somebody else's by now. */
  async release(): Promise<void> {
    await this.stop();
    if (await this.#isOwn()) await rm(this.#file, { force: true });
  }

  async #showLife(): Promise<void> {
    if (!(await this.#isOwn())) {
      clearInterval(this.#beat);
      this.#lost.abort(new Error(`${this.#file} was taken over.`));
      return;
    }
    try {
      // The time is the file system's, which `utimes` could not ask for.
      await using handle = await open(this.#file, "r+");
      await handle.write(this.#text, 0);
    } catch {
      // The next one may come through: a full disk, or a file system that is away for a while.
    }
  }

  async #isOwn(): Promise<boolean> {
    return readFile(this.#file, "utf8").then(
      (text) => text === this.#text,
      (error: unknown) => (error as NodeJS.ErrnoException).code !== "ENOENT",
    );
  }
}

/** A claim as others find it. */
interface FoundClaim {
  /** Differs from that of any other claim. */
  readonly text: string;
  /** `null` where the text says nothing: it is damaged, or is being written. */
  readonly owner: ProcessIdentity | null;
  /** When its owner last showed life, by the clock of the file system. */
  readonly shown: number;
}

/** Reads a claim; `null` if there is none. */
export async function readClaim(file: string): Promise<FoundClaim | null> {
  try {
    // Opened first: file systems of other machines may know only then how old it is.
    await using handle = await open(file, "r");
    const text = await handle.readFile("utf8");
    return { text, owner: ownerIn(text), shown: (await handle.stat()).mtimeMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/**
 * Whether the owner of a claim is there. `silent`: its process cannot be seen from here, and has not shown life for long.
 *
 * @param file of the claim; where there is none, its owner is gone.
 */
export async function judgeClaim(
  file: string,
  lease: Lease = usualLease,
): Promise<{ readonly state: "held" | "gone" } | { readonly state: "silent"; readonly found: FoundClaim }> {
  const found = await readClaim(file);
  if (!found) return { state: "gone" };
  const { owner, shown } = found;
  const life = owner ? lifeOf(owner) : "unknown";
  if (life !== "unknown") return { state: life === "alive" ? "held" : "gone" };
  const silence = (await filesystemNow(dirname(file))) - shown;
  if (Math.abs(silence) < lease.silentMs) return { state: "held" };
  const isElsewhere = owner !== null && !sharesBoot(owner, ownIdentity());
  return isElsewhere && silence > 0 ? { state: "gone" } : { state: "silent", found };
}

/** How claims are watched. */
interface WatchOptions {
  readonly lease?: Lease | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Whether the owner of a claim is there. One that is silent is watched for some seconds before it is given up: when a machine
 * wakes, what runs on it has not shown life for as long as it slept.
 *
 * @throws an `AbortError` once the signal is aborted.
 */
export async function isHeld(
  file: string,
  { lease = usualLease, signal }: WatchOptions = {},
): Promise<boolean> {
  const judged = await judgeClaim(file, lease);
  if (judged.state !== "silent") return judged.state === "held";
  // Several short waits: one long would be over at once on a machine that wakes.
  for (let beat = 0; beat < WATCHED_BEATS; beat += 1) {
    await setTimeout(lease.beatMs, undefined, signal ? { signal } : {});
    const now = await readClaim(file);
    if (!now) return false;
    if (now.text !== judged.found.text || now.shown !== judged.found.shown) return true;
  }
  return false;
}

function ownerIn(text: string): ProcessIdentity | null {
  try {
    const { pid, host, boot, namespace, started, instance } = JSON.parse(text) as Partial<ProcessIdentity>;
    if (typeof pid !== "number" || typeof host !== "string" || typeof instance !== "string") return null;
    return {
      pid,
      host,
      instance,
      boot: boot ?? null,
      namespace: namespace ?? null,
      started: started ?? null,
    };
  } catch {
    return null;
  }
}

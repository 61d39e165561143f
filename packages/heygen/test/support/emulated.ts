import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { EmulatorOptions } from "../../../heygen-emulator/src/emulator-options.ts";
import { startEmulator, type Emulator } from "../../../heygen-emulator/src/start-emulator.ts";
import type { HeyGenClient } from "../../src/client/client.ts";
import { openClient, type ClientOptions } from "../../src/client/open-client.ts";
import type { HeyGenEnvironment } from "../../src/environment.ts";
import { HeyGenError } from "../../src/errors.ts";

/** A key that no other text has in it. */
export const testKey = "sk_test_MbQ7zR4wXv";

/** An emulator, a client of it that waits hardly at all, and a folder. */
export interface Emulated extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly client: HeyGenClient;
  readonly environment: HeyGenEnvironment;
  readonly folder: string;
  /** Milliseconds that the client would have waited. */
  readonly waits: number[];
}

export async function emulated(
  options: Partial<EmulatorOptions> = {},
  clientOptions: ClientOptions = {},
): Promise<Emulated> {
  const emulator = await startEmulator({ now: Date.now, speed: 2000, keys: [testKey], ...options });
  const folder = await mkdtemp(join(tmpdir(), "heygen-"));
  const variables = { HEYGEN_API_KEY: testKey, HEYGEN_API_BASE: emulator.url, HEYGEN_ALLOW_HTTP: "1" };
  const environment = { variables, home: folder, now: Date.now, random: () => 0.5 };
  const waits: number[] = [];
  const wait = async (milliseconds: number, signal: AbortSignal | undefined): Promise<void> => {
    waits.push(milliseconds);
    await setTimeout(Math.min(5, milliseconds), undefined, signal ? { signal } : {});
  };
  const client = await openClient(environment, { wait, ...clientOptions });
  const dispose = async (): Promise<void> => {
    await emulator.close();
    await rm(folder, { recursive: true });
  };
  return { emulator, client, environment, folder, waits, [Symbol.asyncDispose]: dispose };
}

/** The error that a call ends in. */
export async function failureOf(call: Promise<unknown>): Promise<HeyGenError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof HeyGenError) return error;
    throw error;
  }
  throw new Error("The call did not fail.");
}

/** Asks again until it is so. The test's own time limit ends what never comes to be. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await setTimeout(5);
}

/** A request for a video that any emulator takes. */
export const videoBody = {
  type: "avatar",
  avatar_id: "look_ada_studio",
  script: "Revenue rose by a tenth.",
} as const;

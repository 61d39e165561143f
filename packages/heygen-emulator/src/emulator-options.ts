import type { MediaMaker } from "@hyperframes-engine/heygen";
import { placeholderMaker } from "./placeholder-media.ts";
import type { LoggedRequest } from "./server/logged-request.ts";

/** How the emulated HeyGen behaves. */
export interface EmulatorOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** @default 0, any free port */
  readonly port?: number;
  /** Keys that are let in, as `x-api-key` or bearer. @default any that is not empty */
  readonly keys?: readonly string[];
  /** How much faster than the clock everything goes. @default 1 */
  readonly speed?: number;
  /** Until a job ends. @default 20 */
  readonly jobSeconds?: number;
  /** How long signed addresses hold. @default 3600 */
  readonly urlSeconds?: number;
  /** Jobs at one time: videos, sessions, translations. @default 10, as Pay-As-You-Go */
  readonly maxJobs?: number;
  /** @default no limit */
  readonly requestsPerSecond?: number;
  /** Which headers webhooks bear: sources differ. @default observed */
  readonly webhookForm?: "observed" | "documented";
  /** @default files that are no media */
  readonly media?: MediaMaker;
  /** Told each request, when it is answered. It holds no keys. */
  readonly onRequest?: (request: LoggedRequest) => void;
  /** Told why a clip could not be made: HeyGen itself would not say. */
  readonly onFault?: (message: string) => void;
  /** The agent's create answers with a video's id at once. @default false, it is null */
  readonly agentHasVideoAtOnce?: boolean;
}

/** The options with all defaults. */
export type ResolvedEmulatorOptions = Readonly<
  Required<Omit<EmulatorOptions, "keys">> & Pick<EmulatorOptions, "keys">
>;

/** Fills in the defaults. */
export function resolveEmulatorOptions(options: EmulatorOptions): ResolvedEmulatorOptions {
  return Object.freeze({
    port: 0,
    speed: 1,
    jobSeconds: 20,
    urlSeconds: 3600,
    maxJobs: 10,
    requestsPerSecond: Number.POSITIVE_INFINITY,
    webhookForm: "observed",
    media: placeholderMaker,
    onRequest: () => undefined,
    onFault: () => undefined,
    agentHasVideoAtOnce: false,
    ...options,
  });
}

import type { Clock } from "./clock.ts";
import type { ServiceConfig } from "./config/service-config.ts";
import type { HostProgram } from "./hosts/render-host.ts";

/** What every process of a service is made with. */
export interface ProcessOptions {
  readonly config: ServiceConfig;
  /** Folders of templates, beside those of the settings. */
  readonly templates: readonly string[];
  /** The program that renders, which calls `hostRenders`. */
  readonly program: HostProgram;
  /** Where what is being rendered lies. */
  readonly temporaryFolder: string;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Told of what goes wrong behind the scenes. */
  readonly onError: (error: unknown) => void;
}

/** A process of a service that runs. */
export interface RunningProcess {
  /** Aborted with the reason if it cannot go on. */
  readonly broken: AbortSignal;
  /** Takes nothing new, gives what is being rendered some time, and ends. */
  stop(): Promise<void>;
}

import { dirname, resolve } from "node:path";
import type { ProcessOptions, RunningProcess } from "@hyperframes-engine/service";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { galleryFolders } from "../gallery.ts";

/** The flags that every process of a service has. */
export interface ProcessFlags {
  readonly config?: string;
  readonly database?: string;
  readonly store?: string;
  readonly templates: readonly string[];
  readonly json?: boolean;
}

/** Adds those flags to a command. */
export function addProcessFlags(command: Command): Command {
  return command
    .option("--config <file>", "the settings: a YAML file")
    .option("--database <url>", "a PostgreSQL server: postgres://user@host/name (default: DATABASE_URL)")
    .option("--store <place>", "where finished files are kept: a folder, or s3://bucket/prefix")
    .option("--templates <folder>", "a folder of templates; may be given again", addTo, [])
    .option("--json", "print events, one JSON object a line, to standard output");
}

/** What the flags and the settings say. */
export async function processOptions(context: CliContext, flags: ProcessFlags): Promise<ProcessOptions> {
  const { environment, heygen, program, messages } = context;
  const { defaultConfig, readConfig } = await import("@hyperframes-engine/service");
  const from = (path: string): string => resolve(environment.workingFolder, path);
  return {
    config: flags.config === undefined ? defaultConfig() : await readConfig(from(flags.config)),
    templates: [...flags.templates.map(from), ...galleryFolders],
    program: { ...program, args: ["render-host"] },
    temporaryFolder: environment.temporaryFolder,
    ...{ clock: heygen.now, random: heygen.random },
    onError: (error) => messages.write(`error: ${error instanceof Error ? error.message : String(error)}\n`),
  };
}

/** The server that the flag or DATABASE_URL names; `null` for none. */
export function databaseOf({ heygen }: CliContext, { database }: ProcessFlags): string | null {
  return database ?? (heygen.variables["DATABASE_URL"] || null);
}

/** The place that the flag names; `null` for none. */
export function storeOf({ environment }: CliContext, { store }: ProcessFlags): string | null {
  return store === undefined || /^s3:/i.test(store)
    ? (store ?? null)
    : resolve(environment.workingFolder, store);
}

/** Where the settings lie, or else the command runs. */
export function folderOf({ environment }: CliContext, { config }: ProcessFlags): string {
  return config === undefined
    ? environment.workingFolder
    : dirname(resolve(environment.workingFolder, config));
}

/**
 * Waits for a signal, and then until what is being rendered has ended or its time is over.
 *
 * @throws what has ended the process, if that was no signal.
 */
export async function runUntilSignal(context: CliContext, running: RunningProcess): Promise<void> {
  const end = AbortSignal.any([context.signal, running.broken]);
  if (!end.aborted)
    await new Promise((wake) => {
      end.addEventListener("abort", wake, { once: true });
    });
  context.messages.write("stopping: what is being rendered has some time left\n");
  await running.stop();
  if (running.broken.aborted) throw running.broken.reason;
}

function addTo(folder: string, folders: readonly string[]): readonly string[] {
  return [...folders, folder];
}

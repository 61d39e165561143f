import { dirname, resolve } from "node:path";
import { RenderError, version } from "@hyperframes-engine/renderer";
import type { RunningService, ServiceConfig } from "@hyperframes-engine/service";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { galleryFolders } from "../gallery.ts";

const EXPLANATION = `
The first run prints an API key. What it renders comes from templates: those that come with HyperFrames, and those in the
folders that --templates or the settings name.

Examples:
  hyperframes serve                              everything in ./hyperframes-data, on port 8080
  hyperframes serve --config service.yml --database postgres://user@host/name

Environment: DATABASE_URL is as --database, which keeps its password out of the list of processes.`;

interface ServeFlags {
  readonly config?: string;
  readonly data: string;
  readonly database?: string;
  readonly host?: string;
  readonly port?: string;
  readonly templates: readonly string[];
  readonly open?: boolean;
  readonly json?: boolean;
}

/** `hyperframes serve`: renders what is asked for over HTTP. */
export function addServeCommand(program: Command, context: CliContext): void {
  program
    .command("serve")
    .description("render what is asked for over HTTP, until it is stopped")
    .option("--config <file>", "the settings: a YAML file")
    .option("--data <folder>", "where database and files are kept", "hyperframes-data")
    .option("--database <url>", "a PostgreSQL server, instead of the database in that folder")
    .option("--host <address>", "the address to listen at (default: 127.0.0.1)")
    .option("-p, --port <number>", "the port to listen at (default: 8080; 0: a free one)")
    .option("--templates <folder>", "a folder of templates; may be given again", addTo, [])
    .option("--open", "let everybody in without a key; only at a loopback address")
    .option("--json", "print events, one JSON object a line, to standard output")
    .addHelpText("after", EXPLANATION)
    .action(async (flags: ServeFlags) => {
      const service = await start(context, flags);
      announce(context, service, flags);
      await untilEnd(context.signal, service);
      context.messages.write("stopping: what is being rendered has some time left\n");
      await service.stop();
      if (service.broken.aborted) throw service.broken.reason;
      process.exitCode = EXIT_CODES.done;
    });
}

async function start(context: CliContext, flags: ServeFlags): Promise<RunningService> {
  const { environment, heygen, program, messages } = context;
  const { serve } = await import("@hyperframes-engine/service");
  const config = await readSettings(context, flags);
  if (flags.open && !isLoopback(config.host))
    throw new RenderError(
      "invalid-option",
      `--open lets everybody in, so that --host must be a loopback address, but is ${config.host}.`,
    );
  return serve({
    config,
    data: resolve(environment.workingFolder, flags.data),
    database: flags.database ?? (heygen.variables["DATABASE_URL"] || null),
    open: flags.open ?? false,
    templates: [
      ...flags.templates.map((folder) => resolve(environment.workingFolder, folder)),
      ...galleryFolders,
    ],
    program: { ...program, args: ["render-host"] },
    secrets: { variables: heygen.variables, folder: folderOf(context, flags) },
    temporaryFolder: environment.temporaryFolder,
    ...{ clock: heygen.now, random: heygen.random, version },
    onError: (error) => messages.write(`error: ${error instanceof Error ? error.message : String(error)}\n`),
  });
}

async function readSettings(
  { environment }: CliContext,
  { config: file, host, port }: ServeFlags,
): Promise<ServiceConfig> {
  const { defaultConfig, readConfig } = await import("@hyperframes-engine/service");
  const config =
    file === undefined ? defaultConfig() : await readConfig(resolve(environment.workingFolder, file));
  return { ...config, host: host ?? config.host, port: port === undefined ? config.port : portOf(port) };
}

/** Where the settings lie, or else the command runs. */
function folderOf({ environment }: CliContext, { config }: ServeFlags): string {
  return config === undefined
    ? environment.workingFolder
    : dirname(resolve(environment.workingFolder, config));
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new RenderError("invalid-option", `--port must be a number from 0 to 65535, but is "${text}".`);
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function announce({ output }: CliContext, { url, firstKey }: RunningService, flags: ServeFlags): void {
  if (flags.json === true) {
    output.write(`${JSON.stringify({ event: "ready", url, key: firstKey })}\n`);
    return;
  }
  const key = firstKey ?? "$HYPERFRAMES_KEY";
  const header = flags.open ? "" : ` -H "Authorization: Bearer ${key}"`;
  const lines = [
    `ready at ${url}`,
    ...(firstKey === null ? [] : ["", `API key, which is told only now: ${firstKey}`]),
    "",
    "A first video:",
    `  curl ${url}/v1/renders${header} -H "Content-Type: application/json" -d '{"template":"welcome"}'`,
    "",
  ];
  output.write(`${lines.join("\n")}\n`);
}

function untilEnd(signal: AbortSignal, { broken }: RunningService): Promise<void> {
  return new Promise((resolve_) => {
    const end = AbortSignal.any([signal, broken]);
    if (end.aborted) return resolve_();
    return end.addEventListener("abort", () => resolve_(), { once: true });
  });
}

function addTo(folder: string, folders: readonly string[]): readonly string[] {
  return [...folders, folder];
}

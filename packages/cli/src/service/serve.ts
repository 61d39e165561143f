import { resolve } from "node:path";
import { RenderError, version } from "@hyperframes-engine/renderer";
import type { ProcessOptions, RunningService } from "@hyperframes-engine/service";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import {
  addProcessFlags,
  databaseOf,
  folderOf,
  processOptions,
  runUntilSignal,
  storeOf,
  type ProcessFlags,
} from "./service-process.ts";

const EXPLANATION = `
The first run prints an API key. What it renders comes from templates: those that come with HyperFrames, and those in the
folders that --templates or the settings name.

Examples:
  hyperframes serve                              everything in ./hyperframes-data, on port 8080
  hyperframes serve --config service.yml --store /srv/videos
                                                 with DATABASE_URL, for workers on other machines too

Environment: DATABASE_URL is as --database, but keeps its password out of the list of processes.
Exit codes: 0 stopped by a signal, 1 failed, 2 wrong usage or settings, or the folder is in use`;

interface ServeFlags extends ProcessFlags {
  readonly data: string;
  readonly host?: string;
  readonly port?: string;
  readonly open?: boolean;
}

/** `hyperframes serve`: renders what is asked for over HTTP. */
export function addServeCommand(program: Command, context: CliContext): void {
  const command = program
    .command("serve")
    .description("render what is asked for over HTTP, until it is stopped")
    .option("--data <folder>", "where its database and its files are kept", "hyperframes-data")
    .option("--host <address>", "the address to listen at (default: 127.0.0.1)")
    .option("-p, --port <number>", "the port to listen at (default: 8080; 0: a free one)")
    .option("--open", "let everybody in without a key; only at a loopback address")
    .addHelpText("after", EXPLANATION);
  addProcessFlags(command).action(async (flags: ServeFlags) => {
    const service = await start(context, flags);
    announce(context, service, flags);
    await runUntilSignal(context, service);
  });
}

async function start(context: CliContext, flags: ServeFlags): Promise<RunningService> {
  const { serve } = await import("@hyperframes-engine/service");
  const options = withAddress(await processOptions(context, flags), flags);
  const { host } = options.config;
  if (flags.open && !isLoopback(host))
    throw new RenderError(
      "invalid-option",
      `--open lets everybody in, so that --host must be a loopback address, but is ${host}.`,
    );
  return serve({
    ...options,
    data: resolve(context.environment.workingFolder, flags.data),
    ...{ database: databaseOf(context, flags), store: storeOf(context, flags) },
    ...{ open: flags.open ?? false, version },
    secrets: { variables: context.heygen.variables, folder: folderOf(context, flags) },
  });
}

function withAddress({ config, ...options }: ProcessOptions, { host, port }: ServeFlags): ProcessOptions {
  const taken = port === undefined ? config.port : portOf(port);
  return { ...options, config: { ...config, host: host ?? config.host, port: taken } };
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

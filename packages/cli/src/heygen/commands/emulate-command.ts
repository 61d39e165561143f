import { join } from "node:path";
import type { EmulatorOptions, LoggedRequest } from "@hyperframes-engine/heygen-emulator";
import { Option, type Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { addSchemaOptions, ownSchemas, printedSchema } from "../schema-options.ts";
import { UsageError } from "../usage-error.ts";

type Flags = Readonly<Record<string, string | boolean | undefined>>;

const schemas = ownSchemas("Runs a server and prints two lines for a shell, no JSON; nothing is sent.", {});

/** `heygen emulate`: a HeyGen on this machine, until Ctrl-C. */
export function addEmulateCommand(program: Command, context: CliContext): void {
  const command = program
    .command("emulate")
    .description("Run a HeyGen on this machine, with media that is made here, until Ctrl-C")
    .option("--port <number>", "the port of the API (default: any that is free)")
    .option("--speed <factor>", "how much faster than the clock everything goes", "20")
    .option("--job-seconds <seconds>", "how long a job takes, before it is sped up", "20")
    .option("--url-seconds <seconds>", "how long addresses of files hold", "3600")
    .option("--max-jobs <number>", "how many jobs run at one time", "10")
    .option("--requests-per-second <number>", "more are answered 429 (default: no limit)")
    .addOption(
      new Option("--webhook-form <form>", "which headers webhooks bear")
        .choices(["observed", "documented"])
        .default("observed"),
    )
    .addOption(
      new Option("--media <kind>", "clips, or files that are none")
        .choices(["real", "placeholder"])
        .default("real"),
    )
    .option("--ffmpeg <executable>", "what makes the clips", "ffmpeg")
    .option(
      "--video-id-at-once",
      "let the agent's create answer with a video_id, which else is null at first",
    )
    .option("--quiet", "do not print requests");
  addSchemaOptions(command);
  command.action(async (flags: Flags) => {
    if (!printedSchema(schemas, flags, context)) await emulate(flags, context);
  });
}

async function emulate(flags: Flags, context: CliContext): Promise<void> {
  const { RealMediaMaker, placeholderMaker, startEmulator } =
    await import("@hyperframes-engine/heygen-emulator");
  const cacheFolder = join(context.environment.cacheFolder, "heygen-emulator");
  const real = new RealMediaMaker({ ffmpeg: String(flags["ffmpeg"]), cacheFolder });
  const { output, messages, signal } = context;
  await using emulator = await startEmulator({
    ...numbersOf(flags),
    now: context.heygen.now,
    webhookForm: flags["webhookForm"] === "documented" ? "documented" : "observed",
    agentHasVideoAtOnce: flags["videoIdAtOnce"] === true,
    media: flags["media"] === "real" ? real : placeholderMaker,
    onRequest: (request) => {
      if (!flags["quiet"]) messages.write(`${lineOf(request)}\n`);
    },
    onFault: (message) => void messages.write(`${message}\n`),
  });
  output.write(`export HEYGEN_API_BASE=${emulator.url}\nexport HEYGEN_ALLOW_HTTP=1\n`);
  messages.write("Any key is let in: export HEYGEN_API_KEY=anything. Ctrl-C ends it.\n");
  await ended(signal);
}

function numbersOf(flags: Flags): Partial<EmulatorOptions> {
  const names = ["port", "speed", "jobSeconds", "urlSeconds", "maxJobs", "requestsPerSecond"] as const;
  const given = names.flatMap((name) => {
    const text = flags[name];
    if (text === undefined) return [];
    const number = Number(text);
    const least = name === "port" || name === "jobSeconds" ? 0 : 1e-6;
    if (
      text === "" ||
      !(number >= least) ||
      (name === "port" && !(number < 65_536 && Number.isInteger(number)))
    ) {
      throw new UsageError(
        `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} cannot be that.`,
      );
    }
    return [[name, number] as const];
  });
  return Object.fromEntries(given);
}

function lineOf({ method, path, status }: LoggedRequest): string {
  return `${method} ${path.replaceAll(/[^\x21-\x7E]/g, "?")} ${status === 0 ? "cut" : status}`;
}

async function ended(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  signal.addEventListener("abort", () => resolve(), { once: true });
  await promise;
}

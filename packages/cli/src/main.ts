import { homedir, tmpdir } from "node:os";
import { explainSystemError, version } from "@hyperframes-engine/renderer";
import { Command, CommanderError } from "commander";
import type { CliContext } from "./cli-context.ts";
import { resolveCliEnvironment } from "./cli-environment.ts";
import { addDoctorCommand } from "./commands/doctor.ts";
import { addInfoCommand } from "./commands/info.ts";
import { addInitCommand } from "./commands/init.ts";
import { addLintCommand } from "./commands/lint.ts";
import { addRenderCommand } from "./commands/render.ts";
import { addSnapshotCommand } from "./commands/snapshot.ts";
import { addTemplatesCommand } from "./commands/templates.ts";
import { EXIT_CODES, exitCodeOf } from "./exit-codes.ts";
import { addHeyGenCommand } from "./heygen/add-heygen-command.ts";
import { insistOnCommand } from "./insist-on-command.ts";
import { LostOutput } from "./lost-output.ts";
import { printError } from "./print-error.ts";
import { addRenderHostCommand } from "./service/render-host.ts";
import { addServeCommand } from "./service/serve.ts";
import { addWorkerCommand } from "./service/worker.ts";

const interrupt = new AbortController();
const streams = { output: process.stdout, messages: process.stderr };

/** npx, timeout and other programs pass on a signal that we have had already, from the terminal or from them. Within this time it is the same one. */
const SAME_SIGNAL_MS = 500;

let interruptedAt = Number.POSITIVE_INFINITY;
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    // Who asks twice does not want to wait for the clean-up.
    if (performance.now() - interruptedAt > SAME_SIGNAL_MS) process.exit(EXIT_CODES.interrupted);
    interruptedAt = Math.min(interruptedAt, performance.now());
    interrupt.abort();
  });
}

const lost = new LostOutput(streams, (error) => {
  interrupt.abort();
  if (error === null) return;
  printError(streams, error, false);
  process.exitCode = exitCodeOf(error);
});

try {
  const program = buildProgram(readContext());
  await program.parseAsync(insistOnCommand(program, process.argv.slice(2)), { from: "user" });
} catch (error_) {
  const error = explainSystemError(error_);
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.usage;
  } else if (lost.error === null) {
    printError(streams, error, process.argv.includes("--json"));
    process.exitCode = exitCodeOf(error);
  }
}
// Whatever the command made of it.
if (lost.error !== null) process.exitCode = exitCodeOf(lost.error);

function readContext(): CliContext {
  return {
    environment: resolveCliEnvironment({
      variables: process.env,
      home: homedir(),
      temporary: tmpdir(),
      working: workingFolder(),
    }),
    heygen: { variables: process.env, home: homedir(), now: Date.now, random: Math.random },
    program: { file: process.argv[1] ?? "", execArgv: process.execArgv },
    signal: interrupt.signal,
    input: process.stdin,
    ...streams,
    ci: Boolean(process.env["CI"]),
    color: process.stderr.isTTY && !process.env["NO_COLOR"],
    outputColor: process.stdout.isTTY && !process.env["NO_COLOR"],
  };
}

/** Somebody may have deleted it meanwhile. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch (error) {
    throw explainSystemError(error, "The folder that you are in");
  }
}

function buildProgram(context: CliContext): Command {
  const program = new Command("hyperframes")
    .description("Renders HTML compositions to video, frame by frame, the same on every machine.")
    .version(version)
    // Or --version of a command would be this one.
    .enablePositionalOptions()
    .showHelpAfterError("(hyperframes --help lists the commands and options)")
    .exitOverride();
  addRenderCommand(program, context);
  addSnapshotCommand(program, context);
  addLintCommand(program, context);
  addInfoCommand(program, context);
  addInitCommand(program, context);
  addTemplatesCommand(program, context);
  addDoctorCommand(program, context);
  addServeCommand(program, context);
  addWorkerCommand(program, context);
  addHeyGenCommand(program, context);
  addRenderHostCommand(program, context);
  return program;
}

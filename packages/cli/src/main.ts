import { homedir, tmpdir } from "node:os";
import { version } from "@hyperframes-engine/renderer";
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
import { printError } from "./print-error.ts";

const interrupt = new AbortController();
const context: CliContext = {
  environment: resolveCliEnvironment({
    variables: process.env,
    home: homedir(),
    temporary: tmpdir(),
    working: process.cwd(),
  }),
  heygen: { variables: process.env, home: homedir(), now: Date.now, random: Math.random },
  signal: interrupt.signal,
  input: process.stdin,
  output: process.stdout,
  messages: process.stderr,
  ci: Boolean(process.env["CI"]),
  color: process.stderr.isTTY && !process.env["NO_COLOR"],
  outputColor: process.stdout.isTTY && !process.env["NO_COLOR"],
};

/** npx, timeout and others pass a signal on that the terminal, or they themselves, have sent to us too. */
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

for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // Who reads us has gone, as `head` does: nobody waits for the rest.
    if (error.code !== "EPIPE") throw error;
    interrupt.abort();
  });
}

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
addHeyGenCommand(program, context);

try {
  await program.parseAsync(insistOnCommand(program, process.argv.slice(2)), { from: "user" });
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.usage;
  } else {
    printError(context, error, process.argv.includes("--json"));
    process.exitCode = exitCodeOf(error);
  }
}

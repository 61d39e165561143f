import { RenderError } from "@hyperframes-engine/renderer";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import {
  addProcessFlags,
  databaseOf,
  processOptions,
  runUntilSignal,
  storeOf,
  type ProcessFlags,
} from "./service-process.ts";

const EXPLANATION = `
It needs the service's database, which is a PostgreSQL server then, the place for finished files, which all of them share
(a folder, or s3://bucket/prefix with AWS_ACCESS_KEY_ID and what goes with it in the environment), and the same templates.

Exit codes: 0 stopped by a signal, 1 failed, 2 wrong usage or settings`;

/** `hyperframes worker`: more hands for a service that runs elsewhere. */
export function addWorkerCommand(program: Command, context: CliContext): void {
  const command = program
    .command("worker")
    .description("render what a service on another machine has taken on, until it is stopped")
    .addHelpText("after", EXPLANATION);
  addProcessFlags(command).action(async (flags: ProcessFlags) => {
    const [database, store] = [databaseOf(context, flags), storeOf(context, flags)];
    if (database === null)
      throw new RenderError("invalid-option", "Name the service's database with --database or DATABASE_URL.");
    if (store === null)
      throw new RenderError("invalid-option", "Name the service's place for finished files with --store.");
    const { work } = await import("@hyperframes-engine/service");
    const running = await work({
      ...(await processOptions(context, flags)),
      database,
      store,
      variables: context.heygen.variables,
    });
    context.output.write(flags.json === true ? `${JSON.stringify({ event: "ready" })}\n` : "ready\n");
    await runUntilSignal(context, running);
  });
}

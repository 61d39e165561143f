import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { addOutputOptions, printAnswer } from "./print-answer.ts";
import { addSchemaOptions, printedSchema, type CommandSchemas } from "./schema-options.ts";

/** What commander hands over, by the names of options. */
export type HeyGenFlags = Readonly<Record<string, unknown>>;

/** A command made by hand: what it is described by, and what it does with its options and arguments. */
interface Answering {
  readonly schemas: CommandSchemas;
  readonly run: (
    flags: HeyGenFlags,
    ...values: ReadonlyArray<string | undefined>
  ) => Promise<object> | object;
}

/** Lets a command print what `run` answers, or the schema that was asked for. Its own options come first. */
export function answering(command: Command, context: CliContext, { schemas, run }: Answering): void {
  addSchemaOptions(command);
  addOutputOptions(command);
  command.action(async () => {
    const flags = command.opts<HeyGenFlags>();
    if (printedSchema(schemas, flags, context)) return;
    const values = command.processedArgs as Array<string | undefined>;
    await printAnswer(context, flags, await run(flags, ...values));
  });
}

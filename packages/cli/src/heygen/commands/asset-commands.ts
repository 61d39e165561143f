import { resolve } from "node:path";
import { api, openClient, uploadAsset } from "@hyperframes-engine/heygen";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { addOutputOptions, printAnswer } from "../print-answer.ts";
import { addSchemaOptions, printedSchema, schemasOf } from "../schema-options.ts";
import { UsageError } from "../usage-error.ts";

/** `heygen asset create`: an upload, in a form up to 32 MB, straight to storage above. */
export function addAssetCommands(noun: Command, context: CliContext): void {
  const command = noun
    .command("create")
    .description("Upload a file of any size")
    .option("--file <file>", "the file (required)")
    .option("--type <type>", "its media type; HeyGen looks at the bytes itself")
    .option("--idempotency-key <key>", "one key, one effect, for 24 hours");
  addSchemaOptions(command);
  addOutputOptions(command);
  command.action(async (flags: Readonly<Record<string, string | undefined>>) => {
    if (printedSchema(schemasOf(api.asset.create), flags, context)) return;
    const { file, type, idempotencyKey } = flags;
    if (file === undefined) throw new UsageError("--file is missing.", "file");
    const client = await openClient(context.heygen);
    const source = { path: resolve(context.environment.workingFolder, file), ...(type && { type }) };
    const data = await uploadAsset(client, source, { signal: context.signal, idempotencyKey });
    await printAnswer(context, flags, { data });
  });
}

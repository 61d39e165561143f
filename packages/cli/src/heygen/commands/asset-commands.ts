import { resolve } from "node:path";
import { api, openClient, uploadAsset } from "@hyperframes-engine/heygen";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { answering, type HeyGenFlags } from "../answering-command.ts";
import { schemasOf } from "../schema-options.ts";
import { UsageError } from "../usage-error.ts";

/** `heygen asset create`: an upload, in a form up to 32 MB, straight to storage above. */
export function addAssetCommands(noun: Command, context: CliContext): void {
  const command = noun
    .command("create")
    .description("Upload a file of any size")
    .option("--file <file>", "the file (required)")
    .option("--type <type>", "its media type; HeyGen looks at the bytes itself")
    .option("--idempotency-key <key>", "one key, one effect, for 24 hours");
  const run = async (flags: HeyGenFlags): Promise<object> => {
    const { file, type, idempotencyKey } = flags as Readonly<Record<string, string | undefined>>;
    if (file === undefined) throw new UsageError("--file is missing.", "file");
    const client = await openClient(context.heygen);
    const source = { path: resolve(context.environment.workingFolder, file), ...(type && { type }) };
    return { data: await uploadAsset(client, source, { signal: context.signal, idempotencyKey }) };
  };
  answering(command, context, { schemas: schemasOf(api.asset.create), run });
}

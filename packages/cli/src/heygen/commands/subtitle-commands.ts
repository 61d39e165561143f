import { resolve } from "node:path";
import { api, download, openClient, uploadAsset } from "@hyperframes-engine/heygen";
import type { HeyGenClient } from "@hyperframes-engine/heygen";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { addFileOptions, outputFile } from "../output-file.ts";
import { addOutputOptions, printAnswer } from "../print-answer.ts";
import { readData } from "../read-data.ts";
import { addSchemaOptions, printedSchema, schemasOf } from "../schema-options.ts";
import { UsageError } from "../usage-error.ts";

const { srt } = api.videoTranslate.proofreads;
type Flags = Readonly<Record<string, string | undefined>>;

/** `heygen video-translate proofreads srt`: the words of a translation, down to be corrected and up again. */
export function addSubtitleCommands(noun: Command, context: CliContext): void {
  const get = noun.command("get").description(srt.get.summary).argument("[proofread-id]");
  addFileOptions(get, "fetch them into a file");
  addSchemaOptions(get);
  addOutputOptions(get);
  get.action(async (id: string | undefined, flags: Flags) => {
    if (printedSchema(schemasOf(srt.get), flags, context)) return;
    const path = pathOf(id);
    const client = await openClient(context.heygen);
    const target = outputFile(flags, context);
    const { signal } = context;
    const answer = await client.call(srt.get, { path }, { signal });
    if (target === undefined) {
      await printAnswer(context, flags, answer);
      return;
    }
    const overwrite = Boolean(flags["force"]);
    await download(client, { url: answer.data.srt_url, target, overwrite, signal });
    const message = `Downloaded the subtitles of ${path.proofread_id}.`;
    await printAnswer(context, flags, { message, path: target });
  });

  const update = noun
    .command("update")
    .description(srt.update.summary)
    .argument("[proofread-id]")
    .option("--file <file>", "an SRT file, which is uploaded")
    .option("--srt <url|id>", "an SRT file by its address, or by the id of an upload")
    .option("-d, --data <json>", "the body: JSON, a file of it, or - for standard input");
  addSchemaOptions(update);
  addOutputOptions(update);
  update.action(async (id: string | undefined, flags: Flags) => {
    if (printedSchema(schemasOf(srt.update), flags, context)) return;
    const path = pathOf(id);
    const client = await openClient(context.heygen);
    const body = await bodyOf(client, flags, context);

    const answer = await client.call(srt.update, { path, body: body as never }, { signal: context.signal });
    await printAnswer(context, flags, answer);
  });
}

function pathOf(id: string | undefined): { proofread_id: string } {
  if (id === undefined) throw new UsageError("<proofread-id> is missing.", "proofread_id");
  return { proofread_id: id };
}

async function bodyOf(client: HeyGenClient, flags: Flags, context: CliContext): Promise<object> {
  const { file, srt: given, data } = flags;
  if (file !== undefined) {
    const path = resolve(context.environment.workingFolder, file);
    const { asset_id } = await uploadAsset(
      client,
      { path, type: "application/x-subrip" },
      { signal: context.signal },
    );
    return { srt: { type: "asset_id", asset_id } };
  }
  if (given !== undefined) {
    return {
      srt: /^https?:/i.test(given) ? { type: "url", url: given } : { type: "asset_id", asset_id: given },
    };
  }
  if (data === undefined) throw new UsageError("--file is missing, or --srt.", "srt");
  return readData(data, context);
}

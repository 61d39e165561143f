import { resolve } from "node:path";
import { api, download, openClient, uploadAsset, type HeyGenClient } from "@hyperframes-engine/heygen";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { answering, type HeyGenFlags } from "../answering-command.ts";
import { addFileOptions, outputFile } from "../output-file.ts";
import { readData } from "../read-data.ts";
import { schemasOf } from "../schema-options.ts";
import { UsageError } from "../usage-error.ts";

const { srt } = api.videoTranslate.proofreads;

/** `heygen video-translate proofreads srt`: the words of a translation, down to be corrected and up again. */
export function addSubtitleCommands(noun: Command, context: CliContext): void {
  const get = noun.command("get").description(srt.get.summary).argument("[proofread-id]");
  addFileOptions(get, "fetch them into a file");
  const fetchWords = async (flags: HeyGenFlags, id?: string): Promise<object> => {
    const path = pathOf(id);
    const client = await openClient(context.heygen);
    const target = outputFile(flags, context);
    const { signal } = context;
    const answer = await client.call(srt.get, { path }, { signal });
    if (target === undefined) return answer;
    const overwrite = Boolean(flags["force"]);
    await download(client, { url: answer.data.srt_url, target, overwrite, signal });
    return { message: `Downloaded the subtitles of ${path.proofread_id}.`, path: target };
  };
  answering(get, context, { schemas: schemasOf(srt.get), run: fetchWords });

  const update = noun
    .command("update")
    .description(srt.update.summary)
    .argument("[proofread-id]")
    .option("--file <file>", "an SRT file, which is uploaded")
    .option("--srt <url|id>", "an SRT file by its address, or by the id of an upload")
    .option("-d, --data <json>", "the body: JSON, a file of it, or - for standard input");
  const replaceWords = async (flags: HeyGenFlags, id?: string): Promise<object> => {
    const path = pathOf(id);
    const client = await openClient(context.heygen);
    const body = await bodyOf(client, flags, context);
    return client.call(srt.update, { path, body: body as never }, { signal: context.signal });
  };
  answering(update, context, { schemas: schemasOf(srt.update), run: replaceWords });
}

function pathOf(id: string | undefined): { proofread_id: string } {
  if (id === undefined) throw new UsageError("<proofread-id> is missing.", "proofread_id");
  return { proofread_id: id };
}

async function bodyOf(client: HeyGenClient, flags: HeyGenFlags, context: CliContext): Promise<object> {
  const { file, srt: given, data } = flags as Readonly<Record<string, string | undefined>>;
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

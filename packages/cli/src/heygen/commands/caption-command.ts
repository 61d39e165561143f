import { HeyGenError, api, download, openClient, type HeyGenClient } from "@hyperframes-engine/heygen";
import { Option, type Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { answering, type HeyGenFlags } from "../answering-command.ts";
import { addFileOptions, outputFile } from "../output-file.ts";
import { ownSchemas } from "../schema-options.ts";
import { UsageError } from "../usage-error.ts";

type Format = "srt" | "vtt";

const schemas = ownSchemas("Asks for the translation as 'video-translate get' does; no body is sent.", {
  "data.caption_url": "Where the captions are, for a while",
});

/** `heygen video-translate caption get`: HeyGen's path for it has ended, and its translations name the files themselves. */
export function addCaptionCommand(noun: Command, context: CliContext): void {
  const command = noun
    .command("get")
    .description("Show where a translation's captions are, or fetch them")
    .usage("<video-translation-id> [options]")
    .argument("[video-translation-id]")
    .addOption(new Option("--format <format>", "which of its files").choices(["srt", "vtt"]).default("srt"));
  addFileOptions(command, "fetch them into a file");
  const run = async (flags: HeyGenFlags, id?: string): Promise<object> => {
    if (id === undefined) throw new UsageError("<video-translation-id> is missing.", "video_translation_id");
    const { signal } = context;
    const client = await openClient(context.heygen);
    const address = async (): Promise<string> =>
      captionUrl(client, id, { format: flags["format"] as Format, signal });
    const url = await address();
    const target = outputFile(flags, context);
    if (target === undefined) return { data: { caption_url: url } };
    await download(client, { url, refresh: address, target, overwrite: flags["force"] === true, signal });
    return { message: `Downloaded the captions of ${id}.`, path: target };
  };
  answering(command, context, { schemas, run });
}

async function captionUrl(
  client: HeyGenClient,
  id: string,
  { format, signal }: { readonly format: Format; readonly signal: AbortSignal },
): Promise<string> {
  const path = { video_translation_id: id };
  const { data } = await client.call(api.videoTranslate.get, { path }, { signal });
  const url = format === "srt" ? data.srt_caption_url : data.vtt_caption_url;
  if (url) return url;
  const message =
    data.status === "completed"
      ? `The translation has no ${format} captions. Ask for them with --enable-caption when it is made.`
      : `The translation is not ready: ${data.status}.`;
  throw new HeyGenError("download-failed", message, { code: "video_not_ready" });
}

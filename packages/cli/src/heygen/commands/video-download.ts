import { resolve } from "node:path";
import { HeyGenError, api, download, openClient, type HeyGenClient } from "@hyperframes-engine/heygen";
import { Option, type Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { answering, type HeyGenFlags } from "../answering-command.ts";
import { addFileOptions, outputFile } from "../output-file.ts";
import { ownSchemas } from "../schema-options.ts";
import { UsageError } from "../usage-error.ts";

type AssetName = "video" | "captioned";

const schemas = ownSchemas("Asks for the video as 'video get' does, and fetches its file; no body is sent.", {
  asset: "video or captioned",
  message: "What was done",
  path: "The file, whole",
});

/** `heygen video download`: a finished video to a file. */
export function addVideoDownload(noun: Command, context: CliContext): void {
  const command = noun
    .command("download")
    .description("Fetch a finished video")
    .usage("<video-id> [options]")
    .argument("[video-id]")
    .addOption(
      new Option("--asset <which>", "which of its files").choices(["video", "captioned"]).default("video"),
    );
  addFileOptions(command, "the file to write (default: VIDEO-ID.mp4 or .webm)");
  const run = async (flags: HeyGenFlags, id?: string): Promise<object> => {
    if (id === undefined) throw new UsageError("<video-id> is missing.", "video_id");
    const client = await openClient(context.heygen);
    const asset = flags["asset"] as AssetName;
    const url = await addressOf(client, id, { asset, signal: context.signal });
    const path = outputFile(flags, context) ?? resolve(context.environment.workingFolder, nameOf(id, url));
    await download(client, {
      url,
      refresh: async () => addressOf(client, id, { asset, signal: context.signal }),
      target: path,
      overwrite: flags["force"] === true,
      types: ["video/"],
      signal: context.signal,
    });
    return { asset, message: `Downloaded ${asset} of ${id}.`, path };
  };
  answering(command, context, { schemas, run });
}

async function addressOf(
  client: HeyGenClient,
  id: string,
  { asset, signal }: { readonly asset: AssetName; readonly signal: AbortSignal },
): Promise<string> {
  const { data } = await client.call(api.video.get, { path: { video_id: id } }, { signal });
  const url = asset === "video" ? data.video_url : data.captioned_video_url;
  if (url) return url;
  if (data.status === "failed") {
    throw new HeyGenError("job-failed", "The video has failed; there is nothing to fetch.", {
      code: "video_failed",
    });
  }
  const message =
    data.status === "completed"
      ? `The video has no ${asset} file.`
      : `The video is not ready: ${data.status}.`;
  throw new HeyGenError("download-failed", message, { code: "video_not_ready" });
}

function nameOf(id: string, url: string): string {
  const extension = new URL(url).pathname.endsWith(".webm") ? "webm" : "mp4";
  return `${id.replaceAll(/[^\w-]/g, "_")}.${extension}`;
}

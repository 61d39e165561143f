import { resolve } from "node:path";
import { HeyGenError, api, download, openClient } from "@hyperframes-engine/heygen";
import type { HeyGenClient } from "@hyperframes-engine/heygen";
import { Option } from "commander";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { addOutputOptions, printAnswer } from "./print-answer.ts";

type AssetName = "video" | "captioned";

/** `heygen video download`: a finished video to a file. */
export function addVideoDownload(noun: Command, context: CliContext): void {
  const command = noun
    .command("download")
    .description("Fetch a finished video")
    .argument("<video-id>")
    .option("-o, --output <file>", "the file to write (default: VIDEO-ID.mp4 or .webm)")
    .addOption(
      new Option("--asset <which>", "which of its files").choices(["video", "captioned"]).default("video"),
    )
    .option("--force", "replace the file if it is there");
  addOutputOptions(command);
  command.action(async (id: string, flags: Record<string, unknown>) => {
    const client = await openClient(context.heygen);
    const asset = flags["asset"] as AssetName;
    const url = await addressOf(client, id, { asset, signal: context.signal });
    const path = resolve(
      context.environment.workingFolder,
      (flags["output"] as string | undefined) ?? nameOf(id, url),
    );
    await download(client, {
      url,
      refresh: async () => addressOf(client, id, { asset, signal: context.signal }),
      target: path,
      overwrite: flags["force"] === true,
      types: ["video/"],
      signal: context.signal,
    });
    await printAnswer(context, flags, { asset, message: `Downloaded ${asset} of ${id}.`, path });
  });
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

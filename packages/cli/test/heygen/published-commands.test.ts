import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HeyGenBench, dataOf, errorOf } from "../support/heygen-bench.ts";
import { splitLine } from "../support/split-line.ts";

const url = "https://example.com/source.mp4";
const voice = "1bd001e7e50f421d891986aad5e3e5d2";
const translation = `{"video":{"type":"url","url":"${url}"},"output_languages":["es"]}`;

/** Commands as HeyGen's documents print them, with ids of their examples. Each must do what it says. */
const lines: readonly string[] = [
  "auth status",
  "user me get",
  "config list",
  "config set output json",
  "config get output",
  `video-agent create --prompt "Make a 30-second product demo" --wait`,
  `video-agent create --prompt "Product launch" --style-id style_clean --wait --timeout 30m`,
  `video-agent create --prompt 'Product launch' --avatar-id avt_angela_01 --voice-id ${voice} --wait`,
  `video-agent create -d '{"prompt":"Make a product demo"}' --wait`,
  "video-agent list --limit 10",
  "video-agent styles list",
  "video-agent get sess_abc123",
  "video-agent send sess_abc123 --message 'Add intro'",
  "video-agent resources get sess_abc123 res_abc123",
  "video-agent videos list sess_abc123",
  "video-agent stop sess_abc123",
  "video list --limit 5",
  "video list --limit 3 --human",
  "video list --output human",
  "video list --folder-id folder_abc123",
  "video get vid_xyz789",
  "video get abc123 --human",
  `video create -d '{"type":"avatar","avatar_id":"avt_angela_01","script":"Welcome to our Q4 earnings call.","voice_id":"${voice}","aspect_ratio":"16:9","resolution":"1080p"}' --wait`,
  `video create -d '{"type":"image","image":{"type":"url","url":"https://example.com/photo.jpg"},"script":"Hello","voice_id":"${voice}"}' --wait`,
  `video create -d '{"type":"avatar","avatar_id":"josh_lite","script":"Hello world","voice_id":"en_male"}'`,
  `video create --avatar-id avt_angela_01 --voice-id ${voice} --script "Welcome to our call." --wait`,
  `video create --type cinematic_avatar --prompt "A walk" --avatar-id avt_angela_01,josh_lite`,
  `video batches create --title 'Launch batch' -d '{"videos":[{"type":"avatar","avatar_id":"josh_lite","script":"Hello","voice_id":"en_male"}]}'`,
  "video batches get batch_abc123",
  "video statuses list --video-ids vid_xyz789,vid_qr8821",
  "video statuses list --batch-ids batch_abc123",
  "video download vid_qr8821 --output-path ./my-video.mp4",
  "video download vid_qr8821 -o short.mp4",
  "video download vid_qr8821 --output long.mp4",
  "video download vid_qr8821 --out old.mp4",
  "video download vid_qr8821",
  "video delete vid_qr8821 --force",
  "avatar list --limit 10",
  "avatar list --ownership public --limit 5",
  "avatar get ag_abc123",
  "avatar looks list --limit 10",
  ...["studio_avatar", "video_avatar", "photo_avatar", "digital_twin"].map(
    (type) => `avatar looks list --avatar-type ${type} --ownership public`,
  ),
  "avatar looks get lk_abc123",
  "avatar looks update lk_abc123 --name 'New name'",
  `avatar create -d '{"type":"photo","name":"My Avatar","file":{"type":"asset_id","asset_id":"ast_abc123"}}'`,
  `avatar create -d '{"type":"video","name":"My Twin","file":{"type":"asset_id","asset_id":"ast_abc123"}}'`,
  `avatar consent create ag_abc123 --consent-text Yes`,
  "voice list --type public",
  "voice list --engine starfish",
  "voice list --language English --gender female --limit 5",
  "voice create --prompt 'deep male voice' --gender male --seed 1",
  `voice clone create --voice-name 'My Clone' -d '{"audio":{"type":"url","url":"https://example.com/sample.mp3"}}'`,
  "voice get vc_abc123",
  `voice speech create --text 'Hello world' --voice-id ${voice}`,
  `lipsync create -d '{"video":{"type":"url","url":"${url}"},"audio":{"type":"url","url":"${url}"}}'`,
  "lipsync list --limit 10",
  "lipsync get ls_abc123",
  "lipsync update ls_abc123 --title 'Updated title'",
  "lipsync statuses list --lipsync-ids ls_abc123,ls_def456",
  "lipsync delete ls_abc123 --force",
  `video-translate create -d '${translation}'`,
  `video-translate create --video ${url} --output-languages es --mode precision --wait`,
  `video-translate create --video ${url} --output-languages Spanish,French,German`,
  `video-translate create --video ${url} --output-languages Spanish --output-languages German`,
  `video-translate create --video ${url} --output-languages "Spanish (Spain)" "French (France)" --mode quality`,
  "video-translate list --limit 10",
  "video-translate get vt_abc123",
  "video-translate caption get vt_abc123 --format srt",
  "video-translate caption get vt_abc123 --format vtt -o words.vtt",
  "video-translate update vt_abc123 --title 'New title'",
  "video-translate languages list",
  `video-translate batches create --title 'Localization batch' -d '{"video_translations":[{"video":{"type":"url","url":"${url}"},"output_languages":["Spanish (Spain)","French (France)"]}]}'`,
  "video-translate statuses list --video-translation-ids vt_abc123,vt_def456",
  "video-translate proofreads get pr_abc123",
  "video-translate proofreads srt get pr_abc123",
  "video-translate proofreads generate pr_abc123",
  "video-translate delete vt_abc123 --force",
  "webhook endpoints list",
  "webhook endpoints create --url https://example.com/hook",
  `webhook endpoints create --url https://example.com/hook --events "avatar_video.success"`,
  "webhook endpoints create --url https://example.com/hook --events avatar_video.success,avatar_video.fail",
  "webhook endpoints create --url https://example.com/hook --events avatar_video.success --events batch.finished",
  "webhook endpoints update ep_abc123def456 --url https://new.example.com/hook",
  "webhook endpoints rotate-secret ep_abc123def456 --force",
  "webhook endpoints delete ep_abc123def456 --force",
  "webhook event-types list",
  "webhook events list --event-type avatar_video.success",
  "asset create --file ./video.mp4",
  "asset get ast_abc123",
  "asset search list --query 'pepperoni pizza on a wooden table'",
  "asset search list --query 'minimalist rocket icon' --type icon --min-score 0.3 --limit 10",
  "asset direct-uploads create --filename video.mp4 --content-type video/mp4 --size-bytes 10485760",
  `asset direct-uploads create --filename clip.png --content-type image/png --size-bytes 204800 --checksum-sha-256 ${"ab".repeat(32)}`,
  "asset delete ast_abc123 --force",
  "template list --limit 10",
  "template get template_abc123",
  `template generate template_abc123 --scene-ids scene_1,scene_2 -d '{"variables":{}}'`,
  "audio sounds list --query 'upbeat lofi hip-hop'",
  "audio sounds list --query 'tense cinematic riser' --min-score 0.8 --limit 5",
  "audio sounds list --query 'calm ambient piano' --all",
  "brand kits list",
  "brand-kit list",
  "brand glossaries list",
  `background-removal create -d '{"video":{"type":"url","url":"${url}"},"layers":["foreground","mask","background"]}'`,
  "background-removal list --limit 25",
  `ai-clipping create --video ${url}`,
  "ai-clipping list --limit 10",
  "video-agent create --prompt 'Go on' --auto-proceed",
  `video-agent create -d '{"prompt":"Go on","skip_agentic_stop":true}'`,
  "update",
  "update check",
  "update --check",
];

let bench: HeyGenBench;
beforeAll(async () => {
  bench = await HeyGenBench.open({ maxJobs: 1000 });
  await bench.file("video.mp4", "video");
});
afterAll(async () => bench[Symbol.asyncDispose]());

describe("a published command", () => {
  it.each(lines)("%s", async (line) => {
    const ending = await bench.run(splitLine(line));
    expect(ending).toMatchObject({ code: 0, stdout: expect.stringMatching(/./) as string });
  });

  it("writes its file where --output-path says", () => {
    const files = ["my-video.mp4", "short.mp4", "long.mp4", "old.mp4", "vid_qr8821.mp4", "words.vtt"];
    expect(files.filter((name) => !existsSync(join(bench.folder, name)))).toEqual([]);
  });
});

describe("a list", () => {
  const created = async (...languages: string[]): Promise<unknown> => {
    const made = await bench.run(["video-translate", "create", "--video", url, ...languages]);
    return made.code === 0 ? (dataOf(made)["video_translation_ids"] as unknown[]).length : errorOf(made);
  };

  it("is given with commas, by repetition, by several words, or by all of them", async () => {
    const flag = "--output-languages";
    expect(await created(flag, "Spanish,French")).toBe(2);
    expect(await created(flag, "Spanish", flag, "French, German")).toBe(3);
    expect(await created(flag, "Spanish", "French", "German")).toBe(3);
    expect(await created(flag, '["Spanish","French"]')).toBe(2);
  });

  it("keeps a comma in brackets or quotes: it belongs to the name", async () => {
    const made = await created("--output-languages", 'Chinese (Mandarin, Simplified),"German"');
    expect(made).toBe(2);
  });

  it("takes files too", async () => {
    const words = ["--files", `${url},ast_abc123`, "--files", `{"type":"url","url":"${url}"}`];
    const sent = await bench.run(["video-agent", "create", "--prompt", "Files", ...words]);
    expect(sent).toMatchObject({ code: 0, stderr: "" });
  });

  it("does not swallow the arguments of a command that has some", async () => {
    const words = ["video-agent", "send", "--message", "More", "--files", "ast_abc123", "sess_123"];
    expect((await bench.run(words)).code).toBe(0);
  });
});

describe("the agent", () => {
  it("tells that fields which have ended are not sent", async () => {
    const ending = await bench.run(["video-agent", "create", "--prompt", "Go", "--auto-proceed"]);
    expect(JSON.parse(ending.stderr)).toEqual({
      warning: { message: expect.stringContaining("'auto_proceed' has ended and is not sent.") as string },
    });
  });

  it("is talked with where it was not to proceed by itself", async () => {
    const made = await bench.run(["video-agent", "create", "--prompt", "Ask", "--no-auto-proceed"]);
    const session = String(dataOf(made)["session_id"]);
    expect((await bench.run(["video-agent", "send", session, "--message", "Yes"])).code).toBe(0);
  });

  it("gives its video's id at once where the emulator is told to", async () => {
    await using own = await HeyGenBench.open({ agentHasVideoAtOnce: true });
    const create = ["video-agent", "create", "--prompt"];
    expect(dataOf(await own.run([...create, "Tides"]))["video_id"]).toMatch(/^video_/);
    expect(dataOf(await bench.run([...create, "Tides"]))["video_id"]).toBeNull();
  });
});

it("says which type was meant, or asks for it, where the fields leave it open", async () => {
  const words = splitLine("avatar create --name Me --file ast_abc123");
  expect(errorOf(await bench.run(words))["message"]).toBe("--type is missing: digital_twin, photo, prompt.");
});

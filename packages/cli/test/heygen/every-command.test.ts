import { api, endpointsOf } from "@hyperframes-engine/heygen";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HeyGenBench, dataOf } from "../support/heygen-bench.ts";

const video = "https://example.invalid/a.mp4";

/** A command line for each endpoint, in an order in which each finds what it names. Words in capitals stand for ids. */
const lines: Readonly<Record<string, readonly string[]>> = {
  "video create": ["--type", "avatar", "--avatar-id", "look_ada_studio", "--script", "Up.", "--title", "One"],
  "video list": ["--limit", "1", "--title", "One"],
  "video get": ["VIDEO"],
  "video batches create": ["-d", "videos.json"],
  "video batches get": ["BATCH", "--limit", "2"],
  "video statuses list": ["--video-ids", "VIDEO,nothing"],
  "video-agent create": ["--prompt", "A minute about tides", "--mode", "chat", "--no-incognito-mode"],
  "video-agent list": [],
  "video-agent get": ["SESSION"],
  "video-agent send": ["SESSION", "--message", "Shorter", "--files", video, "--files", "asset_1"],
  "video-agent resources get": ["SESSION", "resource_storyboard"],
  "video-agent styles list": ["--tag", "business"],
  "video-agent videos list": ["SESSION"],
  "video-agent stop": ["SESSION"],
  "avatar create": ["--type", "photo", "--name", "Me", "--file", video],
  "avatar list": ["--ownership", "public"],
  "avatar get": ["GROUP"],
  "avatar looks list": ["--group-id", "GROUP"],
  "avatar looks get": ["LOOK"],
  "avatar looks update": ["LOOK", "--name", "Me, again"],
  "avatar consent create": ["GROUP", "--consent-text", "Yes", "--idempotency-key", "consent-1"],
  "avatar looks delete": ["LOOK", "--force"],
  "avatar delete": ["GROUP", "--force"],
  "voice list": ["--engine", "starfish", "--gender", "Male"],
  "voice create": ["--prompt", "Warm and low", "--seed", "3"],
  "voice clone": ["--audio", video, "--voice-name", "Mine", "--no-remove-background-noise"],
  "voice get": ["CLONE"],
  "voice delete": ["CLONE", "--force"],
  "voice speech create": ["--text", "Hello there.", "--voice-id", "voice_clara", "--speed", "1.2"],
  "lipsync create": ["--video", video, "--audio", '{"type":"asset_id","asset_id":"a"}'],
  "lipsync list": [],
  "lipsync get": ["LIPSYNC"],
  "lipsync update": ["LIPSYNC", "--title", "Renamed"],
  "lipsync batches create": [
    "--lipsyncs",
    `[{"video":{"type":"url","url":"${video}"},"audio":{"type":"url","url":"${video}"}}]`,
  ],
  "lipsync batches get": ["LIPBATCH"],
  "lipsync statuses list": ["--lipsync-ids", "LIPSYNC"],
  "lipsync delete": ["LIPSYNC", "--force"],
  "video-translate create": [
    "--video",
    video,
    "--output-languages",
    "German",
    "--output-languages",
    "French",
  ],
  "video-translate list": ["--all"],
  "video-translate get": ["TRANSLATION"],
  "video-translate update": ["TRANSLATION", "--title", "Renamed"],
  "video-translate languages list": [],
  "video-translate batches create": [
    "-d",
    `{"video_translations":[{"video":{"type":"url","url":"${video}"},"output_languages":["German"]}]}`,
  ],
  "video-translate batches get": ["TRBATCH"],
  "video-translate statuses list": ["--video-translation-ids", "TRANSLATION"],
  "video-translate delete": ["TRANSLATION", "--force"],
  "video-translate proofreads create": [
    "--video",
    video,
    "--output-languages",
    "German",
    "--title",
    "To read",
  ],
  "video-translate proofreads get": ["PROOFREAD"],
  "video-translate proofreads srt get": ["PROOFREAD", "-o", "words.srt"],
  "video-translate proofreads srt update": ["PROOFREAD", "--file", "words.srt"],
  "video-translate proofreads generate": ["PROOFREAD", "--captions"],
  "webhook endpoints create": ["--url", "https://example.invalid/hook", "--events", "batch.finished"],
  "webhook endpoints list": [],
  "webhook endpoints update": ["ENDPOINT", "-d", '{"events":null}'],
  "webhook endpoints rotate-secret": ["ENDPOINT", "--force"],
  "webhook endpoints delete": ["ENDPOINT", "--force"],
  "webhook event-types list": [],
  "webhook events list": ["--event-type", "avatar_video.success"],
  "asset create": ["--file", "hello.txt"],
  "asset list": ["--username", "emulator"],
  "asset get": ["ASSET"],
  "asset search": ["--query", "sun", "--type", "icon"],
  "asset direct-uploads create": ["--filename", "a.mp4", "--content-type", "video/mp4", "--size-bytes", "5"],
  "asset direct-uploads batches create": ["--files", "[]"],
  "asset complete create": ["ASSET"],
  "asset complete batches create": ["--batch-id", "UPLOADS"],
  "asset batches get": ["UPLOADS"],
  "asset statuses list": ["--asset-ids", "ASSET"],
  "asset delete": ["ASSET", "--force"],
  "user me get": [],
  "template list": [],
  "template get": ["template_news"],
  "template generate": ["template_news", "--variables", '{"headline":"Up"}'],
  "ai-clipping create": ["--video", video, "--output-settings", '{"aspect_ratio":"square"}'],
  "ai-clipping list": [],
  "ai-clipping get": ["CLIPPING"],
  "ai-clipping delete": ["CLIPPING", "--force"],
  "background-removal create": ["--video", video],
  "background-removal list": [],
  "background-removal get": ["REMOVAL"],
  "background-removal delete": ["REMOVAL", "--force"],
  "audio sounds list": ["--query", "calm", "--min-score", "0.8"],
  "brand glossaries list": [],
  "brand kits list": [],
  "video download": ["VIDEO", "-o", "clip.mp4"],
  "video delete": ["VIDEO", "--force"],
};

/** Where an answer has an id, and what it is called in the lines above. */
const ids: Readonly<Record<string, readonly [place: string, name: string]>> = {
  "video create": ["video_id", "VIDEO"],
  "video batches create": ["batch_id", "BATCH"],
  "video-agent create": ["session_id", "SESSION"],
  "avatar create": ["avatar_group.id", "GROUP"],
  "avatar looks list": ["0.id", "LOOK"],
  "voice clone": ["voice_clone_id", "CLONE"],
  "lipsync create": ["lipsync_id", "LIPSYNC"],
  "lipsync batches create": ["batch_id", "LIPBATCH"],
  "video-translate create": ["video_translation_ids.0", "TRANSLATION"],
  "video-translate batches create": ["batch_id", "TRBATCH"],
  "video-translate proofreads create": ["proofread_ids.0", "PROOFREAD"],
  "webhook endpoints create": ["endpoint_id", "ENDPOINT"],
  "asset create": ["asset_id", "ASSET"],
  "asset direct-uploads batches create": ["batch_id", "UPLOADS"],
  "ai-clipping create": ["id", "CLIPPING"],
  "background-removal create": ["id", "REMOVAL"],
};

describe("every command", () => {
  let bench: HeyGenBench;
  const known = new Map<string, string>();

  beforeAll(async () => {
    bench = await HeyGenBench.open({ maxJobs: 100 });
    await bench.file("hello.txt", "hello");
    const one = { type: "avatar", avatar_id: "look_ada_studio", script: "Up." };
    await bench.file("videos.json", JSON.stringify({ videos: [one, one] }));
  });
  afterAll(async () => bench[Symbol.asyncDispose]());

  it("has a line here", () => {
    const commands = endpointsOf(api).map(({ command }) => command.join(" "));
    expect(Object.keys(lines).toSorted()).toEqual([...commands, "video download"].toSorted());
  });

  it.each(Object.keys(lines))("%s", async (name) => {
    const words = lines[name]!.map((word) => known.get(word) ?? replaceIds(word, known));
    const ending = await bench.run([...name.split(" "), ...words]);
    expect(ending).toMatchObject({ code: 0, stderr: "" });
    expect(ending.stdout.trim().split("\n")).toHaveLength(1);
    const [place = "", id = ""] = ids[name] ?? [];
    const found = place
      .split(".")
      .reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], dataOf(ending));
    if (typeof found === "string") known.set(id, found);
  });
});

describe("schemas", () => {
  let bench: HeyGenBench;

  beforeAll(async () => void (bench = await HeyGenBench.open()));
  afterAll(async () => bench[Symbol.asyncDispose]());
  it.each(
    endpointsOf(api).map(({ command, endpoint }) => [command.join(" "), Boolean(endpoint.body)] as const),
  )("of %s are printed without a key or a call", async (name, hasBody) => {
    const before = bench.emulator.requests.length;
    const variables = { HEYGEN_API_KEY: "" };
    const flag = hasBody ? "--request-schema" : "--response-schema";

    const { code, stdout } = await bench.run([...name.split(" "), flag], { variables });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty("$schema");
    expect(bench.emulator.requests).toHaveLength(before);
  });
});

function replaceIds(word: string, known: ReadonlyMap<string, string>): string {
  return word.replaceAll(/\b[A-Z]{4,}\b/g, (id) => known.get(id) ?? id);
}

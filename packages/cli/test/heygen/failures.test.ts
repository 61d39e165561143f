import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HeyGenBench, errorOf, testKey, type HeyGenRun } from "../support/heygen-bench.ts";

const words = (line: string): string[] => line.split(" ");
const avatar = words("video create --type avatar --avatar-id look_ada_studio --script");
const agent = words("video-agent create --prompt");

let bench: HeyGenBench;
beforeAll(async () => void (bench = await HeyGenBench.open({ maxJobs: 1000 })));
afterAll(async () => bench[Symbol.asyncDispose]());

interface Failure extends HeyGenRun {
  readonly line: readonly string[];
  readonly code: number;
  readonly error: Readonly<Record<string, unknown>>;
}

const saying = (text: string): string => expect.stringContaining(text) as string;

const failures: Readonly<Record<string, Failure>> = {
  "no key": {
    line: ["user", "me", "get"],
    variables: { HEYGEN_API_KEY: "" },
    code: 3,
    error: { code: "not_permitted", hint: "hyperframes heygen auth login" },
  },
  "a wrong key": {
    line: ["user", "me", "get"],
    variables: { HEYGEN_API_KEY: "sk_wrong_key" },
    code: 3,
    error: { code: "unauthorized", doc_url: saying("error-codes") },
  },
  "what the key may not do": {
    line: [...agent, "[[emulate forbidden]]"],
    code: 3,
    error: { code: "forbidden" },
  },
  "too little credit": {
    line: [...agent, "[[emulate no-credit]]"],
    code: 1,
    error: { code: "insufficient_credit" },
  },
  "what is not there": { line: ["video", "get", "nothing"], code: 1, error: { code: "video_not_found" } },
  "fields that do not fit together": {
    line: [...avatar, "Up.", "--audio-url", "https://example.invalid/a.mp3"],
    code: 1,
    error: { code: "invalid_parameter", param: "script" },
  },
  "a choice that is none": {
    line: [...agent, "Tides", "--mode", "sing"],
    code: 2,
    error: { code: "invalid_parameter", param: "mode" },
  },
  "a field too long": { line: [...agent, "a".repeat(10_001)], code: 2, error: { param: "prompt" } },
  "a field that is missing": {
    line: ["video-agent", "create"],
    code: 2,
    error: { code: "usage_error", message: "--prompt is missing.", param: "prompt" },
  },
  "a kind that is missing": {
    line: ["video", "create"],
    code: 2,
    error: { message: "--type is missing: avatar, image, cinematic_avatar, studio." },
  },
  "an id that is missing": { line: ["video", "get"], code: 2, error: { message: "<video-id> is missing." } },
  "an id that is a path": { line: ["video", "get", ".."], code: 2, error: { param: "video_id" } },
  "a number that is none": { line: words("video list --limit many"), code: 2, error: { param: "limit" } },
  "a number out of bounds": { line: words("video list --limit 1000"), code: 2, error: { param: "limit" } },
  "a body that is no JSON": {
    line: ["voice", "create", "-d", "{secret"],
    code: 2,
    error: { message: "The body (-d) is not JSON." },
  },
  "a body that is no object": {
    line: ["voice", "create", "-d", "[]"],
    code: 2,
    error: { code: "usage_error" },
  },
  "a body's file that is not there": {
    line: ["voice", "create", "-d", "nothing.json"],
    code: 2,
    error: { code: "usage_error" },
  },
  "a file where an upload is wanted": {
    line: ["lipsync", "create", "--video", "here.mp4", "--audio", "x"],
    code: 2,
    error: { message: saying("asset create --file here.mp4"), param: "video" },
  },
  "a noun that is none": { line: ["videos"], code: 2, error: { message: saying("Did you mean video?") } },
  "an option that is none": {
    line: ["video", "get", "x", "--colour"],
    code: 2,
    error: { message: "unknown option '--colour'" },
  },
  "a duration that is none": {
    line: [...agent, "Tides", "--wait", "--timeout", "soon"],
    code: 2,
    error: { param: "timeout" },
  },
  "a storm of 429": {
    line: [...agent, "[[emulate rate-limit 9]]"],
    code: 1,
    error: { code: "rate_limit_exceeded", hint: "Try again after 1 s." },
  },
  "a server that fails": {
    line: [...agent, "[[emulate server-error 9]]"],
    code: 1,
    error: { code: "internal_error" },
  },
  "a gateway that fails": {
    line: [...agent, "[[emulate html-error 9]]"],
    code: 1,
    error: { message: saying("502") },
  },
  "a cut connection": {
    line: [...agent, "[[emulate cut-before 9]]"],
    code: 1,
    error: { code: "network_error" },
  },
  "a redirect": { line: [...agent, "[[emulate redirect]]"], code: 1, error: { message: saying("302") } },
  "an answer that is none": {
    line: [...agent, "[[emulate garbage]]"],
    code: 1,
    error: { code: "unexpected_answer" },
  },
  "an agent without a video": {
    line: [...agent, "[[emulate no-video]]", "--wait", "--quiet"],
    code: 1,
    error: { code: "job_failed" },
  },
  "an agent that asks back": {
    line: [...agent, "[[emulate ask-back]]", "--wait", "--quiet"],
    code: 1,
    error: { message: saying("Answer it with hyperframes heygen video-agent send session_") },
  },
  "plain http": {
    line: ["user", "me", "get"],
    variables: { HEYGEN_ALLOW_HTTP: "" },
    code: 2,
    error: { message: saying("HEYGEN_ALLOW_HTTP=1") },
  },
  "a deletion that nobody confirms": {
    line: ["video", "delete", "x"],
    code: 1,
    error: { code: "confirmation_required" },
  },
  "a file that is not there": {
    line: ["asset", "create", "--file", "nothing.png"],
    code: 1,
    error: { code: "file_failed" },
  },
  "no file": { line: ["asset", "create"], code: 2, error: { param: "file" } },
  "a setting that is none": { line: words("config get colour"), code: 2, error: { code: "usage_error" } },
  "a setting's wrong value": {
    line: words("config set output xml"),
    code: 2,
    error: { code: "usage_error" },
  },
  "an emulator's port that is none": {
    line: words("emulate --port 70000"),
    code: 2,
    error: { message: "--port cannot be that." },
  },
};

describe("a clear error and exit code for", () => {
  it.each(Object.keys(failures))("%s", async (name) => {
    await bench.file("here.mp4", "video");
    const { line, code, error, ...given } = failures[name]!;
    const ending = await bench.run(line, given);
    expect(ending).toMatchObject({ code, stdout: "" });
    expect(errorOf(ending)).toMatchObject(error);
    expect(ending.stderr).not.toMatch(new RegExp(`${testKey}|sk_wrong_key|\\{secret`));
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HeyGenBench, dataOf, errorOf, testKey } from "../support/heygen-bench.ts";
import type { HeyGenRun } from "../support/heygen-bench.ts";
import { waitUntil } from "../support/wait-until.ts";

const words = (line: string): string[] => line.split(" ");
const avatar = words("video create --type avatar --avatar-id look_ada_studio --script");
const agent = words("video-agent create --prompt");

let bench: HeyGenBench;
beforeAll(async () => void (bench = await HeyGenBench.open({ maxJobs: 1000 })));
afterAll(async () => bench[Symbol.asyncDispose]());

describe("a body", () => {
  it.each([
    ["JSON itself", ['{"prompt":"Tides","mode":"chat"}'], ""],
    ["a file of it", ["prompt.json"], ""],
    ["what is piped in", ["-"], '{"prompt":"Tides","mode":"chat"}'],
  ])("comes from %s, and options win over it", async (_, data, input) => {
    await bench.file("prompt.json", '{"prompt":"Tides","mode":"chat"}');
    const made = await bench.run(["video-agent", "create", "-d", ...data, "--prompt", "Moons"], { input });
    expect(made).toMatchObject({ code: 0, stderr: "" });
    const session = await bench.run(["video-agent", "get", String(dataOf(made)["session_id"])]);
    expect(dataOf(session)["messages"]).toMatchObject([{ content: "Moons" }]);
  });
});

describe("a list", () => {
  it("is one page, or all of them", async () => {
    await using own = await HeyGenBench.open();
    for (const text of ["One.", "Two.", "Three."]) await own.run([...avatar, text]);
    const page = JSON.parse((await own.run(words("video list --limit 2"))).stdout) as Record<string, unknown>;
    expect(page).toMatchObject({ data: [{}, {}], has_more: true });
    const next = await own.run(["video", "list", "--limit", "2", "--token", String(page["next_token"])]);
    expect(dataOf(next)).toHaveLength(1);
    expect(dataOf(await own.run(words("video list --limit 2 --all")))).toHaveLength(3);
  });

  it("is a table for people, without what could steer a terminal", async () => {
    await bench.run([...avatar, "Up.", "--title", "Red \u001B[31m alert"]);
    const { stdout } = await bench.run(words("video list --limit 1 --human"));
    const [heads, row] = stdout.split("\n");
    expect(heads).toMatch(/^id +status +title /);
    expect(row).toMatch(/^video_\d+ +\w+ +Red {2}?\[31m alert/);
    expect(stdout).not.toContain("\u001B");
  });
});

describe("waiting", () => {
  it("ends with what was made", async () => {
    const ending = await bench.run([...avatar, "Up.", "--wait"]);
    expect(ending.code).toBe(0);
    expect(dataOf(ending)).toMatchObject({ status: "completed", video_url: expect.any(String) as string });
    expect(ending.stderr).toMatch(/^video video_\d+: completed, 0 s\n$/);
  });

  it("follows an agent's session to its video", async () => {
    const ending = await bench.run([...agent, "Tides", "--wait", "--quiet"]);
    expect(ending).toMatchObject({ code: 0, stderr: "" });
    expect(dataOf(ending)).toMatchObject({ status: "completed", video_url: expect.any(String) as string });
  });

  it("waits for every language of a translation", async () => {
    const flags = words(
      "--video https://example.invalid/a.mp4 --output-languages German --output-languages French",
    );
    const ending = await bench.run(["video-translate", "create", ...flags, "--wait"]);
    expect(dataOf(ending)).toMatchObject([{ output_language: "German" }, { output_language: "French" }]);
  });

  it("writes one line anew on a terminal", async () => {
    const { stderr } = await bench.run([...agent, "Tides", "--wait"], { terminal: true });
    expect(stderr).toMatch(/video-agent session_\d+: [█░]{20} \d+ % \w+, 0 s/);
    expect(stderr.startsWith("\r\u001B[2K") && stderr.endsWith("\r\u001B[2K")).toBe(true);
  });

  it("times out with the last state, and with the command that goes on", async () => {
    const ending = await bench.run([...avatar, "[[emulate stuck]]", "--wait", "--timeout", "0s", "--quiet"]);
    const { id, status } = dataOf(ending);
    expect(ending.code).toBe(4);
    expect(status).toBe("processing");
    expect(errorOf(ending)).toMatchObject({
      code: "timeout",
      hint: `hyperframes heygen video get ${String(id)} --wait`,
    });
    const resumed = await bench.run(["video", "get", String(id), "--wait", "--timeout", "0", "--quiet"]);
    expect(resumed.code).toBe(4);
  });

  it("can be interrupted, and says how to go on", async () => {
    const interrupt = new AbortController();
    const polls = (): number =>
      bench.emulator.requests.filter(({ method, path }) => method === "GET" && /agents\/./.test(path)).length;
    const before = polls();
    const running = bench.run([...agent, "[[emulate stuck]]", "--wait"], { signal: interrupt.signal });
    // Only who asks for the session knows its id.
    await waitUntil(() => polls() > before);
    interrupt.abort();
    const ending = await running;
    expect(ending.code).toBe(130);
    expect(errorOf(ending)["hint"]).toMatch(/^hyperframes heygen video-agent get session_\d+ --wait$/);
  });

  it("ends with a failed job's state, and its reason", async () => {
    const ending = await bench.run([...avatar, "[[emulate fail 1]]", "--wait", "--quiet"]);
    expect(ending.code).toBe(1);
    expect(dataOf(ending)).toMatchObject({ status: "failed", failure_code: "rendering_failed" });
    expect(errorOf(ending)).toEqual({
      code: "rendering_failed",
      message: "HeyGen could not make it: Avatar rendering timed out",
    });
  });
});

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
    error: { message: saying("Answer it: hyperframes heygen video-agent send session_") },
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

describe("a request whose answer is lost", () => {
  it("is made once where a key allows to ask again, and not asked again where none does", async () => {
    await using own = await HeyGenBench.open();
    const variables = { HEYGEN_MAX_RETRIES: "1" };
    const video = await own.run([...avatar, "[[emulate cut-after 1]]"], { variables });
    expect(video.code).toBe(0);
    expect(own.emulator.carriedOut("POST /v3/videos")).toBe(1);
    const session = await own.run([...agent, "[[emulate cut-after 1]]"], { variables });
    expect(session.code).toBe(1);
    expect(own.emulator.carriedOut("POST /v3/video-agents")).toBe(1);
  });
});

it("takes the words of HeyGen's own tool for cloning a voice", async () => {
  const line = "voice clone create --audio https://example.invalid/a.mp3 --voice-name Mine";
  expect((await bench.run(words(line))).code).toBe(0);
});

it("sends what is newer than its description only if told to", async () => {
  const data = '{"colour":"red"}';
  expect((await bench.run([...avatar, "Up.", "-d", data])).code).toBe(2);
  const sent = await bench.run([...avatar, "Up.", "-d", data, "--unchecked"]);
  expect([sent.code, errorOf(sent)["param"]]).toEqual([1, "colour"]);
});

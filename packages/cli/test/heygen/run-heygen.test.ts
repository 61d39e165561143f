import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HeyGenBench, dataOf, errorOf } from "../support/heygen-bench.ts";
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

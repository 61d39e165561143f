import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HeyGenBench, errorOf } from "../support/heygen-bench.ts";
import { splitLine } from "../support/split-line.ts";

let bench: HeyGenBench;
beforeAll(async () => void (bench = await HeyGenBench.open()));
afterAll(async () => bench[Symbol.asyncDispose]());

describe("what has ended is answered by the name of what replaced it:", () => {
  it.each([
    ["video-agent sessions create --prompt Hi", "video-agent create --mode chat"],
    ["video-agent sessions get sess_abc123", "video-agent get"],
    ["video-agent sessions stop sess_abc123", "video-agent stop"],
    ["video-agent sessions messages create sess_abc123 --message Hi", "video-agent send"],
    ["video-agent sessions resources list sess_abc123", "video-agent resources get"],
    ["video-agent sessions --help", "video-agent create, get, list, send"],
    ["/v2/video/generate", "POST /v3/videos (hyperframes heygen video create)"],
    ["POST /v2/video/generate", "hyperframes heygen video create"],
    ["GET https://api.heygen.com/v1/video_status.get?video_id=x", "hyperframes heygen video get"],
    ["/v1/streaming.new", "v3 has nothing of the kind"],
    ["feedback --rating 5", "sends HeyGen no ratings"],
  ])("%s", async (line, instead) => {
    const ending = await bench.run(splitLine(line));
    expect([ending.code, ending.stdout]).toEqual([2, ""]);
    expect(errorOf(ending)).toMatchObject({
      code: "usage_error",
      message: expect.stringContaining(instead) as string,
    });
  });

  it.each(["HEYGEN_TOKEN", "HEYGEN_API_TOKEN"])("%s", async (name) => {
    const variables = { HEYGEN_API_KEY: "", [name]: "sk_old_secret_value" };
    const ending = await bench.run(["user", "me", "get"], { variables });
    expect(ending.code).toBe(3);
    expect(errorOf(ending)["message"]).toContain(`${name} is not read: HEYGEN_API_KEY has replaced it.`);
    expect(ending.stderr).not.toContain("sk_old_secret_value");
  });
});

describe("an unknown field in -d", () => {
  const refusal = async (command: string, data: object): Promise<Record<string, string>> => {
    const ending = await bench.run([...command.split(" "), "-d", JSON.stringify(data)]);
    expect([ending.code, ending.stdout]).toEqual([2, ""]);
    return errorOf(ending);
  };

  it.each([
    ["video-agent create", { prompt: "Hi", voiceId: "x" }, "voiceId", "voice_id"],
    ["video-agent create", { prompt: "Hi", orientaton: "portrait" }, "orientaton", "orientation"],
    ["voice speech create", { text: "Hi", voice_id: "x", sped: 1 }, "sped", "speed"],
    ["webhook endpoints create", { url: "https://x.invalid", event: [] }, "event", "events"],
    ["video create", { type: "avatar", avatar_id: "a", scripts: "Hi" }, "scripts", "script"],
    [
      "video create",
      { type: "avatar", avatar_id: "a", script: "Hi", voice_settings: { sped: 1 } },
      "voice_settings.sped",
      "speed",
    ],
  ])("of %s is refused with what was meant: %j", async (...[command, data, param, meant]) => {
    expect(await refusal(command, data)).toEqual({
      code: "invalid_parameter",
      param,
      message: `'${param}' is not a field of this request. Did you mean '${meant}'?`,
    });
  });

  it("is refused where nothing is close, and named if it was of v2", async () => {
    const { message } = await refusal("video-agent create", { prompt: "Hi", colour: "red" });
    expect(message).toBe("'colour' is not a field of this request.");
    const old = await refusal("video create", { type: "avatar", avatar_id: "a", video_inputs: [] });
    expect(old["message"]).toContain("It was of v2; v3 has 'type', 'avatar_id'");
  });
});

describe("update", () => {
  it("says how this tool is updated", async () => {
    const { code, stdout } = await bench.run(["update"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      current: expect.stringMatching(/^\d/) as string,
      message: expect.stringContaining("git pull, and then bin/setup") as string,
    });
  });

  it("fails for a version that it does not become", async () => {
    const ending = await bench.run(splitLine("update --version v99.0.0"));
    expect([ending.code, ending.stdout]).toEqual([1, ""]);
    expect(errorOf(ending)).toMatchObject({
      code: "wrong_install_method",
      message: expect.stringContaining("Nothing was installed") as string,
    });
  });

  it("leaves --version to the tool where no command is named", async () => {
    const { code, stdout } = await bench.run(["--version"]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  });
});

describe("--request-schema and --response-schema", () => {
  it.each([
    "video download",
    "video-translate caption get",
    "auth login",
    "auth status",
    "auth logout",
    "config get",
    "config set",
    "config list",
    "emulate",
    "update",
    "asset create",
    "video-translate proofreads srt get",
    "video get",
    "user me get",
  ])("have an answer for %s, without a key, an id or a call", async (name) => {
    const before = bench.emulator.requests.length;
    for (const flag of ["--request-schema", "--response-schema"]) {
      const ending = await bench.run([...name.split(" "), flag], { variables: { HEYGEN_API_KEY: "" } });
      expect(ending).toMatchObject({ code: 0, stderr: "" });
      expect(JSON.parse(ending.stdout)).toMatchObject({ type: "object" });
    }
    expect(bench.emulator.requests).toHaveLength(before);
  });
});

import { execFileSync, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  CommandBench,
  hyperframes,
  hyperframesFromSources,
  type RunningCommand,
} from "../support/command-bench.ts";
import { testKey } from "../support/heygen-bench.ts";

const create = ["heygen", "video", "create", "--type", "avatar", "--avatar-id", "look_ada_studio"];

describe("The emulator as a command", () => {
  let bench: CommandBench;
  let folder: string;
  let emulator: RunningCommand;
  let said = "";
  const variables: Record<string, string> = { HEYGEN_API_KEY: testKey };

  beforeAll(async () => {
    bench = await CommandBench.open();
    folder = await mkdtemp(join(tmpdir(), "heygen-emulate-"));
    variables["HEYGEN_CONFIG_DIR"] = folder;
    emulator = bench.start(["heygen", "emulate", "--speed", "200"]);
    emulator.process.stderr!.on("data", (text: string) => (said += text));
    let printed = "";
    emulator.process.stdout!.on("data", (text: string) => (printed += text));
    await emulator.waitFor(/HEYGEN_ALLOW_HTTP=1/);
    for (const [, name, value] of printed.matchAll(/^export (\w+)=(.*)$/gm)) variables[name!] = value!;
  });
  afterAll(async () => {
    await bench[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  const run = async (
    ...words: string[]
  ): Promise<{ code: number | string; stdout: string; stderr: string }> =>
    bench.run(words, { folder, variables });

  it("makes a video that plays, and prints requests without the key", async () => {
    const script = ["--script", "Up by a tenth.", "--resolution", "720p"];
    const made = await run(...create, ...script, "--wait", "--timeout", "60s");
    expect(made.stderr).toMatch(/^video video_\d+: (pending|processing), \d s\n.*completed, \d+ s\n$/s);
    const { id } = (JSON.parse(made.stdout) as { data: { id: string } }).data;
    expect((await run("heygen", "video", "download", id, "-o", "clip.mp4")).code).toBe(0);
    const flags = [
      "-v",
      "error",
      "-show_entries",
      "stream=codec_name,width",
      "-of",
      "csv=p=0",
      join(folder, "clip.mp4"),
    ];
    expect(execFileSync("ffprobe", flags, { encoding: "utf8" })).toBe("h264,1280\naac\n");
    expect(said).toContain("POST /v3/videos 200\n");
    expect(said).not.toContain(testKey);
  });

  it("calls a webhook, signed, when a video is made", async () => {
    const { promise, resolve } = Promise.withResolvers<{ body: string; signature: string }>();
    const receiver = createServer((request, response) => {
      let body = "";
      request.on("data", (part) => (body += String(part)));
      request.on("end", () => {
        response.end();
        resolve({ body, signature: String(request.headers["signature"]) });
      });
    });
    await new Promise<void>((listening) => receiver.listen(0, "127.0.0.1", listening));
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    const hook = await run("heygen", "webhook", "endpoints", "create", "--url", url);
    const { secret } = (JSON.parse(hook.stdout) as { data: { secret: string } }).data;
    await run(...create, "--script", "Up.", "--resolution", "720p");
    const { body, signature } = await promise;
    receiver.close();
    expect(JSON.parse(body)).toMatchObject({ event_type: "avatar_video.success" });
    expect(signature).toBe(createHmac("sha256", secret).update(body).digest("hex"));
  });

  it("says on its own side why a clip could not be made", async () => {
    const flags = ["heygen", "emulate", "--ffmpeg", "no-such-ffmpeg", "--quiet"];
    const broken = bench.start(flags);
    let printed = "";
    broken.process.stdout!.on("data", (text: string) => (printed += text));
    await broken.waitFor(/HEYGEN_ALLOW_HTTP=1/);
    const base = /HEYGEN_API_BASE=(.*)/.exec(printed)![1]!;
    const words = [...create, "--script", "Up.", "--wait", "--quiet"];
    const ending = await bench.run(words, { folder, variables: { ...variables, HEYGEN_API_BASE: base } });
    expect(ending).toMatchObject({ code: 1, stderr: expect.stringContaining("rendering_failed") as string });
    await broken.waitFor(/no-such-ffmpeg could not make a clip/);
    broken.process.kill("SIGINT");
    expect(await broken.ending).toMatchObject({ code: 0 });
  });

  it("stops waiting on Ctrl-C, and says how to go on", async () => {
    const waiting = bench.start([...create, "--script", "[[emulate stuck]]", "--wait"], {
      folder,
      variables,
    });
    await waiting.waitFor(/processing/);
    waiting.process.kill("SIGINT");
    const { code, stderr } = await waiting.ending;
    expect(code).toBe(130);
    expect(stderr).toMatch(/"hint":"hyperframes heygen video get video_\d+ --wait"/);
  });

  it.skipIf(spawnSync("script", ["--version"]).error !== undefined)(
    "takes a key that is typed on a terminal without showing it",
    async () => {
      const line = [...hyperframes, "heygen", "auth", "login"].map((word) => `'${word}'`).join(" ");

      const command = ["script", "-qec", line, "/dev/null"];
      const typing = bench.start([], { command, variables: { ...variables, HEYGEN_API_KEY: "" } });
      await typing.waitFor(/not shown/);
      typing.process.stdin!.write(`${testKey}\r`);
      const { stdout: shown } = await typing.ending;

      expect(shown).toContain("The key is stored.");
      expect(shown).not.toContain(testKey);
      expect(JSON.parse(await readFile(join(folder, "credentials"), "utf8"))).toEqual({ api_key: testKey });
    },
  );

  it("refuses a port that is taken, and ends cleanly on Ctrl-C", async () => {
    const { port } = new URL(variables["HEYGEN_API_BASE"]!);
    const refused = await run("heygen", "emulate", "--port", port);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`Port ${port} cannot be used.`);
    emulator.process.kill("SIGINT");
    expect(await emulator.ending).toMatchObject({ code: 0 });
  });
});

/** Tells on the standard error what is loaded of HeyGen: https://nodejs.org/api/module.html#moduleregisterhooksoptions */
const hook = `import { registerHooks } from "node:module";
registerHooks({ load: (url, context, next) => {
  if (/(packages|src)\\/heygen/.test(url)) process.stderr.write(url + "\\n");
  return next(url, context);
} });`;

it("loads nothing of HeyGen for the other commands", async () => {
  await using bench = await CommandBench.open();
  const [node = "", ...rest] = hyperframesFromSources;
  const command = [node, "--import", `data:text/javascript,${encodeURIComponent(hook)}`, ...rest];
  const loaded = async (...words: string[]): Promise<string> => (await bench.run(words, { command })).stderr;
  expect(await loaded("heygen", "--help")).toContain("packages/heygen/src/index.ts");
  const others = (await loaded("--version")).trim().split("\n");
  expect(others).toEqual([expect.stringMatching(/add-heygen-command\.ts$/)]);
});

import { createHash } from "node:crypto";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CommandBench, hyperframes } from "../support/command-bench.ts";
import { waitUntil } from "../support/wait-until.ts";

const folder = join(import.meta.dirname, "../../../../examples/welcome-webhook");

/** A copy of the example that renders few pictures. */
async function copyOfExample(target: string): Promise<string> {
  await cp(folder, target, { recursive: true, filter: (path) => !path.endsWith("hyperframes-data") });
  const settings = join(target, "service.yml");
  const text = await readFile(settings, "utf8");
  await writeFile(settings, text.replace("quality: draft", "quality: draft\n      fps: 2"));
  return join(target, "run");
}

test("who signs up at the example sees a video with their name, after the service has called back", async () => {
  await using bench = await CommandBench.open();
  const example = bench.start([], {
    command: [await copyOfExample(bench.file("example"))],
    variables: { HYPERFRAMES: hyperframes.join(" "), DATA: bench.file("data"), PORT: "0" },
  });
  let said = "";
  example.process.stdout?.on("data", (text: string) => (said += text));
  await example.waitFor(/ready at \S+\n/);
  const url = /ready at (\S+)/.exec(said)?.[1] ?? "";
  const form = new URLSearchParams({ first_name: "Zoë <b>", email: "zoe@example.com", plan: "team" });
  const signedUp = await fetch(`${url}/sign-up`, { method: "POST", body: form, redirect: "manual" });
  expect(signedUp.status).toBe(303);
  let page = "";
  await waitUntil(async () => {
    page = await (await fetch(new URL(signedUp.headers.get("location") ?? "", url))).text();
    return !page.includes("is being made");
  });
  expect(page).toContain("<h1>Hello Zoë &lt;b&gt;</h1>");
  const video = /<video src="([^"]+)"/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const whole = await fetch(video);
  expect(whole.headers.get("content-type")).toBe("video/mp4");
  const bytes = Buffer.from(await whole.arrayBuffer());
  expect(whole.headers.get("etag")).toBe(`"${createHash("sha256").update(bytes).digest("hex")}"`);
  const part = await fetch(video, { headers: { range: "bytes=4-7" } });
  expect({ status: part.status, text: await part.text() }).toEqual({ status: 206, text: "ftyp" });
  expect((await fetch(video.replace("/video", "/poster"))).status).toBe(403);
  const forged = { method: "POST", body: '{"type":"render.succeeded","data":{}}' };
  expect((await fetch(`${url}/rendered`, forged)).status).toBe(401);
  example.process.kill("SIGTERM");
  expect((await example.ending).code).toBe(130);
  expect((await bench.leftovers()).processes).toEqual([]);
});

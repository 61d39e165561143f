import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { DevToolsConnection } from "../../src/browser/devtools-connection.ts";

function open() {
  const [output, input] = [new PassThrough(), new PassThrough()];
  const connection = new DevToolsConnection(output, input);
  const sent = (): unknown[] =>
    (output.read() as Buffer)
      .toString()
      .split("\0")
      .filter(Boolean)
      .map((text) => JSON.parse(text) as unknown);
  const say = (...messages: object[]): void =>
    void input.write(messages.map((message) => `${JSON.stringify(message)}\0`).join(""));
  return { connection, input, sent, say };
}

it("gives each command its own answer, in whatever order they come", async () => {
  const { connection, sent, say } = open();
  const first = connection.send("Browser.getVersion");
  const second = connection.send("Target.getTargets", {});
  expect(sent()).toEqual([
    { id: 1, method: "Browser.getVersion" },
    { id: 2, method: "Target.getTargets", params: {} },
  ]);
  say({ id: 2, result: { targetInfos: [] } }, { id: 1, result: { product: "x" } });
  expect(await second).toEqual({ targetInfos: [] });
  expect(await first).toEqual({ product: "x" });
});

it("puts a message together that comes in pieces, even in the middle of a letter", async () => {
  const { connection, input } = open();
  const answer = connection.send("Browser.getVersion");
  const bytes = Buffer.from(`${JSON.stringify({ id: 1, result: { product: "日本" } })}\0`);
  for (const byte of bytes) input.write(Buffer.of(byte));
  expect(await answer).toEqual({ product: "日本" });
});

it("fails a command with the browser's own words", async () => {
  const { connection, say } = open();
  const answer = connection.send("Browser.getVersion");
  say({ id: 1, error: { code: -1, message: "No such thing" } });
  await expect(answer).rejects.toThrow("No such thing");
});

it("passes events to the session they belong to, until its target is gone", async () => {
  const { connection, say } = open();
  const attached = connection.attach("target");
  say({ id: 1, result: { sessionId: "s" } });
  const session = await attached;
  const heard: unknown[] = [];
  session.on("Inspector.targetCrashed", () => heard.push("crash"));
  say({ sessionId: "other", method: "Inspector.targetCrashed", params: {} });
  say({ sessionId: "s", method: "Inspector.targetCrashed", params: {} });
  say({ method: "Target.detachedFromTarget", params: { sessionId: "s" } });
  say({ sessionId: "s", method: "Inspector.targetCrashed", params: {} });
  await new Promise((resolve) => setImmediate(resolve));
  expect(heard).toEqual(["crash"]);
});

it("fails all that waits, and all that comes later, when the browser ends", async () => {
  const { connection, input } = open();
  const waiting = connection.send("Browser.getVersion");
  input.destroy();
  await expect(waiting).rejects.toThrow("ended");
  await expect(connection.send("Browser.getVersion")).rejects.toThrow("ended");
});

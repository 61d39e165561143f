import { chmod, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  credentialsFile,
  findCredential,
  removeCredential,
  saveApiKey,
} from "../../src/client/credentials.ts";
import type { HeyGenEnvironment } from "../../src/environment.ts";
import { emulated, failureOf, testKey } from "../support/emulated.ts";

async function withFile(home: string, text: string, mode = 0o600): Promise<HeyGenEnvironment> {
  const environment = { variables: {}, home, now: () => Date.parse("2026-11-21T12:00:00Z"), random: () => 0 };
  const file = credentialsFile(environment);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  await chmod(file, mode);
  return environment;
}

const expired = `{"oauth":{"access_token":"${testKey}","expires_at":"2026-11-21T12:00:30Z"}}`;

describe("findCredential", () => {
  it("takes the option before the variable before the file", async () => {
    await using all = await emulated();
    const environment = await withFile(all.folder, `{"api_key":"from-file"}`);
    const withVariable = { ...environment, variables: { HEYGEN_API_KEY: "from-variable" } };
    const found = [
      await findCredential(withVariable, "from-option"),
      await findCredential(withVariable),
      await findCredential(environment),
    ];
    expect(found.map((item) => item.header())).toEqual([
      ["x-api-key", "from-option"],
      ["x-api-key", "from-variable"],
      ["x-api-key", "from-file"],
    ]);
    expect(inspect(found, { showHidden: true, depth: 5 })).not.toMatch(/from-(option|variable|file)"/);
  });

  it.each([
    ["a key on a line of its own", "plain-key\n", ["x-api-key", "plain-key"]],
    [
      "a login",
      `{"oauth":{"access_token":"at","expires_at":"2026-11-21T13:00:00Z"}}`,
      ["authorization", "Bearer at"],
    ],
    ["a key before a login", `{"api_key":"k","oauth":{"access_token":"at"}}`, ["x-api-key", "k"]],
  ])("reads %s", async (_, text, header) => {
    await using all = await emulated();
    expect((await findCredential(await withFile(all.folder, text))).header()).toEqual(header);
  });

  it.each([
    {
      what: "a file that others can read",
      text: `{"api_key":"${testKey}"}`,
      mode: 0o644,
      message: /chmod 600/,
    },
    { what: "a login that has expired", text: expired, mode: 0o600, message: /expired/ },
    { what: "damaged JSON", text: `{"api_key":"${testKey}`, mode: 0o600, message: /damaged/ },
    { what: "an empty object", text: "{}", mode: 0o600, message: /neither/ },
    { what: "an empty file", text: "", mode: 0o600, message: /no HeyGen key/ },
    { what: "a file of another kind", text: "x".repeat(70_000), mode: 0o600, message: /too large/ },
  ])("refuses $what, and does not quote it", async ({ text, mode, message }) => {
    await using all = await emulated();
    const error = await failureOf(findCredential(await withFile(all.folder, text, mode)));
    expect([error.failure, error.message]).toEqual(["not-permitted", expect.stringMatching(message)]);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(testKey);
  });
});

describe("saveApiKey", () => {
  it("keeps what else is in the file, and the file to its owner", async () => {
    await using all = await emulated();
    const environment = await withFile(all.folder, `{"other":{"a":1},"api_key":"old"}`);
    const file = await saveApiKey(environment, "new-key");
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual({ other: { a: 1 }, api_key: "new-key" });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await removeCredential(environment)).toBe(true);
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual({ other: { a: 1 } });
  });

  it("makes the folder, and removes the file when nothing is left", async () => {
    await using all = await emulated();
    const environment = { ...all.environment, variables: {} };
    const file = await saveApiKey(environment, "new-key");
    expect((await stat(dirname(file))).mode & 0o777).toBe(0o700);
    expect([await removeCredential(environment), await removeCredential(environment)]).toEqual([true, false]);
    expect((await failureOf(findCredential(environment))).message).toContain("HEYGEN_API_KEY");
  });
});

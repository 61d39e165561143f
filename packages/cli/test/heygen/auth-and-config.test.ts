import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HeyGenBench, dataOf, testKey } from "../support/heygen-bench.ts";

const words = (line: string): string[] => line.split(" ");

describe("auth", () => {
  const file = (own: HeyGenBench): string => join(own.folder, "config/credentials");
  const variables = { HEYGEN_API_KEY: "" };

  it("stores a key that is piped in, for its owner alone, and forgets it again", async () => {
    await using own = await HeyGenBench.open();
    const login = await own.run(["auth", "login"], { variables, input: `${testKey}\n` });
    expect(login.code).toBe(0);
    expect(login.stdout + login.stderr).not.toContain(testKey);
    expect((await stat(file(own))).mode & 0o777).toBe(0o600);
    const status = JSON.parse((await own.run(["auth", "status"], { variables })).stdout) as object;
    expect(status).toMatchObject({
      data: { username: "emulator" },
      credential: { type: "api-key", source: file(own) },
    });
    expect((await own.run(["auth", "logout"], { variables })).stdout).toContain("removed");
    expect((await own.run(["auth", "status"], { variables })).code).toBe(3);
  });

  it("does not store a key that HeyGen refuses", async () => {
    await using own = await HeyGenBench.open();
    const refused = await own.run(["auth", "login"], { variables, input: "sk_wrong_key" });
    expect(refused.code).toBe(3);
    expect(refused.stderr).not.toContain("sk_wrong_key");
    await expect(stat(file(own))).rejects.toThrow("ENOENT");
    expect((await own.run(["auth", "login", "--no-check"], { variables, input: "sk_wrong_key" })).code).toBe(
      0,
    );
    expect((await own.run(["auth", "login"], { variables })).code).toBe(2);
  });

  it("takes no key as an argument, and does not repeat it", async () => {
    await using own = await HeyGenBench.open();
    for (const typed of ["sk_on_the_line", "--key=sk_on_the_line"]) {
      const ending = await own.run(["auth", "login", typed]);
      expect(ending.code).toBe(2);
      expect(ending.stderr).not.toContain("sk_on_the_line");
    }
  });
});

describe("config", () => {
  it("keeps settings in the file of HeyGen's tools, and leaves the rest of it alone", async () => {
    await using own = await HeyGenBench.open();
    await own.run(words("config set analytics true"));
    expect((await own.run(words("config set output human"))).stdout).toMatch(/^value +human$/m);
    expect((await own.run(words("user me get"))).stdout).toContain("username                  emulator\n");
    expect((await own.run(words("user me get --no-human"))).stdout).toMatch(/^\{"data"/);
    const config = join(own.folder, "config/config.toml");
    expect(await readFile(config, "utf8")).toBe('output = "human"\nanalytics = true\n');
    const listed = await own.run(words("config list --no-human"), { variables: { HEYGEN_OUTPUT: "json" } });
    expect(dataOf(listed)).toEqual([
      { key: "output", value: "json", source: "HEYGEN_OUTPUT" },
      { key: "analytics", value: "true", source: config },
    ]);
  });
});

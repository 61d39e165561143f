import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { repository } from "../support/fixtures.ts";
import { makeRepository, type TestRepository } from "../support/git-repository.ts";

const example = join(repository, "examples/release-video");

const changelog = `# Changelog

## [Unreleased]

## [v1.1.0] - 2026-11-10

Words before the first section are no changes.

### Added

- A [link](https://example.org/a(b)), \`code\` and **bold** text
  that goes on in the next line
  - and has a part of its own
* Something else

### Performance

- Of a kind that nobody knows

### Fixed
- One bug

## 1.0.0 (2026-10-01)

### Removed

- Everything
`;

async function gather(history: TestRepository, ...args: string[]): Promise<Record<string, unknown>> {
  const output = join(history.path, "release.json");
  const command = [join(example, "gather.mjs"), "--repository", history.path, "--output", output, ...args];
  await execa(process.execPath, command);
  return JSON.parse(await readFile(output, "utf8")) as Record<string, unknown>;
}

async function project(): Promise<TestRepository> {
  const history = await makeRepository("tool");
  const files = { "CHANGELOG.md": changelog, "package.json": '{ "name": "the-tool" }' };
  await history.commit({ date: "2026-09-01T00:00:00Z", author: "Old Hand", files });
  await history.git(["tag", "v1.0.0"]);
  await history.commit({ date: "2026-11-01T00:00:00Z", author: "Ada", files: { a: "1" } });
  await history.commit({ date: "2026-11-02T00:00:00Z", author: "Bo", files: { a: "2" } });
  await history.commit({ date: "2026-11-03T00:00:00Z", author: "Bo", files: { a: "3" } });
  await history.git(["tag", "v1.1.0"]);
  await history.commit({ date: "2026-11-20T00:00:00Z", author: "Late", files: { a: "4" } });
  return history;
}

describe("the data of a release", () => {
  test("comes from the changelog and from who committed since the version before", async () => {
    await using history = await project();
    expect(await gather(history)).toEqual({
      project: "the-tool",
      version: "1.1.0",
      title: "What’s new in",
      date: "2026-11-10",
      changes: [
        { kind: "added", text: "A link), code and bold text that goes on in the next line" },
        { kind: "added", text: "Something else" },
        { kind: "fixed", text: "One bug" },
      ],
      contributors: ["Bo", "Ada"],
      closing: "Out now.",
      install: "npm install the-tool@1.1.0",
    });
  });

  test("is that of the version that is asked for", async () => {
    await using history = await project();
    const data = await gather(history, "--version", "v1.0.0", "--project", "Tool", "--link", "example.org");
    expect(data).toMatchObject({
      project: "Tool",
      version: "1.0.0",
      contributors: ["Old Hand"],
      link: "example.org",
    });
    await expect(gather(history, "--version", "9.9.9")).rejects.toThrow("has no changes for 9.9.9");
  });

  test("lets each kind of change have its turn where there are too many", async () => {
    await using history = await project();
    const list = Array.from({ length: 30 }, (_, index) => `- Addition ${index}`).join("\n");
    const text = `## 2.0.0\n\n### Added\n\n${list}\n\n### Security\n\n- A hole\n- Another\n`;
    await writeFile(join(history.path, "CHANGELOG.md"), text);
    const changes = (await gather(history))["changes"] as ReadonlyArray<{ readonly kind: string }>;
    expect(changes).toHaveLength(32);
    expect(changes.slice(0, 11).filter(({ kind }) => kind === "security")).toHaveLength(2);
  });
});

test("a video is made of this repository's own changelog", async () => {
  await using results = await makeRepository("results");
  const output = join(results.path, "release.mp4");
  await execa(join(example, "make.sh"), [repository, output], {
    env: { HYPERFRAMES_ARGUMENTS: "--quality draft --to 1 --fps 3 --size 1:1" },
  });
  expect((await stat(output)).size).toBeGreaterThan(1000);
  const probe = ["-v", "error", "-show_entries", "stream=nb_frames,width,height", "-of", "csv=p=0"];
  expect((await execa("ffprobe", [...probe, output])).stdout).toBe("1080,1080,3");
});

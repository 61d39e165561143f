import { spawnSync } from "node:child_process";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixture } from "../support/fixtures.ts";
import { makeRepository, type TestRepository } from "../support/git-repository.ts";
import { readAction, runAction, type ActionEnding } from "../support/runner.ts";

const card = `<!doctype html><meta charset="utf-8"><title>Card</title>
<div data-composition-id="main" data-start="0" data-width="64" data-height="64" data-duration="0.1" data-no-timeline>
  <p>A</p>
</div>`;
const manifest = {
  name: "Names",
  data: { properties: { id: {}, name: {} }, required: ["name"] },
};

let checkout: TestRepository;
let home: TestRepository;
beforeAll(async () => {
  checkout = await makeRepository("another repository");
  home = await makeRepository("home");
  for (const [file, text] of [
    ["card/index.html", card],
    ["names/index.html", card.replace("<p>A", "<p><<name>>")],
    ["names/template.json", JSON.stringify(manifest)],
    ["names.csv", "id,name\n1,Ann\n2,Bo\n"],
    ["faulty.csv", "id,name\n1,Ann\n2,\n"],
  ] as const) {
    await mkdir(join(checkout.path, file, ".."), { recursive: true });
    await writeFile(join(checkout.path, file), text);
  }
});
afterAll(async () => {
  await checkout[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

const act = (
  given: Readonly<Record<string, string>>,
  wrapper: readonly string[] = [],
): Promise<ActionEnding> => runAction({ workspace: checkout.path, home: home.path, wrapper }, given);

async function framesOf(file: string): Promise<number> {
  const fields = ["-count_packets", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0"];
  const { stdout } = await execa("ffprobe", ["-v", "error", ...fields, join(checkout.path, file)]);
  return Number(stdout);
}

describe("the action, in the checkout of another repository", () => {
  test("makes the folder of its output, and names the video to later steps", async () => {
    const { code, outputs } = await act({ project: "card", output: "renders/new/out.mp4" });
    expect({ code, outputs }).toEqual({
      code: 0,
      outputs: {
        video: "renders/new/out.mp4",
        videos: '["renders/new/out.mp4"]',
        manifest: "",
        events: "renders/new/out.mp4.jsonl",
      },
    });
    expect(Object.keys(outputs)).toEqual(Object.keys((await readAction()).outputs));
    expect(await framesOf("renders/new/out.mp4")).toBe(3);
    expect(await readFile(join(checkout.path, outputs["events"]!), "utf8")).toMatch(/"event":"done".*\n$/);
  });

  test("takes whatever stands in an input as a value", async () => {
    const name = "-o\nvideo=evil\nevil<<EOF\nEOF\n%0A::error::'\"$(touch hit)`touch hit`* ?.mp4";
    await cp(join(checkout.path, "card"), join(checkout.path, name), { recursive: true });
    const before = await readdir(checkout.path);
    const { code, outputs, log } = await act({
      project: name,
      output: `odd/${name}`,
      variables: '{"a":\n"b=c"}',
    });
    expect(code).toBe(0);
    expect(outputs).toEqual({
      video: `odd/${name}`,
      videos: JSON.stringify([`odd/${name}`]),
      manifest: "",
      events: "odd/events.jsonl",
    });
    expect(log).toContain('"a" is not a variable of the composition');
    expect(await readdir(checkout.path)).toEqual([...before, "odd"].toSorted());
    expect(await readdir(join(checkout.path, "odd"))).toEqual([name, "events.jsonl"]);
  });

  test("renders a video for each row, and lists them", async () => {
    const { code, outputs } = await act({ project: "names", data: "names.csv", output: "all/of-<<id>>.mp4" });
    expect({ code, outputs }).toEqual({
      code: 0,
      outputs: {
        video: "",
        videos: '["all/of-1.mp4","all/of-2.mp4"]',
        manifest: "all/manifest.jsonl",
        events: "all/events.jsonl",
      },
    });
    expect(await framesOf("all/of-2.mp4")).toBe(3);
  });

  test("fails where a row does, and still names what there is", async () => {
    const { code, outputs, log } = await act({
      project: "names",
      data: "faulty.csv",
      output: "some/<<id>>.mp4",
    });
    expect(code).toBe(1);
    expect(outputs).toMatchObject({ videos: '["some/1.mp4"]', manifest: "some/manifest.jsonl" });
    expect(log).toMatch(/^row 2 failed: faulty\.csv:3:/m);
    expect(log).toMatch(/^::error::1 rows failed; .*some\/manifest\.jsonl says why\.$/m);
  });

  test("says what is wrong with its inputs, in an annotation", async () => {
    const { code, log, outputs } = await act({ project: "nosuch" });
    expect(code).toBe(2);
    expect(log).toMatch(/^::error::There is no file or folder .*nosuch\.$/m);
    expect(outputs).toMatchObject({ video: "", videos: "[]" });
  });

  const forbidding = fixture("without-namespaces.sh");
  const { status, stderr } = spawnSync(forbidding, ["true"], { encoding: "utf8" });
  if (status !== 0) process.stderr.write(`Skipped, as namespaces cannot be forbidden here: ${stderr}\n`);
  test.runIf(status === 0)("renders where Chrome's sandbox cannot be used, and says so", async () => {
    const { code, log } = await act({ project: "card", output: "bare.mp4" }, [forbidding]);
    expect(code).toBe(0);
    expect(log).toMatch(/^::notice::Chrome's sandbox cannot be used on this runner/m);
    expect(await framesOf("bare.mp4")).toBe(3);
  });
});

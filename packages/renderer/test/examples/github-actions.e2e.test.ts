import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { repository } from "../support/fixtures.ts";
import { makeRepository } from "../support/git-repository.ts";
import { readAction } from "../support/runner.ts";

const example = join(repository, "examples/github-actions");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

async function readWorkflow(): Promise<{
  readonly on: {
    readonly schedule: ReadonlyArray<{ readonly cron: string }>;
    readonly workflow_dispatch: unknown;
  };
  readonly permissions: unknown;
  readonly jobs: { readonly report: { readonly steps: readonly Step[] } };
}> {
  return parse(await readFile(join(example, "weekly-report.yml"), "utf8")) as never;
}

const node = process.execPath;

describe("the workflow", () => {
  test("runs on Mondays and by hand, and may only read", async () => {
    const workflow = await readWorkflow();
    expect(workflow.on.schedule).toEqual([{ cron: expect.stringMatching(/ \* \* 1$/) as string }]);
    expect(workflow.on).toHaveProperty("workflow_dispatch");
    expect(workflow.permissions).toEqual({ contents: "read" });
    const [checkout] = workflow.jobs.report.steps;
    expect(checkout).toMatchObject({
      uses: expect.stringMatching(/^actions\/checkout@/) as string,
      with: { "fetch-depth": 0 },
    });
  });

  test("puts no expression into a script, where it could become a command", async () => {
    const steps = [...(await readWorkflow()).jobs.report.steps, ...(await readAction()).runs.steps];
    for (const { run = "" } of steps) expect(run).not.toContain("${{");
  });

  test("gives the action inputs that it has, all of which reach the command", async () => {
    const { inputs, runs } = await readAction();
    expect(runs.using).toBe("composite");
    expect(Object.keys(inputs)).toEqual(
      "project data output size quality fps variables narration arguments".split(" "),
    );
    const given = (await readWorkflow()).jobs.report.steps.find(({ uses }) => uses === "./")?.with ?? {};
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
    const step = runs.steps.find(({ run }) => run !== undefined);
    for (const name of Object.keys(inputs))
      expect(step?.env?.[`INPUT_${name.toUpperCase()}`]).toBe(`\${{ inputs.${name} }}`);
  });

  test("and the action name what they use by its commit, with the version beside it", async () => {
    const files = ["action.yml", "weekly-report.yml", "narrated-report.yml"];
    for (const file of files) {
      const text = await readFile(join(file === "action.yml" ? repository : example, file), "utf8");
      const used = [...text.matchAll(/uses: *(.*)/g)]
        .map(([, what = ""]) => what)
        .filter((what) => what !== "./");
      expect(used.length).toBeGreaterThan(0);
      for (const what of used) expect(what).toMatch(/^actions\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  test("is run locally by its very commands, in their order", async () => {
    const args = [join(example, "run-steps.mjs"), join(example, "weekly-report.yml"), "--list"];
    const { stdout } = await execa(node, args);
    const local = stdout.split("\n").map((line) => JSON.parse(line) as { readonly command?: string });
    const action = (await readAction()).runs.steps;
    const expected = (await readWorkflow()).jobs.report.steps
      .flatMap((step) => (step.uses === "./" ? action : [step]))
      .flatMap(({ run }) => (run === undefined ? [] : [run]));
    expect(expected).toHaveLength(3);
    expect(local.flatMap(({ command }) => (command === undefined ? [] : [command]))).toEqual(expected);
  });
});

describe("the weekly report of a repository", () => {
  test("counts what git log says", async () => {
    await using history = await makeRepository("a | <b>*strange* name");
    const week = "2026-W46";
    await history.commit({ date: "2026-11-03T10:00:00Z", author: "Ada", files: { "a.ts": "1\n2\n3\n" } });
    await history.commit({
      date: "2026-11-09T00:00:00Z",
      author: "Ada",
      files: { "b.py": "1\n", "a.ts": "1\n2\n" },
    });
    await history.commit({
      date: "2026-11-15T23:59:59Z",
      author: "Bo \u2028 `x`",
      files: { "c d.py": "1\n2\n" },
    });
    await history.git(["tag", "v1.0"], { GIT_COMMITTER_DATE: "2026-11-10T00:00:00Z" });
    await history.commit({ date: "2026-11-16T00:00:00Z", author: "Cy", files: { "later.ts": "1\n" } });
    const output = join(history.path, "report.json");
    await execa(node, [
      join(example, "gather.mjs"),
      "--repository",
      history.path,
      "--week",
      week,
      "--output",
      output,
    ]);
    const report = JSON.parse(await readFile(output, "utf8")) as Record<string, never>;
    expect(report).toMatchObject({
      title: "a | <b>*strange* name",
      dates: "9 November – 15 November 2026",
      numbers: {
        title: "2 commits by 2 authors",
        counters: [
          { label: "commits", value: 2, previous: 1 },
          { label: "lines added", value: 3, previous: 3 },
          { label: "lines removed", value: 1, previous: 0 },
        ],
      },
      ranking: {
        items: [
          { name: "Python", value: 2, previous: 0 },
          { name: "TypeScript", value: 1, previous: 1 },
        ],
      },
    });
    const { items } = report["bars"] as unknown as { readonly items: unknown[] };
    expect(items).toHaveLength(12);
    expect(items.at(-1)).toEqual({ name: "W46", value: 2, note: "v1.0" });

    const events = join(history.path, "render.jsonl");
    const done = {
      event: "done",
      width: 9,
      height: 9,
      rate: "30",
      frames: 1,
      bytes: 1,
      seconds: 1,
      browser: "1",
    };
    await writeFile(events, `${JSON.stringify({ ...done, warnings: ["<img src=x>"] })}\n`);
    const { stdout: summary } = await execa(node, [join(example, "summarize.mjs"), output, events]);
    expect(summary).not.toMatch(/<|\*|a \| /);
    expect(summary).toContain("| commits | 2 | 1 | +1 |");
  });

  test.each([
    ["", "", /^## Report\n\nThere are no figures\.\n\nNo video was finished\.$/],
    ["{}", '{"event":"error","message":"No <b>room</b>."}', /No video was finished: No &#60;b&#62;room/],
    [
      '{"title":"A","numbers":{"counters":[{"label":"x","value":2}]}}',
      "",
      /^## A\n\n.*\n.*\n\| x \| 2 \|  \|  \|\n/,
    ],
    [
      "{}",
      '{"event":"done","manifest":"m","done":2,"unchanged":1,"failed":0}',
      /2 videos rendered, 1 unchanged, 0 failed/,
    ],
  ])("is summarised as far as it goes: %s %s", async (report, events, expected) => {
    await using folder = await makeRepository("summary");
    const files = [join(folder.path, "report.json"), join(folder.path, "events.jsonl")];
    await Promise.all([report, events].map((text, index) => writeFile(files[index]!, text)));
    const { stdout } = await execa(node, [join(example, "summarize.mjs"), ...files]);
    expect(stdout).toMatch(expected);
  });

  test("is made from the history of this one, with a video and a summary", async () => {
    await using results = await makeRepository("results");
    const { stdout } = await execa(join(example, "run-locally.sh"), [repository, results.path], {
      env: { HYPERFRAMES_ARGUMENTS: "--quality draft --to 1 --fps 4" },
    });
    expect(stdout.match(/^== .*/gm)).toHaveLength(4);
    const report = JSON.parse(await readFile(join(results.path, "report.json"), "utf8")) as {
      readonly dates: string;
      readonly numbers: { readonly counters: ReadonlyArray<{ readonly value: number }> };
      readonly source: { readonly command: string };
    };
    const [, since = "", until = ""] = /--since=(\S+) --until=(\S+)/.exec(report.source.command) ?? [];
    const range = [`--since=${since}T00:00:00Z`, `--until=${until}T00:00:00Z`];
    const counted = await execa("git", [
      "-C",
      repository,
      "rev-list",
      "--count",
      "--no-merges",
      ...range,
      "HEAD",
    ]);
    expect(report.numbers.counters[0]?.value).toBe(Number(counted.stdout));
    const summary = await readFile(join(results.path, "summary.md"), "utf8");
    expect(summary).toContain(`| commits | ${Number(counted.stdout).toLocaleString("en-US")} |`);
    expect(summary).toMatch(/1920 × 1080, 4 fps, 4 frames, .* MB, rendered in/);
    const probe = ["-v", "error", "-show_entries", "stream=nb_frames,width", "-of", "csv=p=0"];
    const { stdout: video } = await execa("ffprobe", [...probe, join(results.path, "weekly-report.mp4")]);
    expect(video).toBe("1920,4");
  });
});

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fillProject } from "../../../template/src/project/fill-project.ts";
import { lintProject } from "../../src/lint/lint-project.ts";
import { snapshot } from "../../src/snapshot.ts";
import { shareOfDifference } from "../golden/golden-frames.ts";
import { goldenImage, updateGolden } from "../golden/golden-picture.ts";
import { browsers } from "../support/browsers.ts";
import { cacheFolder, repository } from "../support/fixtures.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { openTemplateChecker, type TemplateChecker } from "./check-template.ts";
import { hostileNumbers, hostileTexts, withNumbers, withTexts } from "./hostile-data.ts";

/** A template of the gallery, and what is expected of it. */
export interface TemplateExpectation {
  /** Its folder. */
  readonly name: string;
  readonly seconds: number;
  /** When each of its scenes stands still enough to be measured. */
  readonly times: readonly number[];
  /** Texts that the sample shows, among others. */
  readonly shown: readonly string[];
  /** The names of fields that are not for people to read. */
  readonly code: RegExp;
  /**
   * Whether the sample data has numbers that are shown.
   * @default false
   */
  readonly hasNumbers?: boolean;
  /** More fillings, by what they are. */
  readonly cases: Readonly<Record<string, unknown>>;
  /** The frames of golden images, by size. */
  readonly golden: Readonly<Record<string, readonly number[]>>;
}

/** Other versions of the libraries move some pixels at edges. */
const ALLOWED_SHARE = 0.001;
const sizes = ["16:9", "9:16", "1:1"];

/** The texts that need the most room are tried in every size, the others in one of them each. */
const everywhere = new Set(["words of 120 letters", "texts of 500 letters"]);

/** Declares the tests that hold for all templates alike. */
export function describeTemplate(expected: TemplateExpectation): void {
  describe(`the template ${expected.name}`, () => {
    let checker: TemplateChecker;
    beforeAll(async () => {
      checker = await openTemplateChecker(expected.name);
    });
    afterAll(() => checker[Symbol.asyncDispose]());
    describe.each(sizes)("in %s", (size) => {
      describeSize(expected, size, () => checker);
    });
    describe.each(Object.entries(expected.golden))("in %s", (size, frames) => {
      test("looks as in the golden images, and complains of nothing", async () => {
        expect(await compareGolden(expected.name, size, frames)).toEqual({ differing: [], complaints: [] });
      });
    });
    test("gives lint nothing to say", async () => {
      await using folder = await temporaryFolder();
      const target = join(folder.path, expected.name);
      await fillProject(checker.loaded, { data: checker.sample, target });
      expect((await lintProject(target)).findings).toEqual([]);
    });
  });
}

function describeSize(
  { seconds, times, shown, code, cases, hasNumbers = false }: TemplateExpectation,
  size: string,
  checker: () => TemplateChecker,
): void {
  const problemsOf = async (data: unknown): Promise<readonly string[]> =>
    (await checker().check({ size, data, times })).problems;

  test("shows its sample", async () => {
    const report = await checker().check({ size, data: checker().sample, times });
    expect(report.problems).toEqual([]);
    expect(report.seconds).toBeCloseTo(seconds, 5);
    for (const text of shown) expect(report.texts.join("\n")).toContain(text);
  });

  const turn = sizes.indexOf(size);
  const ofTurn = <Entry>(entries: readonly Entry[]): readonly Entry[] =>
    entries.filter((_, index) => index % sizes.length === turn);
  const texts = Object.entries(hostileTexts);
  const chosen = [
    ...texts.filter(([name]) => everywhere.has(name)),
    ...ofTurn(texts.filter(([name]) => !everywhere.has(name))),
  ];

  test.each(chosen)("has room for texts that are %s", async (_, text) => {
    const data = withTexts(checker().sample, (old, path, index) => (code.test(path) ? old : text(index)));
    expect(await problemsOf(data)).toEqual([]);
  });

  test.each(ofTurn(Object.entries(cases)))("has room for %s", async (_, data) => {
    expect(await problemsOf(data)).toEqual([]);
  });

  const numbers = hasNumbers ? ofTurn(Object.entries(hostileNumbers)) : [];
  test.each(numbers)("has room for numbers that are %s", async (_, number) => {
    expect(await problemsOf(withNumbers(checker().sample, number))).toEqual([]);
  });
}

/** Which frames differ from their golden images, and what the snapshot complained of. */
async function compareGolden(
  name: string,
  size: string,
  frames: readonly number[],
): Promise<{ readonly differing: readonly number[]; readonly complaints: readonly string[] }> {
  await using folder = await temporaryFolder();
  const { files, warnings } = await snapshot(join(repository, "templates", name), {
    size,
    at: frames.map((frame) => `${frame}f`),
    output: join(folder.path, "frame.png"),
    environment: { cacheFolder },
    browsers,
  });
  const differing: number[] = [];
  for (const [index, frame] of frames.entries()) {
    const golden = goldenImage(`${name}-${size.replace(":", "x")}-${frame}`);
    const picture = await readFile(files[index] ?? "");
    const share = await shareOfDifference(picture, golden, { update: updateGolden });
    if (share > ALLOWED_SHARE) differing.push(frame);
  }
  return { differing, complaints: warnings.filter((warning) => !warning.includes("sample is filled in")) };
}

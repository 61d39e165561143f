import { optionTable } from "@hyperframes-engine/renderer";
import { expect, test } from "vitest";
import { nameCommands, nameFlags } from "../src/name-flags.ts";

test.each([
  ["`fps` must be from 1 to 240.", "--fps must be from 1 to 240."],
  ["Raise `timeout`, or give `strictVariables`.", "Raise --timeout, or give --strict-variables."],
  ["`alpha` and `failFast` and `at` and `narration`", "--no-alpha and --fail-fast and --at and --narration"],
  ["To have another made: `anew`.", "To have another made: --new-narration."],
  ["Look with `api.videoAgent.get`.", "Look with hyperframes heygen video-agent get."],
  ["Store it with `saveApiKey`.", "Store it with hyperframes heygen auth login."],
  ["`variables.title` is none.", "--variables.title is none."],
  ["`onProgress` and `toString` and fps stay.", "`onProgress` and `toString` and fps stay."],
])("%s", (text, shown) => {
  expect(nameFlags(text)).toBe(shown);
});

test("every flag of the table is named so", () => {
  const named = Object.entries(optionTable).flatMap(([name, { flag }]) =>
    flag === null || flag.includes(nameFlags(`\`${name}\``)) ? [] : [name],
  );
  expect(named).toEqual([]);
});

test("a command of HeyGen's names commands, and leaves alone what HeyGen itself writes between backticks", () => {
  expect(nameCommands("`timeout` and `api.video.list`")).toBe("`timeout` and hyperframes heygen video list");
});

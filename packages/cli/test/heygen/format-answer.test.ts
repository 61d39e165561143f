import { expect, it } from "vitest";
import { formatAnswer } from "../../src/heygen/format-answer.ts";

it("prints one thing as names and values, what is within it by its path, and leaves out what is null", () => {
  const data = { id: "v1", title: null, created_at: 1_760_000_000, wallet: { balance: 3.5 }, tags: ["a"] };
  expect(formatAnswer({ data })).toBe(
    'id              v1\ncreated_at      2025-10-09 08:53:20\nwallet.balance  3.5\ntags            ["a"]\n',
  );
});

it("prints a list as a table: ids first, no addresses, long texts cut, and where to go on", () => {
  const data = [
    { title: "Tides", video_url: "https://example.invalid/", id: "v1", script: "x".repeat(60) },
    { title: "Moons", video_url: null, id: "v22", script: "short" },
  ];
  expect(formatAnswer({ data, next_token: "abc" }).split("\n")).toEqual([
    "id   title  script",
    `v1   Tides  ${"x".repeat(47)}…`,
    "v22  Moons  short",
    "More: --token abc",
    "",
  ]);
});

it.each([
  [{ data: [] }, "Nothing.\n"],
  [{ data: ["German", "French"] }, "German\nFrench\n"],
  [{ message: "Done.", path: "a.mp4" }, "message  Done.\npath     a.mp4\n"],
])("prints %j", (answer, text) => {
  expect(formatAnswer(answer)).toBe(text);
});

import { expect, test } from "vitest";
import { outputsOf } from "./action-outputs.ts";
import { RenderReport, type RenderEvent } from "./render-report.ts";

const places = { events: "events.jsonl", workingFolder: "/checkout" };
function outputsAfter(...events: readonly RenderEvent[]): Readonly<Record<string, string>> {
  const report = new RenderReport();
  for (const event of events) report.hear(event);
  return outputsOf(report, places);
}

test("names one video, below the folder where that is so", () => {
  expect(outputsAfter({ event: "done", file: "/checkout/a/b.mp4" })).toEqual({
    video: "a/b.mp4",
    videos: '["a/b.mp4"]',
    manifest: "",
    events: "events.jsonl",
  });
  expect(outputsAfter({ event: "done", file: "/elsewhere/b.mp4" })["video"]).toBe("/elsewhere/b.mp4");
});

test("lists the videos of a batch that are there, and its manifest", () => {
  const row = (number: number, file: string, state: string): RenderEvent => ({
    event: "row",
    row: number,
    file: `/checkout/${file}`,
    state,
  });
  const batch = { event: "batch", manifest: "/checkout/manifest.jsonl" };
  const rows = [row(3, 'c"\n.mp4', "unchanged"), row(2, "b.mp4", "failed"), row(1, "a.mp4", "done")];
  expect(outputsAfter(batch, ...rows, { event: "done", manifest: batch.manifest })).toEqual({
    video: "",
    videos: String.raw`["a.mp4","c\"\n.mp4"]`,
    manifest: "manifest.jsonl",
    events: "events.jsonl",
  });
});

test("names nothing where nothing was finished", () => {
  expect(outputsAfter({ event: "error", message: "no" })).toMatchObject({ video: "", videos: "[]" });
});

test("does not list more than a variable can hold", () => {
  const rows = Array.from({ length: 5000 }, (_, index) => ({
    event: "row",
    row: index + 1,
    state: "done",
    file: `/checkout/a-rather-long-name-${index}.mp4`,
  }));
  expect(outputsAfter({ event: "batch", manifest: "/m" }, ...rows)["videos"]).toBe("[]");
});

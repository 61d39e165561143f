import { describe, expect, it } from "vitest";
import { demandable, type Demand } from "../../../heygen-emulator/src/demands.ts";
import { HeyGenError, type HeyGenFailure } from "../../src/errors.ts";
import { makeNarration } from "../../src/narration/make-narration.ts";
import { emulated, type Emulated } from "../support/emulated.ts";
import { narrated, narrating, paid } from "../support/narrating.ts";

type Kind = keyof typeof narrated;
/** What each run of the same command comes to. */
type Course = ReadonlyArray<"made" | HeyGenFailure>;

const made: Course = ["made"];
const refused: Course = ["rejected", "rejected"];
const forbidden: Course = ["not-permitted", "not-permitted"];
/** As often as the failure is demanded. */
const fiveTimes = (failure: HeyGenFailure): Course => [...Array<HeyGenFailure>(5).fill(failure), "made"];
/** The client's own retries do not help, for the failure is demanded more often than it tries. */
const courses: Readonly<Record<Demand, Readonly<Record<Kind, Course>>>> = {
  "rate-limit": { agent: made, avatar: made, speech: made },
  "server-error": {
    agent: fiveTimes("server-failed"),
    avatar: ["server-failed", "made"],
    speech: ["server-failed", "network-failed"],
  },
  "html-error": {
    agent: fiveTimes("server-failed"),
    avatar: ["server-failed", "made"],
    speech: ["server-failed", "network-failed"],
  },
  "cut-before": {
    agent: fiveTimes("network-failed"),
    avatar: ["network-failed", "made"],
    speech: ["network-failed", "network-failed"],
  },
  "cut-after": {
    agent: made,
    avatar: ["network-failed", "made"],
    speech: ["network-failed", "network-failed"],
  },
  slow: { agent: made, avatar: made, speech: made },
  redirect: {
    agent: fiveTimes("unexpected-answer"),
    avatar: fiveTimes("unexpected-answer"),
    speech: ["unexpected-answer", "network-failed"],
  },
  garbage: {
    agent: fiveTimes("unexpected-answer"),
    avatar: fiveTimes("unexpected-answer"),
    speech: ["unexpected-answer", "network-failed"],
  },
  "no-credit": { agent: refused, avatar: refused, speech: refused },
  forbidden: { agent: forbidden, avatar: forbidden, speech: forbidden },
  fail: { agent: ["job-failed", "job-failed"], avatar: ["job-failed", "job-failed"], speech: made },
  stuck: { agent: ["timed-out", "timed-out"], avatar: ["timed-out", "timed-out"], speech: made },
  "ask-back": { agent: ["job-failed", "job-failed"], avatar: made, speech: made },
  "no-video": { agent: ["job-failed", "job-failed"], avatar: made, speech: made },
  "poll-rate-limit": {
    agent: ["too-many-requests", "made"],
    avatar: ["too-many-requests", "made"],
    speech: made,
  },
  "poll-server-error": { agent: ["server-failed", "made"], avatar: ["server-failed", "made"], speech: made },
  "unknown-status": { agent: made, avatar: made, speech: made },
  truncate: { agent: made, avatar: made, speech: made },
  expired: {
    agent: ["download-failed", "made"],
    avatar: ["download-failed", "made"],
    speech: fiveTimes("download-failed"),
  },
  "wrong-type": {
    agent: ["download-failed", "download-failed"],
    avatar: ["download-failed", "download-failed"],
    speech: ["download-failed", "download-failed"],
  },
  "no-range": { agent: made, avatar: made, speech: made },
};
/** How often the failure is demanded, where five times would only take longer. */
const counts: Partial<Record<Demand, number>> = { slow: 1, fail: 2 };
const cases = Object.entries(courses).flatMap(([demand, byKind]) =>
  Object.entries(byKind).map(([kind, course]) => ({ demand: demand as Demand, kind: kind as Kind, course })),
);

/** Nothing is made of a request that ends so; but whoever sent it cannot know. */
const isLostBefore: ReadonlySet<Demand> = new Set([
  "server-error",
  "html-error",
  "cut-before",
  "redirect",
  "garbage",
  "no-credit",
  "forbidden",
]);

describe("every failure that the emulator can make", () => {
  it("is in the table", () => {
    expect(Object.keys(courses).toSorted()).toEqual(Object.keys(demandable).toSorted());
  });

  it.each(cases)(
    "$demand, $kind: one request is paid for, and each run says how to go on",
    async ({ demand, kind, course }) => {
      await using all = await emulated();
      const source = narrated[kind](` [[emulate ${demand} ${counts[demand] ?? 5}]]`);
      const ends = [];
      for (const _ of course) ends.push(await endOf(all, source, demand));
      expect(ends.map(({ end }) => end)).toEqual(course);
      for (const { message } of ends.filter((one) => one.end !== "made")) {
        expect(message).toMatch(/Try the same again|`anew`|Nothing was made/);
        expect(message).not.toContain("signature=");
        // Flags and commands are the command line's own, which puts them in the place of these names.
        expect(message).not.toMatch(/--[a-z]|hyperframes /);
      }
      expect(paid(all)).toBe(course.includes("made") || !isLostBefore.has(demand) ? 1 : 0);
    },
  );
});

async function endOf(
  all: Emulated,
  source: Parameters<typeof makeNarration>[0],
  demand: Demand,
): Promise<{ end: Course[number]; message: string }> {
  try {
    const timeoutSeconds = demand === "stuck" ? 0.2 : 240;
    await makeNarration(source, narrating(all, { timeoutSeconds }));
    return { end: "made", message: "" };
  } catch (error) {
    if (!(error instanceof HeyGenError)) throw error;
    return { end: error.failure, message: error.message };
  }
}

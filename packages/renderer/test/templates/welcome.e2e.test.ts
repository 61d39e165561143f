import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTemplateChecker, type TemplateChecker } from "./check-template.ts";
import { describeTemplate } from "./describe-template.ts";

const person = { id: "u-1", name: "Maya Lindqvist", company: "Tidewater", step1: "Create a project" };

describeTemplate({
  name: "welcome",
  seconds: 5,
  times: [1.2, 3],
  shown: ["Maya Lindqvist", "Tidewater", "Your first steps", "Book a 15-minute tour"],
  code: /^(?:id|avatar|accent)$/,
  cases: {
    "one step and no picture": person,
    "a first and a third step": { ...person, step3: "Book a tour" },
    "a greeting of one's own, and a dark accent": {
      ...person,
      greeting: "Schön, dass Sie da sind",
      accent: "#101010",
    },
    "a name of one emoji": { ...person, name: "🦊" },
    "a logo, a name of two long words, and another font": {
      ...person,
      name: "Wilhelmina Featherstonehaugh",
      logo: "avatars/maya.svg",
      font: "Playfair Display",
      step2: "Invite two people you work with",
      step3: "Book a 15-minute tour with Jonas",
    },
    "a name of letters with dots above and below": { ...person, name: "ثريا بنت الشيخ پچ يي" },
  },
  golden: { "16:9": [9, 60, 145], "9:16": [90], "1:1": [90] },
});

describe("the template welcome", () => {
  let checker: TemplateChecker;
  beforeAll(async () => {
    checker = await openTemplateChecker("welcome");
  });
  afterAll(() => checker[Symbol.asyncDispose]());

  test.each([
    ["right, where it is read from the right", { name: "ثريا بنت الشيخ" }, "right"],
    ["right below a greeting that is read from there", { greeting: "ברוכים הבאים" }, "right"],
    ["left otherwise", { company: "تايدووتر" }, "left"],
  ])("sets the name, and all else, %s", async (_, data, side) => {
    const given = { ...person, name: "Maya", ...data };
    const { places } = await checker.check({ size: "16:9", data: given, times: [3] });
    const column = Object.entries(places).flatMap(([text, lines]) =>
      /greeting|#name/.test(text) ? [{ text, lines }] : [],
    );
    const edgeOf = (place: string): number =>
      column
        .filter(({ text }) => text.includes(place))
        .flatMap(({ lines }) => lines.map(([left = 0, , right = 0]) => (side === "left" ? -left : right)))
        .reduce((most, edge) => Math.max(most, edge), -Infinity);
    expect(Math.abs(edgeOf("#name") - edgeOf("greeting"))).toBeLessThan(9);
    // The mosaic has three of seven parts, on the other side.
    expect(side === "left" ? -edgeOf("#name") : 1280 - edgeOf("#name")).toBeGreaterThan(540);
  });
});

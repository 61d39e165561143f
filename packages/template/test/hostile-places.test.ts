import { describe, expect, it } from "vitest";
import { faultsOf, fillPage } from "./fill-page.ts";
import { refusedPictures, refusedPlaces } from "./hostile-places.ts";
import { safePlaces } from "./safe-places.ts";

/** What a page of a template has beside the place that is tried. */
const around = `<script>const el = 1, frame = 1, script = 1, link = 1, form = 1, list = [], name = "", names = {}, gsap = {};
const run = (text) => {};</script>\n`;

/** Where the first value stands, as messages tell it. */
function placeOf(source: string): string {
  const before = source.slice(0, source.indexOf("<<x>>")).split("\n");
  return `${before.length}:${(before.at(-1) ?? "").length + 1}:`;
}

it("tries more than 150 places", () => {
  expect(refusedPlaces.length + refusedPictures.length + safePlaces.length).toBeGreaterThan(250);
});

describe("refuses, with line and column, what a script or a page might run or load", () => {
  it.each(refusedPlaces)("%s", (place) => {
    const source = `${around}${place}`;
    const faults = faultsOf(source);
    expect(faults[0]).toContain(placeOf(source));
  });

  it.each(refusedPictures)("%s", (source) => {
    expect(faultsOf(source, "a.svg")[0]).toMatch(
      /^1:\d+: (?:No value can be safe|The picture cannot be read)/,
    );
  });
});

describe("fills in, and says nothing, where a value is only kept or shown", () => {
  it.each(safePlaces)("%s", (place) => {
    expect(faultsOf(`${around}${place}`)).toEqual([]);
  });
});

describe("an author who vouches for a place", () => {
  it("has it filled in, escaped for where it stands", () => {
    const data = { x: `"</script>'` };
    expect(fillPage(`<script>a.innerHTML = "<<vouch x "our own words">>"</script>`, data)).toBe(
      String.raw`<script>a.innerHTML = "\u0022\u003c\u002fscript\u003e\u0027"</script>`,
    );
    expect(fillPage(`<my-card text="<<vouch (upper x) "it shows text">>"></my-card>`, data)).toBe(
      `<my-card text="&#34;&lt;/SCRIPT&gt;&#39;"></my-card>`,
    );
    expect(fillPage(`<iframe src="<<vouch x "our own list">>"></iframe>`, { x: "javascript:a" })).toBe(
      `<iframe src="#blocked"></iframe>`,
    );
  });

  it("has to say why, and cannot where nothing can be escaped", () => {
    expect(faultsOf("<p><<vouch x>></p>")[0]).toContain("1:4: <<vouch>> takes a value and a reason");
    expect(faultsOf(`<p><<vouch x " ">></p>`)[0]).toContain("takes a value and a reason");
    expect(faultsOf(`<p><<upper (vouch x "a")>></p>`)[0]).toContain("There is no helper vouch");
    expect(faultsOf(`<<<vouch x "a">>>`)[0]).toContain("1:2: No value can be safe here");
    expect(faultsOf(`<script>a = /<<vouch x "a">>/</script>`)[0]).toContain("1:14: No value can be safe");
  });

  it("is told of that way only where it leads somewhere", () => {
    expect(faultsOf("<script>a.innerHTML = <<x>></script>")[0]).toContain('write <<vouch … "why">>');
    expect(faultsOf("<p <<x>>>")[0]).not.toContain("vouch");
  });
});

import { expect, it } from "vitest";
import { describeFailedRequest } from "../../src/browser/failed-request.ts";

function describeFont(query: string): string {
  return describeFailedRequest(
    { url: `https://fonts.googleapis.com/${query}`, reason: "net::ERR_NAME_NOT_RESOLVED" },
    "",
  );
}

it.each([
  ["installed?family=Fraunces", "Run npm install @fontsource/fraunces in the project's folder"],
  ["installed?family=fraunces+variable", "Run npm install @fontsource/fraunces in the project's folder"],
  ["css2?family=Exo+2:wght@700", "Run npm install @fontsource/exo-2 in the project's folder"],
  [
    "css2?family=Caveat&family=Syne",
    "Run npm install @fontsource/caveat @fontsource/syne in the project's folder",
  ],
  ["installed?family=Proxima+Nova", "put its file into the project, and declare it with @font-face"],
])("says what brings the family of %s", (query, advice) => {
  expect(describeFont(query).endsWith(advice)).toBe(true);
});

it("names families as they are, whatever they are called", () => {
  expect(describeFont(`installed?family=${encodeURIComponent('House "Brand"')}`)).toMatch(
    /^the font family "House \\"Brand\\"" \(used without @font-face or link, and not installed\);/,
  );
});

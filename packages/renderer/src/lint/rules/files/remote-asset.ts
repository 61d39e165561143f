import type { AssetReference } from "../../asset-reference.ts";
import type { Rule } from "../../finding.ts";

/** What is loaded over the network may be slow, gone or different at the next render. */
export const remoteAsset: Rule = {
  name: "remote-asset",
  *check({ references }) {
    for (const { target, location, kind } of references) {
      if (target.kind !== "remote" || target.answered) continue;
      const why = target.version === null ? "" : `, as ${target.version}`;
      yield {
        severity: "warning",
        location,
        message: `This ${kind} is loaded over the network: ${shorten(target.url)}${why}.`,
        advice: adviceOn(kind),
      };
    }
  },
};

function adviceOn(kind: AssetReference["kind"]): string {
  const copy = "Put a copy into the project, so that every render has the same.";
  if (kind === "script") return `${copy} Of npm packages, one in the project's node_modules will do.`;
  return kind === "style" ? `${copy} Of Google Fonts, an installed @fontsource package will do.` : copy;
}

function shorten(url: string): string {
  return url.length > 120 ? `${url.slice(0, 117)}…` : url;
}

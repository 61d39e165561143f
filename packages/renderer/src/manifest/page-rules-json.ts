import type { PageRules } from "@hyperframes-engine/template";
import type { ManifestRules } from "./render-manifest.ts";

/** Rules as a manifest has them. */
export function rulesToJson(rules: PageRules): ManifestRules {
  return {
    ...rules,
    scripts: [...rules.scripts].toSorted(),
    handlers: [...rules.handlers].toSorted(),
    pictures: [...rules.pictures].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  };
}

/** Rules as a host takes them. */
export function rulesFromJson(rules: ManifestRules): PageRules {
  return {
    ...rules,
    scripts: new Set(rules.scripts),
    handlers: new Set(rules.handlers),
    pictures: new Map(rules.pictures),
  };
}

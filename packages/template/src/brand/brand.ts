import type { SourceLocation } from "@hyperframes-engine/errors";

/** What a file with a brand kit is called. */
export const BRAND_FILE = "brand.json";

/** The style sheet of a template that a brand's colours and fonts are written into. */
export const BRAND_SHEET = "brand.css";

/** What of a brand a field may take where the data says nothing, by its path in `brand.json`. */
export const brandNames = [
  "name",
  "tagline",
  "url",
  "logo",
  "logoOnDark",
  "colors.primary",
  "colors.accent",
  "colors.background",
  "colors.text",
  "fonts.heading",
  "fonts.body",
] as const;

/** One of those paths. */
export type BrandName = (typeof brandNames)[number];

/** A value of a brand. */
export interface BrandValue {
  /** As a template gets it: colours as `#rrggbb`, pictures by their paths in the project. */
  readonly value: string;
  /** Where it was written. */
  readonly location: SourceLocation;
}

/** A brand kit: what all videos of somebody have in common. */
export interface Brand {
  readonly values: ReadonlyMap<BrandName, BrandValue>;
  /** The files that a project gets, by path below it, and where each is. */
  readonly files: ReadonlyMap<string, string>;
  /** The text of {@link BRAND_SHEET}. */
  readonly sheet: string;
  /** What the user should know. */
  readonly notices: readonly string[];
}

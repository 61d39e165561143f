/** Where all of a family can be asked for that a page uses without having it; see `google-fonts-table.ts`. */
const installedFamilies = "https://fonts.googleapis.com/installed?";

/** A face of a family that packages on this machine have. */
export interface PackagedFace {
  readonly family: string;
  /** Its file's address. */
  readonly url: string;
  readonly descriptors: FontFaceDescriptors & { readonly unicodeRange: string };
}

/** What a page is set in and has none of. */
interface FamilyQuestion {
  readonly family: string;
  /** Whether it is no complaint that it is nowhere. */
  readonly isOptional: boolean;
}

/** The address that answers with the rules of a family's faces. */
export function familyAddress({ family, isOptional }: FamilyQuestion): string {
  const query = new URLSearchParams({ family, ...(isOptional ? { optional: "" } : {}) });
  return installedFamilies + query.toString();
}

/** Reads rules as that address gives them; workers have nothing that reads style sheets. */
export function readFaces(rules: string): PackagedFace[] {
  return Array.from(rules.matchAll(/@font-face\{(.*?)\}/g), ([, body = ""]) => {
    const value = (name: string): string => new RegExp(`(?:^|;)${name}:([^;]*)`).exec(body)?.[1] ?? "";
    return {
      family: value("font-family"),
      url: /url\(([^)]*)\)/.exec(value("src"))?.[1] ?? "",
      descriptors: {
        style: value("font-style"),
        weight: value("font-weight"),
        ...(value("font-stretch") ? { stretch: value("font-stretch") } : {}),
        unicodeRange: value("unicode-range") || "U+0-10FFFF",
      },
    };
  });
}

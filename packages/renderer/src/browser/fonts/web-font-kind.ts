import { fixedNames, variableNames } from "./web-font-names.generated.ts";

/** Whether a family has a package of variable fonts, or one with a file for each weight only. */
type WebFontKind = "variable" | "fixed";

let kinds: ReadonlyMap<string, WebFontKind> | null = null;

/**
 * Says whether Fontsource has a family at all: what nobody has needs no network and no `npm install`.
 *
 * @param id the family's name as Fontsource writes it.
 */
export function webFontKind(id: string): WebFontKind | undefined {
  kinds ??= new Map([
    ...idsIn(variableNames).map((name) => [name, "variable"] as const),
    ...idsIn(fixedNames).map((name) => [name, "fixed"] as const),
  ]);
  return kinds.get(id);
}

function idsIn(names: string): string[] {
  return names.trim().split(/\s+/);
}

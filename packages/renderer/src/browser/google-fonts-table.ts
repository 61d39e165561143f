/** Hosts that are answered from installed fonts: the one of the style sheets, and the one of the files. */
export const googleFontsHosts = { styles: "fonts.googleapis.com", files: "fonts.gstatic.com" } as const;

/**
 * Asks for all of a family that is used on a page without a link to it. Google knows no such path, and is not asked. With
 * `optional`, it is no complaint that the family is not here.
 */
export const installedFamilyPath = "/installed";

/**
 * The packages of the most used families, which this package depends on. A row here, and a dependency in
 * `package.json`. Usage: https://fonts.google.com/analytics
 */
export const shippedFonts: readonly string[] = [
  "@fontsource-variable/dm-sans",
  "@fontsource-variable/eb-garamond",
  "@fontsource-variable/inter",
  "@fontsource-variable/jetbrains-mono",
  "@fontsource-variable/montserrat",
  "@fontsource-variable/noto-sans-arabic",
  "@fontsource-variable/noto-sans-jp",
  "@fontsource-variable/noto-sans-kr",
  "@fontsource-variable/noto-sans-sc",
  "@fontsource-variable/nunito",
  "@fontsource-variable/open-sans",
  "@fontsource-variable/oswald",
  "@fontsource-variable/outfit",
  "@fontsource-variable/playfair-display",
  "@fontsource-variable/raleway",
  "@fontsource-variable/roboto",
  "@fontsource-variable/roboto-mono",
  "@fontsource-variable/source-code-pro",
  "@fontsource-variable/source-sans-3",
  "@fontsource-variable/space-grotesk",
  "@fontsource/anton",
  "@fontsource/archivo-black",
  "@fontsource/bebas-neue",
  "@fontsource/ibm-plex-mono",
  "@fontsource/lato",
  "@fontsource/league-gothic",
  "@fontsource/poppins",
  "@fontsource/space-mono",
];

/**
 * The name that Fontsource gives a family: https://fontsource.org/docs/getting-started/introduction. In its own style
 * sheets, variable fonts are called so.
 */
export function fontId(family: string): string {
  return family
    .trim()
    .toLowerCase()
    .replace(/(?<=.) variable$/, "")
    .replace(/\s+/g, "-");
}

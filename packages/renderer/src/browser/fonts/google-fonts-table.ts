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
  "@fontsource-variable/archivo",
  "@fontsource-variable/bitter",
  "@fontsource-variable/cabin",
  "@fontsource-variable/cairo",
  "@fontsource-variable/dancing-script",
  "@fontsource-variable/dm-sans",
  "@fontsource-variable/dosis",
  "@fontsource-variable/eb-garamond",
  "@fontsource-variable/figtree",
  "@fontsource-variable/heebo",
  "@fontsource-variable/ibm-plex-sans",
  "@fontsource-variable/inconsolata",
  "@fontsource-variable/inter",
  "@fontsource-variable/jetbrains-mono",
  "@fontsource-variable/josefin-sans",
  "@fontsource-variable/jost",
  "@fontsource-variable/karla",
  "@fontsource-variable/libre-baskerville",
  "@fontsource-variable/libre-franklin",
  "@fontsource-variable/lora",
  "@fontsource-variable/manrope",
  "@fontsource-variable/montserrat",
  "@fontsource-variable/mulish",
  "@fontsource-variable/noto-sans-arabic",
  "@fontsource-variable/noto-sans-jp",
  "@fontsource-variable/noto-sans-kr",
  "@fontsource-variable/noto-sans-sc",
  "@fontsource-variable/nunito",
  "@fontsource-variable/nunito-sans",
  "@fontsource-variable/open-sans",
  "@fontsource-variable/oswald",
  "@fontsource-variable/outfit",
  "@fontsource-variable/playfair-display",
  "@fontsource-variable/plus-jakarta-sans",
  "@fontsource-variable/quicksand",
  "@fontsource-variable/raleway",
  "@fontsource-variable/roboto",
  "@fontsource-variable/roboto-condensed",
  "@fontsource-variable/roboto-mono",
  "@fontsource-variable/roboto-slab",
  "@fontsource-variable/rubik",
  "@fontsource-variable/source-code-pro",
  "@fontsource-variable/source-sans-3",
  "@fontsource-variable/space-grotesk",
  "@fontsource-variable/work-sans",
  "@fontsource/anton",
  "@fontsource/archivo-black",
  "@fontsource/barlow",
  "@fontsource/bebas-neue",
  "@fontsource/ibm-plex-mono",
  "@fontsource/kanit",
  "@fontsource/lato",
  "@fontsource/league-gothic",
  "@fontsource/poppins",
  "@fontsource/pt-sans",
  "@fontsource/pt-serif",
  "@fontsource/space-mono",
  "@fontsource/titillium-web",
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

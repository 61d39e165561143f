declare module "fontverter" {
  /** Rewrites a font file in another container: https://github.com/papandreou/fontverter */
  export function convert(font: Uint8Array, format: "truetype" | "woff" | "woff2"): Promise<Uint8Array>;
}

import Color from "color";

/**
 * A colour as six hexadecimal digits, however CSS has it: by name, `#rgb`, `rgb()`, `hsl()`, `hwb()`. `null` if it is none, or lets
 * what is behind it shine through.
 */
export function readColor(text: string): string | null {
  try {
    const color = Color(text.trim().toLowerCase());
    return color.alpha() === 1 ? color.hex().toLowerCase() : null;
  } catch (error) {
    // It is the only way in which the library says no.
    if (error instanceof Error) return null;
    throw error;
  }
}

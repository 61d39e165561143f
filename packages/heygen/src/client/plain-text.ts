/** Text of a stranger's for a terminal: no control characters, and not endless. */
export function plainText(text: string, length: number): string {
  return text.replaceAll(/\p{Cc}+/gu, " ").slice(0, length);
}

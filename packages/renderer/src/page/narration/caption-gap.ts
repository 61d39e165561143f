const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60]$/u;

/** What stands between two words of a caption: nothing where a script is written without spaces. */
export function captionGap(before: string, after: string): string {
  return unspaced.test(Array.from(before).at(-1) ?? "") && unspaced.test(Array.from(after)[0] ?? "")
    ? ""
    : " ";
}

/** Words as they are written one after the other. */
export function joinCaption(words: readonly string[]): string {
  return words
    .map((word, index) => (index === 0 ? word : captionGap(words[index - 1] ?? "", word) + word))
    .join("");
}

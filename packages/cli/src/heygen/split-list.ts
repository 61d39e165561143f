const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", '"': '"' };

/**
 * The items of a list that was typed with commas. A comma within brackets or double quotes separates nothing, as in
 * «Chinese (Mandarin, Simplified)»; quotes around an item are taken off, as HeyGen's own tool does.
 */
export function splitList(text: string): string[] {
  const items = [""];
  const open: string[] = [];
  for (const letter of text) {
    const isEnd = letter === open.at(-1);
    if (isEnd) open.pop();
    else if (closing[letter] && open.at(-1) !== '"') open.push(closing[letter]);
    if (letter === "," && open.length === 0) items.push("");
    else items[items.length - 1] += letter;
  }
  return items.map(unquoted).filter((item) => item !== "");
}

function unquoted(item: string): string {
  const trimmed = item.trim();
  return /^".*"$/s.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}

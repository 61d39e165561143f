// The letters that stand for a name where there is no picture.

const letterLike = /[\p{L}\p{N}]/u;
/** Scripts in which initials stand beside each other; elsewhere letters join, or one sign is a word. */
const spelled = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Hebrew}\p{N}]/u;

/** The first letters of the first and the last word; of a name without letters, its first sign. */
function monogramOf(name) {
  const graphemes = (text) =>
    Array.from(new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text), ({ segment }) => segment);
  // What stands in brackets, marks of HTML too, is no name.
  const plain = name.replace(/<[^<>]*>|\([^()]*\)|\[[^\]]*\]|（[^（）]*）/gu, " ");
  const initials = (plain.trim() || name)
    .split(/[\s\u00b7・=]+/u)
    .map((word) => graphemes(word).find((sign) => letterLike.test(sign)))
    .filter((sign) => sign !== undefined);
  const [first, last] = [initials[0], initials.at(-1)];
  if (first === undefined) return graphemes(name.trim()).find((sign) => /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(sign)) ?? "";
  const isPair = initials.length > 1 && spelled.test(first) && spelled.test(last);
  return (isPair ? [first, last] : [first]).map(capital).join("");
}

/** Of letters that become two when they are large (ß), the first. */
function capital(letter) {
  const large = letter.toLocaleUpperCase();
  return Array.from(large.normalize("NFC")).length > Array.from(letter.normalize("NFC")).length ? letter : large;
}

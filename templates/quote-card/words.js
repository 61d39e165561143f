// When each word is said: from a list, or a file of JSON, SRT or VTT. All times are seconds of the sound.

async function readWords(given) {
  if (!given || Array.isArray(given)) return given ?? [];
  const address = new URL(given, document.baseURI);
  if (address.origin !== location.origin) throw new Error(`${given} is not in the project.`);
  const answer = await fetch(address);
  if (!answer.ok) return [];
  return parseWords(await answer.text());
}

function parseWords(text) {
  if (!/^\uFEFF?\s*[[{]/.test(text)) return parseSubtitles(text);
  const json = JSON.parse(text.replace(/^\uFEFF/, ""));
  // A list, or what `hyperframes heygen voice speech create` answers.
  const list = Array.isArray(json) ? json : (json.words ?? json.word_timestamps ?? json.data?.word_timestamps ?? []);
  return list.filter(({ word, start, end }) => typeof word === "string" && /[^\s<]/.test(word) && !/^<.*>$/.test(word) && end >= start);
}

/** Within a line, each word gets as much time as it has letters. */
function parseSubtitles(text) {
  const time = String.raw`(?:(\d+):)?(\d+):(\d+)[.,](\d+)`;
  const timing = new RegExp(String.raw`^\s*${time}\s*-->\s*${time}`);
  const seconds = ([hours = 0, minutes, whole, part]) => Number(hours) * 3600 + Number(minutes) * 60 + Number(whole) + Number(`0.${part}`);
  return text.replaceAll("\r\n", "\n").split(/\n[ \t]*\n/).flatMap((block) => {
    const lines = block.split("\n");
    const at = lines.findIndex((line) => timing.test(line));
    if (at < 0) return [];
    const found = timing.exec(lines[at]);
    const [start, end] = [seconds(found.slice(1, 5)), seconds(found.slice(5, 9))];
    const said = lines.slice(at + 1).join(" ").replaceAll(/<[^>]*>/g, "").trim();
    const words = said.split(/\s+/).filter(Boolean);
    const letters = words.reduce((sum, word) => sum + word.length, 0);
    let told = 0;
    return words.map((word) => {
      const from = start + ((end - start) * told) / letters;
      told += word.length;
      return { word, start: from, end: start + ((end - start) * told) / letters };
    });
  });
}

/** Letters and digits alone, as people hear them. */
function heard(text) {
  return text.normalize("NFKD").toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** The words of a text as it is written; of scripts without spaces, those that a dictionary knows. */
function pieces(text) {
  const isUnspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(text);
  if (!isUnspaced) return text.split(/(?<=\s)(?=\S)/);
  return [...new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)].reduce((all, { segment, isWordLike }) => {
    if (isWordLike || all.length === 0) all.push(segment);
    else all[all.length - 1] += segment;
    return all;
  }, []);
}

/**
 * The pieces of a quote with the times at which they are said, whatever the words are cut into; `null` if something else is said.
 */
function timedPieces(quote, words) {
  const letters = words.map(({ word }) => heard(word));
  const start = letters.join("").indexOf(heard(quote));
  if (start < 0 || heard(quote) === "") return null;
  // Of each letter, the word that it is in.
  const owners = letters.flatMap((text, index) => Array.from({ length: text.length }, () => index));
  let at = start;
  return pieces(quote).map((text) => {
    const length = heard(text).length;
    const [first, last] = [owners[at], owners[Math.max(at, at + length - 1)]];
    at += length;
    if (length === 0 || first === undefined) return { text, start: null, end: null };
    return { text, start: words[first].start, end: words[last ?? first].end };
  });
}

/** Words in groups that are read at a glance: a few of them, up to a pause or the end of a sentence. */
function groupWords(words, most = 34) {
  const groups = [];
  for (const word of words) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    const length = (group ?? []).reduce((sum, one) => sum + one.word.length + 1, 0);
    const isEnd = !before || word.start - before.end > 0.6 || /[.!?…。！？]["'»”)]*$/.test(before.word) || length + word.word.length > most;
    if (isEnd) groups.push([word]);
    else group.push(word);
  }
  return groups;
}

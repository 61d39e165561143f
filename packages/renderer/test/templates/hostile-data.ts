/** Texts that layouts forget: each says what it is in the test's title. */
export const hostileTexts = {
  "very short": () => "i",
  "words of 120 letters": (index: number) => "Donaudampfschifffahrt".repeat(6).slice(0, 120 - (index % 3)),
  "texts of 500 letters": (index: number) =>
    "The quick brown fox jumps over the lazy dog, again. ".repeat(10).slice(index % 4, 500),
  "right to left": () => "תקציר האירועים של השבוע: תיקונים, גרסאות ורכיבים (44)",
  Arabic: () => "ملخص أحداث الأسبوع: الإصلاحات والإصدارات والمكونات",
  "Chinese and Japanese": (index: number) =>
    index % 2 === 0
      ? "本周安全更新摘要：修复数量、版本发布与受影响组件的完整清单。"
      : "今週のセキュリティ更新の概要：修正件数、リリース、対象コンポーネントの一覧です。",
  emoji: () => "👩🏽‍💻🚀🎉🇪🇺👨‍👩‍👧‍👦🧪✅⚡️🔥🏁",
  "accents upon accents": () => "Ẫ Ễ Ổ Ữ Ậ Ệ Å Ș Đường Nguyễn Quyển",
} as const;

/** Numbers that layouts forget. */
export const hostileNumbers = {
  "all zero": () => 0,
  "all negative": (value: number, index: number) => -Math.abs(value) - index,
  huge: (value: number, index: number) => (Math.abs(value) + 1) * 987_654_321_012 * (index + 1),
  "tiny fractions": (value: number) => (value + 1) / 300_007,
} as const;

/** A copy of data in which each text is another, by its place in the data and its number among the texts. */
export function withTexts(
  data: unknown,
  change: (text: string, path: string, index: number) => string,
): unknown {
  let index = 0;
  return walk(data, "", (value, path) => {
    if (typeof value !== "string") return value;
    index += 1;
    return change(value, path, index);
  });
}

/** A copy of data in which each number is another. */
export function withNumbers(data: unknown, change: (value: number, index: number) => number): unknown {
  let index = 0;
  return walk(data, "", (value) => {
    if (typeof value !== "number") return value;
    index += 1;
    return change(value, index);
  });
}

function walk(data: unknown, path: string, change: (leaf: unknown, path: string) => unknown): unknown {
  if (Array.isArray(data)) return data.map((item) => walk(item, path, change));
  if (typeof data !== "object" || data === null) return change(data, path);
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, walk(value, path ? `${path}.${name}` : name, change)]),
  );
}

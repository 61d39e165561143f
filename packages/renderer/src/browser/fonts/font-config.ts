/** Where fontconfig looks and what it remembers; all paths absolute. */
interface FontConfigRequest {
  /** Folders that hold font files. */
  readonly fontFolders: readonly string[];
  /** Where fontconfig keeps what it has read from them. */
  readonly scanFolder: string;
}

/**
 * The families that stand behind each generic family and behind the names that both Windows and macOS know. Arimo,
 * Tinos and Cousine have the widths of Arial, Times New Roman and Courier New: https://en.wikipedia.org/wiki/Croscore_fonts
 *
 * Any other name is not found, so that the next one of the CSS list is tried, as in every browser.
 */
const aliases: Readonly<Record<string, readonly string[]>> = {
  Arimo: [
    ...["sans-serif", "system-ui", "ui-sans-serif", "ui-rounded", "-apple-system", "BlinkMacSystemFont"],
    ...["Arial", "Helvetica", "Helvetica Neue", "Liberation Sans", "Verdana", "Tahoma", "Trebuchet MS"],
    // What Chromium takes for `cursive` and `fantasy`.
    ...["cursive", "fantasy", "Comic Sans MS", "Impact"],
  ],
  Tinos: [
    "serif",
    "ui-serif",
    "Times New Roman",
    "Times",
    "Liberation Serif",
    "Georgia",
    "Palatino",
    "Garamond",
  ],
  Cousine: [
    ...["monospace", "ui-monospace", "Courier New", "Courier", "Liberation Mono"],
    // Programs' text would break in a proportional font.
    ...["Menlo", "Monaco", "SF Mono", "Consolas", "Lucida Console"],
  ],
  "Noto Sans Math": ["math", "Latin Modern Math", "Cambria Math"],
  "Noto Color Emoji": ["emoji", "Apple Color Emoji", "Segoe UI Emoji"],
};

/** The order in which families are searched for a character that the text's own family lacks. */
const fallback = [
  ...["Arimo", "Tinos", "Cousine"],
  ...["Noto Sans Arabic", "Noto Sans Devanagari", "Noto Sans Thai"],
  ...["Noto Sans Symbols", "Noto Sans Symbols 2", "Noto Sans Math", "Noto Color Emoji"],
];

/**
 * Families in slices, by the name that their files bear, most Han characters first: Chromium does not say in which
 * language a text is. fontconfig takes one slice for the family and the others for strangers, so these get names that no
 * page asks for, and are found by characters alone.
 */
const sliced: Readonly<Record<string, string>> = {
  "Noto Sans SC Thin": "Slices SC",
  "Noto Sans JP Thin": "Slices JP",
  "Noto Sans KR Thin": "Slices KR",
};

/** The names, in lower case, of every family that a page may use without bringing it along. */
export const installedFamilies: ReadonlySet<string> = new Set(
  [...Object.keys(aliases), ...Object.values(aliases).flat(), ...fallback].map((name) => name.toLowerCase()),
);

/**
 * Noto Sans Math has Arabic letters for formulas. Words set in them are in pieces, which is worse than the boxes that
 * tell that a font is missing.
 */
const withoutArabic = [
  '<match target="scan"><test name="family"><string>Noto Sans Math</string></test>',
  '<edit name="charset" mode="assign"><minus><name>charset</name>',
  "<charset><range><int>0x600</int><int>0x6ff</int></range></charset></minus></edit></match>",
].join("");

/** How glyphs are drawn, wherever the system's own settings would differ: grey, unhinted. */
const rendering = {
  antialias: "<bool>true</bool>",
  autohint: "<bool>false</bool>",
  hinting: "<bool>false</bool>",
  hintstyle: "<const>hintnone</const>",
  rgba: "<const>none</const>",
  lcdfilter: "<const>lcdnone</const>",
};

/** A whole fontconfig file, which includes no other: https://fontconfig.pages.freedesktop.org/fontconfig/fontconfig-user */
export function fontConfig({ fontFolders, scanFolder }: FontConfigRequest): string {
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    "<fontconfig>",
    ...fontFolders.map((folder) => `<dir>${escapeText(folder)}</dir>`),
    `<cachedir>${escapeText(scanFolder)}</cachedir>`,
    // The fonts do not change while a browser runs.
    "<config><rescan><int>0</int></rescan></config>",
    withoutArabic,
    ...Object.entries(aliases).flatMap(([family, names]) => names.map((name) => aliasOf(name, family))),
    ...Object.entries(sliced).map(([family, name]) => renamed(family, name)),
    `<match target="pattern"><edit name="family" mode="append_last">${[...fallback, ...Object.values(sliced)].map(stringOf).join("")}</edit></match>`,
    `<match target="font">${renderingEdits()}</match>`,
    "</fontconfig>\n",
  ].join("\n");
}

/** `same`: as strong as if the page had asked for the family itself, or Chromium would take it for a miss. */
function aliasOf(name: string, family: string): string {
  return `<alias binding="same"><family>${name}</family><prefer><family>${family}</family></prefer></alias>`;
}

function renamed(family: string, name: string): string {
  const test = `<test name="family">${stringOf(family)}</test>`;
  return `<match target="scan">${test}<edit name="family" mode="assign">${stringOf(name)}</edit></match>`;
}

function renderingEdits(): string {
  return Object.entries(rendering)
    .map(([name, value]) => `<edit name="${name}" mode="assign">${value}</edit>`)
    .join("");
}

function stringOf(text: string): string {
  return `<string>${text}</string>`;
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

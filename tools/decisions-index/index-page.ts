/** A page of decisions: its name in the folder, and its text. */
export interface DecisionPage {
  readonly name: string;
  readonly text: string;
}

/** The index of all pages: one line for each decision, which is what stands in bold letters at the start of a paragraph. */
export function indexPage(pages: readonly DecisionPage[]): string {
  return `# Decisions

Each choice that a reader would question, with the measurement behind it. Measured on 2 cores (AMD EPYC) without a GPU, Chromium
153, ffmpeg 5.1, at 1920×1080 unless it says otherwise. Take the ratios, not the times.

A decision is a paragraph that begins with its sentence in bold letters. This index is made from them by \`node tools/decisions-index/main.ts\`, and
\`bin/check\` compares the two.

${pages.map(section).join("\n")}`;
}

function section({ name, text }: DecisionPage): string {
  const title = /^# (.+)$/m.exec(text)?.[1] ?? name;
  const decisions = [...text.matchAll(/^\*\*(.+?)\*\*/gms)].map(([, words = ""]) => sentence(words));
  return `## [${title}](${name})\n\n${decisions.map((line) => `- ${line}\n`).join("")}`;
}

/** Bold letters may end within a sentence. */
function sentence(words: string): string {
  return words.replaceAll(/\s+/g, " ").replace(/[.,:;]$/, "");
}

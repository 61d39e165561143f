import type { PackageLicence } from "./package-licence.ts";
import type { ProductionPackage } from "./production-packages.ts";

/** A package and its licence. */
export interface Notice extends ProductionPackage, PackageLicence {}

const introduction = `# Third-party notices

HyperFrames is under the [Apache License 2.0](LICENSE). It comes with the packages below, each under a licence of its own. This file is made
from \`pnpm-lock.yaml\` by \`node tools/third-party-notices/main.ts\`; \`bin/check\` says when it is out of date.

## What to know

- **GSAP** has a licence of its own, which is no open source licence. It allows use without charge, in commercial work too, but not in tools that
  let people build animations without code in competition with Webflow: <https://gsap.com/standard-license>.
- **libvips**, which \`sharp\` loads as a library of its own, is under the LGPL: you may replace it. \`@img/sharp-libvips-…\` names its sources.
- **mediabunny** is under the MPL 2.0. Its code is part of the script that runs in pages; it is unchanged, and its sources are at
  <https://github.com/Vanilagy/mediabunny>.
- **Fonts** are under the SIL Open Font License, or under the Apache License where their table row says so. Videos made with them are yours.
- **Chromium** comes in \`@sparticuz/chromium\` on Linux. It is under a BSD licence, with parts under others, which
  \`chrome://credits\` lists: <https://www.chromium.org/chromium-os/licensing>.
- **ffmpeg** does not come along: the one of your machine is run as a program, under the licence with which it was built, the LGPL or the GPL.
`;

interface Wording {
  readonly body: string;
  readonly holders: Map<string, string[]>;
}

/** The whole file. */
export function noticesFile(notices: readonly Notice[]): string {
  const byLicence = Map.groupBy(notices, ({ licence }) => licence);
  const rows = [...byLicence.keys()].toSorted().map((licence) => {
    const names = (byLicence.get(licence) ?? []).map(({ name, version }) => `${name}@${version}`);
    return `| ${cell(licence)} | ${names.map(cell).join(", ")} |`;
  });
  return [
    introduction,
    "## Packages\n",
    "| licence | packages |",
    "| --- | --- |",
    ...rows,
    "\n## Texts of licences\n",
    "Texts that differ in whose work it is alone stand here once.\n",
    ...wordingsOf(notices).map(writeWording),
  ].join("\n");
}

/** Groups what packages have by all but the lines that say whose it is. */
function wordingsOf(notices: readonly Notice[]): Wording[] {
  const wordings = new Map<string, Wording>();
  for (const { name, version, texts } of notices) {
    for (const text of texts) {
      const { body, owners } = splitText(text);
      const key = body.replaceAll(/\s+/g, " ").trim().toLowerCase();
      const wording: Wording = wordings.get(key) ?? { body, holders: new Map() };
      wordings.set(key, wording);
      const owner = owners.join("; ");
      wording.holders.set(owner, [...(wording.holders.get(owner) ?? []), `${name}@${version}`]);
    }
  }
  return [...wordings.values()];
}

function splitText(text: string): { readonly body: string; readonly owners: readonly string[] } {
  const lines = text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => line.trimEnd());
  const isOwner = (line: string): boolean =>
    /^\s*(?:copyright\b|\(c\)|©)/i.test(line) && /\d{4}|\(c\)|©/i.test(line);
  const body = lines
    .filter((line) => !isOwner(line))
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
  return { body, owners: lines.filter(isOwner).map((line) => line.trim()) };
}

function writeWording({ body, holders }: Wording): string {
  const owners = Array.from(
    holders,
    ([owner, names]) => `- ${names.join(", ")}${owner === "" ? "" : `: ${owner}`}`,
  );
  return `${owners.join("\n")}\n\n\`\`\`\`text\n${body}\n\`\`\`\`\n`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

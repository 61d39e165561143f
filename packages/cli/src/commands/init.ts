import { readdir, readFile, realpath } from "node:fs/promises";
import { basename, join, relative, resolve, sep } from "node:path";
import { RenderError } from "@hyperframes-engine/renderer";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { findInGallery, type GalleryTemplate } from "../gallery.ts";
import { makeProject, type NewFile } from "../make-project.ts";
import { starterPage, starterSizes } from "../starter-page.ts";

const EXAMPLES = `
Examples:
  hyperframes init intro                                a title that comes and goes, to begin with
  hyperframes init news --template weekly-report        a template with its sample data
  hyperframes init story --template welcome --size 9:16

hyperframes templates lists the templates. Files that are there are never overwritten.`;

/** `hyperframes init`: a project to begin with. */
export function addInitCommand(program: Command, context: CliContext): void {
  program
    .command("init")
    .description("make a new project, from a template or a page to begin with")
    .argument("<name>", "its folder, which must be empty or new")
    .option("--template <name>", "the template to copy, with sample data")
    .option("--size <name>", "the size, as 9:16 (default: the first that there is)")
    .addHelpText("after", EXAMPLES)
    .action(async (name: string, flags: { readonly template?: string; readonly size?: string }) => {
      const folder = resolve(context.environment.workingFolder, name);
      const template = flags.template === undefined ? null : await findInGallery(flags.template);
      const size = chooseSize(template?.sizes ?? starterSizes, flags.size);
      const files = template
        ? await templateFiles(template, size)
        : new Map([["index.html", { text: starterPage(titleOf(folder), size) }]]);
      await makeProject(folder, files);
      const shown = relative(context.environment.workingFolder, folder) || ".";
      const video = `renders/${basename(await realpath(folder))}.mp4`;
      const next = nextSteps(shown, { template, video });
      context.output.write(`${shown}  ${size.width}×${size.height}\n${next}`);
    });
}

type Size = GalleryTemplate["sizes"][number];

function chooseSize(sizes: readonly Size[], name: string | undefined): Size {
  const found = sizes.find((size) => name === undefined || size.name === name);
  if (found) return found;
  const known = sizes.map((size) => size.name).join(", ");
  throw new RenderError("invalid-option", `--size must be one of ${known}, but is "${name ?? ""}".`);
}

/** A template's files; the size that is wanted comes first in `template.json`, so that it is taken where none is asked for. */
async function templateFiles(
  { folder, sizes }: GalleryTemplate,
  size: Size,
): Promise<ReadonlyMap<string, NewFile>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = new Map<string, NewFile>();
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file).split(sep).join("/");
    if (entry.isFile() && !/(?:^|\/)(?:\.|node_modules\/|renders\/)/.test(path))
      files.set(path, { copy: file });
  }
  if (size.name === sizes[0]?.name) return files;
  const manifest = JSON.parse(await readFile(join(folder, "template.json"), "utf8")) as object;
  const variants = [size, ...sizes.filter(({ name }) => name !== size.name)];
  return files.set("template.json", { text: `${JSON.stringify({ ...manifest, variants }, null, 2)}\n` });
}

/** `my-first_video` is “My first video”. */
function titleOf(folder: string): string {
  const words = basename(folder)
    .replaceAll(/[-_\s]+/g, " ")
    .trim();
  return words ? words.charAt(0).toLocaleUpperCase() + words.slice(1) : "Hello";
}

/** @param made the template, if there is one, and the file that a render writes. */
function nextSteps(
  folder: string,
  { template, video }: { readonly template: GalleryTemplate | null; readonly video: string },
): string {
  const steps = [
    ...(folder === "."
      ? []
      : [[`cd ${/^[\w./-]+$/.test(folder) ? folder : `'${folder.replaceAll("'", String.raw`'\''`)}'`}`, ""]]),
    ...(template
      ? [
          ["hyperframes info", "tells the fields of its data"],
          ["hyperframes render", `fills in ${basename(template.data ?? "the sample data")}, writes ${video}`],
          ["hyperframes render --data FILE", "fills in yours: CSV, JSON, JSONL, YAML"],
        ]
      : [
          ["hyperframes lint", "tells what will not render as you think"],
          ["hyperframes render", `writes ${video}`],
        ]),
  ];
  return `\nNext:\n${steps.map(([command = "", what = ""]) => `  ${command.padEnd(34)}${what}`.trimEnd()).join("\n")}\n`;
}

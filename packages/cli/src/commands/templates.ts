import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { readGallery, type GalleryTemplate } from "../gallery.ts";

const NEXT = `
  hyperframes init my-video --template NAME       copies one, with sample data
  hyperframes info FOLDER                         tells its fields
`;

/** `hyperframes templates`: what there is to start from. */
export function addTemplatesCommand(program: Command, context: CliContext): void {
  program
    .command("templates")
    .description("list the templates that come with the tool")
    .option("--json", "print JSON")
    .action(async (flags: Record<string, unknown>) => {
      const gallery = await readGallery();
      if (flags["json"] === true) context.output.write(`${JSON.stringify(gallery, null, 2)}\n`);
      else context.output.write(gallery.map(describe).join("\n") + NEXT);
    });
}

function describe({ id, description, sizes, picture }: GalleryTemplate): string {
  const lines = [
    description,
    sizes.map(({ name, width, height }) => `${name} (${width}×${height})`).join(", "),
    picture ?? "",
  ];
  const shown = lines.filter(Boolean).map((line) => `${" ".repeat(16)}${line}`);
  return `${id.padEnd(15)} ${shown.join("\n").trimStart()}\n`;
}

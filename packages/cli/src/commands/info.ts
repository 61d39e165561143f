import { resolve } from "node:path";
import { describeTemplate, inspect, type Inspection } from "@hyperframes-engine/renderer";
import type { Command } from "commander";
import { addOptionTable, optionsIn, pageOptions, type Flags } from "../add-option-table.ts";
import type { CliContext } from "../cli-context.ts";
import { formatTemplate } from "../format-fields.ts";
import { formatCount } from "../format.ts";
import { nameFlags } from "../name-flags.ts";
import { createNarrator } from "../narration/create-narrator.ts";

/** `hyperframes info`: what would be rendered. */
export function addInfoCommand(program: Command, context: CliContext): void {
  const command = program
    .command("info")
    .description("tell what would be rendered, and which fields a template has, without rendering")
    .argument("[project]", "a folder with index.html, an HTML file, or a template", ".")
    .option("--json", "print JSON");
  addOptionTable(command, [...pageOptions, "from", "to", "ffmpeg"]);
  command.action(async (project: string, flags: Flags) => {
    const { environment, signal, output } = context;
    using narrator = createNarrator({ context, flags: { preview: true }, report: () => undefined });
    const json = flags["json"] === true;
    const template = await describeTemplate(resolve(environment.workingFolder, project));
    // Fields are told even where there is no data to fill in.
    if (template && !json) output.write(`${formatTemplate(template)}\n\n`);
    const isEmpty = template !== null && template.data === null && flags["data"] === undefined;
    const found = isEmpty
      ? null
      : await inspect(project, { ...optionsIn(flags), narration: narrator.narrate, environment, signal });
    if (json)
      output.write(
        nameFlags(`${JSON.stringify({ ...found, ...(template ? { template } : {}) }, null, 2)}\n`),
      );
    else if (found) output.write(nameFlags(describe(found)));
  });
}

function describe(found: Inspection): string {
  const clips = found.clips.map(
    ({ id, tag, start, end, track }) =>
      `  ${(id || tag).padEnd(24)} ${start.toFixed(2)}–${end === null ? "end" : end.toFixed(2)} s${track && `  track ${track}`}`,
  );
  const lines = [
    `composition  ${found.id ?? "(plain page)"}${found.title ? `, “${found.title}”` : ""}`,
    `picture      ${found.width}×${found.height}, ${found.rate} fps`,
    `length       ${found.duration.toFixed(3)} s, ${formatCount(found.frames, "frame")}, ${formatCount(found.chunks.length, "chunk")}`,
    `timelines    ${found.timelines.join(", ") || "none"}`,
    `media        ${found.media.map(({ tag, url }) => `${tag} ${url.replace(/^http:\/\/project\.localhost\//, "")}`).join(", ") || "none"}`,
    `variables    ${found.variables.length || "none"}`,
    ...found.variables.map(
      ({ id, type, value }) => `  ${id.padEnd(24)} ${type.padEnd(8)} ${JSON.stringify(value)}`,
    ),
    `within       ${found.compositions.map(({ file }) => file).join(", ") || "no sub-compositions"}`,
    `clips        ${clips.length || "none"}`,
    ...clips,
    ...found.warnings.map((warning) => `warning: ${warning}`),
  ];
  return `${lines.join("\n")}\n`;
}

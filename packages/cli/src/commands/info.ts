import { inspect, type Inspection } from "@hyperframes-engine/renderer";
import type { Command } from "commander";
import { addOptionTable } from "../add-option-table.ts";
import type { CliContext } from "../cli-context.ts";

/** `hyperframes info`: what would be rendered. */
export function addInfoCommand(program: Command, context: CliContext): void {
  const command = program
    .command("info")
    .description("tell what would be rendered, without rendering")
    .argument("[project]", "a folder with index.html, or an HTML file", ".")
    .option("--json", "print JSON");
  addOptionTable(command, [
    "fps",
    "width",
    "height",
    "duration",
    "from",
    "to",
    "scale",
    "timeout",
    "strict",
    "variables",
    "variablesFile",
    "strictVariables",
    "data",
    "size",
    "browser",
    "ffmpeg",
  ]);
  command.action(async (project: string, flags: Record<string, unknown>) => {
    const found = await inspect(project, {
      ...flags,
      environment: context.environment,
      signal: context.signal,
    });
    context.output.write(flags["json"] === true ? `${JSON.stringify(found, null, 2)}\n` : describe(found));
  });
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

function describe(found: Inspection): string {
  const clips = found.clips.map(
    ({ id, tag, start, end, track }) =>
      `  ${(id || tag).padEnd(24)} ${start.toFixed(2)}–${end === null ? "end" : end.toFixed(2)} s${track && `  track ${track}`}`,
  );
  const lines = [
    `composition  ${found.id ?? "(plain page)"}${found.title ? `, “${found.title}”` : ""}`,
    `picture      ${found.width}×${found.height}, ${found.rate} fps`,
    `length       ${found.duration.toFixed(3)} s, ${count(found.frames, "frame")}, ${count(found.chunks.length, "chunk")}`,
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

import type { SourceLocation } from "@hyperframes-engine/errors";
import type { PlaceEscape } from "./escape/escape-value.ts";
import { compileFile } from "./filler.ts";
import type { HelperSetting } from "./helpers/helper-call.ts";
import type { TemplateNode, TextNode } from "./syntax/template-node.ts";

/** Where a line of a filled file was written. */
export type LinePlace = Pick<SourceLocation, "file" | "line">;

/** Of each line of a filled file, where its author wrote it. */
export type TraceFile = (data: object, setting: HelperSetting) => readonly LinePlace[];

/** No page may have it, so that nothing else writes it. */
const MARK = "\0";

/** Turns a file's pieces into a function that tells which line of it each line comes from once it is filled. */
export function traceFile(
  path: string,
  nodes: readonly TemplateNode[],
  escapes: ReadonlyMap<number, PlaceEscape>,
): TraceFile {
  const files: string[] = [path];
  const fill = compileFile(withMarks(nodes, files), escapes);
  return (data, setting) => {
    let last: LinePlace = { file: path, line: 1 };
    return fill(data, setting)
      .split("\n")
      .map((line) => {
        // The first mark says where the line begins; one without is the rest of a value.
        const marks = Array.from(line.matchAll(/\0(\d+) (\d+)\0/g), ([, file, number]) => ({
          file: files[Number(file)] ?? path,
          line: Number(number),
        }));
        const place = marks[0] ?? last;
        last = marks.at(-1) ?? last;
        return place;
      });
  };
}

/** Writes into every text where each of its lines is. */
function withMarks(nodes: readonly TemplateNode[], files: string[]): TemplateNode[] {
  return nodes.map((node) => {
    if (node.kind === "text") return { ...node, text: marked(node, files) };
    if (node.kind === "output") return node;
    return { ...node, body: withMarks(node.body, files), inverse: withMarks(node.inverse, files) };
  });
}

function marked({ text, source, offset }: TextNode, files: string[]): string {
  if (!files.includes(source.file)) files.push(source.file);
  const first = source.locate(offset).line;
  return text
    .split("\n")
    .map((line, index) => `${MARK}${files.indexOf(source.file)} ${first + index}${MARK}${line}`)
    .join("\n");
}

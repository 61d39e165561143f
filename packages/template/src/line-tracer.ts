import type { FillOptions, Template } from "./template.ts";
import type { LinePlace } from "./trace-lines.ts";

/** Where the author wrote a line of a filled file; both are below the folder, and lines count from 1. */
export type LineTracer = (place: LinePlace) => LinePlace;

/** Traces lines of a template that was filled; nothing is done before somebody asks for one. */
export function lineTracer(template: Template, data: unknown, options: FillOptions): LineTracer {
  const traced = new Map<string, readonly LinePlace[] | null>();
  return (place) => {
    const known = traced.get(place.file);
    const lines = known === undefined ? template.traceLines(place.file, data, options) : known;
    traced.set(place.file, lines);
    return lines?.[place.line - 1] ?? place;
  };
}

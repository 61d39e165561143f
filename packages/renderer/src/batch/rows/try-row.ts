import type { DataRow, FillOptions, LoadedTemplate } from "@hyperframes-engine/template";
import { RenderError } from "../../errors.ts";
import { narrationOfRow } from "../../narration/narration-of-row.ts";
import type { NarrationSettings } from "../../narration/settings/narration-settings.ts";

/** What filling in a row gives. */
export interface TriedRow {
  /** `null` if nobody speaks. */
  readonly narration: NarrationSettings | null;
  /** What filling in the row gives, by path below its project; `null` if that cannot be done. */
  readonly texts: ReadonlyMap<string, string> | null;
  /** Why the row cannot be rendered. */
  readonly fault: RenderError | null;
}

/** Fills in a row, to see whether that can be done and what is narrated. */
export async function tryRow(
  loaded: LoadedTemplate,
  { data, error, locate }: DataRow,
  given: Omit<FillOptions, "locate">,
): Promise<TriedRow> {
  const options = { ...given, locate };
  try {
    if (error) throw error;
    // Without a narration too, a row must fit.
    const texts = loaded.template.fillIn(data, options);
    return { narration: await narrationOfRow(loaded, data, options), texts, fault: null };
  } catch (error_) {
    if (error_ instanceof RenderError) return { narration: null, texts: null, fault: error_ };
    throw error_;
  }
}

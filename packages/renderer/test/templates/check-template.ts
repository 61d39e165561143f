import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fillProject } from "../../../template/src/project/fill-project.ts";
import { loadTemplate, type LoadedTemplate } from "../../../template/src/project/load-template.ts";
import { repository } from "../support/fixtures.ts";
import { openOverflowChecker, type OverflowReport, type OverflowRequest } from "../support/overflow-check.ts";

/** One filling of a template, and when to look at it. */
export interface TemplateCase extends Pick<OverflowRequest, "times" | "smallest" | "narration" | "still"> {
  /** The name of a size. */
  readonly size: string;
  readonly data: unknown;
}

/** A template of the gallery, and a browser that looks at what becomes of it. */
export interface TemplateChecker extends AsyncDisposable {
  readonly loaded: LoadedTemplate;
  /** The sample data. */
  readonly sample: unknown;
  check(given: TemplateCase): Promise<OverflowReport>;
}

/** Opens a template of the gallery, by its folder's name. */
export async function openTemplateChecker(name: string): Promise<TemplateChecker> {
  const folder = join(repository, "templates", name);
  const loaded = await loadTemplate(folder);
  const checker = await openOverflowChecker();
  let count = 0;
  return {
    loaded,
    sample: JSON.parse(await readFile(join(folder, "data.json"), "utf8")) as unknown,
    check: async ({ size, data, ...look }) => {
      const project = `case-${(count += 1)}`;
      const variant = loaded.template.manifest.variants.find((one) => one.name === size);
      if (!variant) throw new Error(`${name} does not come in ${size}.`);
      await fillProject(loaded, { data, target: join(checker.folder, project), options: { size: variant } });
      return checker.check({ project, ...look });
    },
    [Symbol.asyncDispose]: () => checker[Symbol.asyncDispose](),
  };
}

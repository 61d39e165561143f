import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { readFields, type TemplateFields } from "@hyperframes-engine/template";

/** A template that renders may name. */
export interface RegisteredTemplate extends TemplateFields {
  /** Its folder's name. */
  readonly name: string;
  readonly folder: string;
}

interface Remembered {
  readonly changed: number;
  readonly template: RegisteredTemplate;
}

/** The templates in some folders, by the names of theirs; the first of a name counts. A name is never a path. */
export class TemplateRegistry {
  readonly #folders: readonly string[];
  readonly #remembered = new Map<string, Remembered>();

  constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  /**
   * A template; `null` if there is none of that name.
   *
   * @throws {TemplateError} if its `template.json` is wrong.
   */
  async find(name: string): Promise<RegisteredTemplate | null> {
    for (const parent of this.#folders) {
      const folder = join(parent, name);
      const info = await stat(join(folder, "template.json")).catch(() => null);
      if (info?.isFile()) return this.#read(name, folder, info.mtimeMs);
    }
    return null;
  }

  /** All of them by name. One whose `template.json` is wrong is left out. */
  async list(): Promise<readonly RegisteredTemplate[]> {
    const names = new Set<string>();
    for (const folder of this.#folders)
      for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => []))
        if (entry.isDirectory()) names.add(entry.name);
    const found = await Promise.all([...names].toSorted().map((name) => this.find(name).catch(() => null)));
    return found.filter((template) => template !== null);
  }

  async #read(name: string, folder: string, changed: number): Promise<RegisteredTemplate | null> {
    const known = this.#remembered.get(folder);
    if (known?.changed === changed) return known.template;
    const fields = await readFields(folder);
    if (!fields) return null;
    const template = { ...fields, name, folder };
    this.#remembered.set(folder, { changed, template });
    return template;
  }
}

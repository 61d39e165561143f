import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describeTemplate, RenderError, type TemplateDescription } from "@hyperframes-engine/renderer";

/** A template that comes with the tool. Plain JSON. */
export interface GalleryTemplate extends TemplateDescription {
  /** What `init --template` calls it: its folder's name. */
  readonly id: string;
  /** A picture of it; an absolute path. */
  readonly picture: string | null;
}

/** In the package they lie beside the compiled code, in the repository at its root. */
export const galleryFolders: readonly string[] = [
  join(import.meta.dirname, "templates"),
  join(import.meta.dirname, "../../../templates"),
];

/** The templates that come with the tool, by name. */
export async function readGallery(): Promise<readonly GalleryTemplate[]> {
  for (const place of galleryFolders) {
    const names = await readdir(place).catch(() => []);
    if (names.length > 0)
      return readTemplates(
        place,
        names.toSorted((a, b) => (a < b ? -1 : 1)),
      );
  }
  return [];
}

/**
 * The template of a name.
 *
 * @throws {RenderError} that lists what there is.
 */
export async function findInGallery(id: string): Promise<GalleryTemplate> {
  const gallery = await readGallery();
  const found = gallery.find((template) => template.id === id);
  if (found) return found;
  const known = gallery.map((template) => template.id).join(", ");
  throw new RenderError("invalid-option", `There is no template "${id}": there are ${known || "none"}.`);
}

async function readTemplates(place: string, ids: readonly string[]): Promise<GalleryTemplate[]> {
  const found: GalleryTemplate[] = [];
  for (const id of ids) {
    const description = await describeTemplate(join(place, id));
    if (description) found.push({ id, ...description, picture: await findPicture(description.folder) });
  }
  return found;
}

/** The first picture of its README. */
async function findPicture(folder: string): Promise<string | null> {
  const text = await readFile(join(folder, "README.md"), "utf8").catch(() => "");
  const name = /!\[[^\]]*\]\(([^)\s]+)\)|<img[^>]*\bsrc="([^"]+)"/.exec(text)?.slice(1).find(Boolean);
  if (name === undefined || /^https?:/.test(name)) return name ?? null;
  const file = join(folder, name);
  const info = await stat(file).catch(() => null);
  return info?.isFile() ? file : null;
}

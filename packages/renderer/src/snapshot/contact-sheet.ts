import { createRequire } from "node:module";
import sharp, { type OverlayOptions, type Sharp } from "sharp";
import { imageOf, type StillPicture } from "./picture-image.ts";

/** A picture and what stands below it. */
export interface SheetCell {
  readonly picture: StillPicture;
  /** On the left, as what one looks for. */
  readonly label: string;
  /** On the right, paler. */
  readonly note: string;
}

/** What a sheet says above its pictures, and how wide it is. */
export interface SheetStyle {
  readonly title: string;
  readonly details: string;
  /** `null` for as many as make it at least as wide as high. */
  readonly columns: number | null;
}

/** Pictures fit into a square of this size, in pixels. */
const CELL = 480;
const GAP = 20;
const MARGIN = 36;
const HEADER = 56;
const LABEL = 32;
const background = "#1b1e24";
/** Keeps dark pictures apart from the background. */
const outline = "#3a3f49";
const colors = { title: "#f4f5f7", strong: "#d7dbe2", pale: "#858c98" };
/** A point is a pixel: https://sharp.pixelplumbing.com/api-constructor#create-text-image */
const DPI = 72;

/** Puts pictures of one size side by side, row by row. */
export async function contactSheet(cells: readonly SheetCell[], style: SheetStyle): Promise<Sharp> {
  const [first] = cells;
  const cell = cellSize(first?.picture ?? { width: 16, height: 9 });
  const columns = Math.min(cells.length, style.columns ?? usualColumns(cells.length, cell));
  const { width, height } = sheetSize(cells.length, columns, cell);
  const placed = await Promise.all(
    cells.map((content, index) => {
      const left = MARGIN + (index % columns) * (cell.width + GAP);
      const top = MARGIN + HEADER + Math.floor(index / columns) * (cell.height + LABEL + GAP);
      return drawCell(content, { left, top, ...cell });
    }),
  );
  const overlays = [...(await drawHeader(style, width)), ...placed.flat()];
  return sharp({ create: { width, height, channels: 3, background } }).composite(overlays);
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function cellSize({ width, height }: Pick<StillPicture, "width" | "height">): Pick<Box, "width" | "height"> {
  const scale = Math.min(1, CELL / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function sheetSize(
  count: number,
  columns: number,
  cell: Pick<Box, "width" | "height">,
): Pick<Box, "width" | "height"> {
  const rows = Math.ceil(count / columns);
  return {
    width: 2 * MARGIN + columns * (cell.width + GAP) - GAP,
    height: MARGIN + HEADER + rows * (cell.height + LABEL + GAP) - GAP + MARGIN / 2,
  };
}

/** The fewest columns with which a sheet is not higher than wide. */
function usualColumns(count: number, cell: Pick<Box, "width" | "height">): number {
  for (let columns = 1; columns < count; columns += 1) {
    const { width, height } = sheetSize(count, columns, cell);
    if (width >= height) return columns;
  }
  return count;
}

async function drawCell({ picture, label, note }: SheetCell, box: Box): Promise<OverlayOptions[]> {
  const { left, top, width, height } = box;
  const image = await imageOf(picture, true);
  const input = await image
    .resize(width, height, { kernel: "lanczos3" })
    .extend({ top: 1, bottom: 1, left: 1, right: 1, background: outline })
    .png()
    .toBuffer();
  const below = top + height + 9;
  const strong = await drawText(label, { color: colors.strong, size: 15 });
  const pale = await drawText(note, { color: colors.pale, size: 13 });
  const fits = strong.width + pale.width + GAP <= width;
  return [
    { input, left: left - 1, top: top - 1 },
    ...(strong.width <= width ? [{ input: strong.input, left, top: below }] : []),
    ...(fits
      ? [
          {
            input: pale.input,
            left: left + width - pale.width,
            top: below + strong.height - pale.height,
          },
        ]
      : []),
  ];
}

async function drawHeader({ title, details }: SheetStyle, width: number): Promise<OverlayOptions[]> {
  const strong = await drawText(title, { color: colors.title, size: 22 });
  const pale = await drawText(details, { color: colors.pale, size: 15 });
  const room = width - 2 * MARGIN;
  const top = MARGIN - 6;
  const shown = strong.width <= room ? [{ input: strong.input, left: MARGIN, top }] : [];
  if (strong.width + pale.width + GAP > room) return shown;
  return [
    ...shown,
    {
      input: pale.input,
      left: MARGIN + room - pale.width,
      top: top + Math.round((strong.height - pale.height) / 2),
    },
  ];
}

interface DrawnText {
  readonly input: Buffer;
  readonly width: number;
  readonly height: number;
}

/** In a font that comes along: systems have others, or none. */
async function drawText(
  text: string,
  { color, size }: { readonly color: string; readonly size: number },
): Promise<DrawnText> {
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="${color}">${escapeMarkup(text)}</span>`,
      font: `Arimo ${size}`,
      fontfile: createRequire(import.meta.url).resolve(
        "@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf",
      ),
      dpi: DPI,
      rgba: true,
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true });
  return { input: data, width: info.width, height: info.height };
}

/** Pango's markup is XML. */
function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

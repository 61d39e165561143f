import { expect, test } from "vitest";
import { contactSheet, type SheetCell } from "../../src/snapshot/contact-sheet.ts";

/** A picture of one colour. */
function cell([red, green, blue]: readonly number[], width = 960, height = 540): SheetCell {
  const rgba = Uint8Array.from(
    { length: width * height * 4 },
    (_, index) => [red, green, blue, 255][index % 4]!,
  );
  return { picture: { rgba, width, height }, label: "0.00 s", note: "frame 0" };
}

const colors = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 0],
  [0, 255, 255],
];
const style = { title: "A title <&>", details: "details", columns: null };

async function pixelsOf(
  cells: readonly SheetCell[],
  columns: number | null,
): Promise<{ width: number; height: number; at: (x: number, y: number) => number[] }> {
  const sheet = await contactSheet(cells, { ...style, columns });
  const { data, info } = await sheet.raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const at = (x: number, y: number): number[] => [
    ...data.subarray((y * width + x) * channels).subarray(0, 3),
  ];
  return { width, height, at };
}

test("pictures stand in rows, in their order", async () => {
  const { width, height, at } = await pixelsOf(
    colors.map((color) => cell(color)),
    2,
  );
  expect({ width, height }).toEqual({
    width: 2 * 480 + 20 + 72,
    height: 36 + 56 + 3 * (270 + 32) + 2 * 20 + 18,
  });
  const centers = colors.map((_, index) =>
    at(36 + 240 + (index % 2) * 500, 92 + 135 + Math.floor(index / 2) * 322),
  );
  expect(centers).toEqual(colors);
});

test("without columns, a sheet is as wide as high, or somewhat wider", async () => {
  const wide = await pixelsOf(
    Array.from({ length: 12 }, () => cell([9, 9, 9])),
    null,
  );
  expect(wide.width / wide.height).toBeGreaterThanOrEqual(1);
  expect(wide.width / wide.height).toBeLessThan(1.6);
  const tall = await pixelsOf(
    Array.from({ length: 12 }, () => cell([9, 9, 9], 270, 480)),
    null,
  );
  expect(tall.width / tall.height).toBeGreaterThanOrEqual(1);
  expect(tall.width / tall.height).toBeLessThan(1.6);
});

test("labels are drawn below the pictures, unless these are too narrow", async () => {
  const ink = async (width: number): Promise<number> => {
    const sheet = await pixelsOf([cell([0, 0, 0], width, 100)], null);
    const below = 36 + 56 + 100 + 5;
    const rows = Array.from({ length: 24 }, (_, y) =>
      Array.from({ length: sheet.width }, (__, x) => sheet.at(x, below + y)),
    );
    return rows.flat().filter(([red = 0]) => red > 120).length;
  };
  expect(await ink(300)).toBeGreaterThan(100);
  expect(await ink(20)).toBe(0);
});

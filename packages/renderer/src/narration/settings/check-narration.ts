import type { WrittenNarration, WrittenPlacement } from "./complete-narration.ts";

/** A fault that no schema can tell, and the path in the block to the value that has it. */
interface SettingsProblem {
  readonly path: readonly string[];
  readonly message: string;
}

/** What does not go together in a block that fits the schema. */
export function checkNarration({ placement = {} }: WrittenNarration): SettingsProblem[] {
  const found = { ...positionProblems(placement), ...shapeProblems(placement) };
  return Object.entries(found).map(([name, message]) => ({
    path: ["placement", name],
    message: `narration.placement.${name} ${message}.`,
  }));
}

function positionProblems({ corner, x, y }: WrittenPlacement): Record<string, string> {
  const isPlaced = x !== undefined || y !== undefined;
  if (corner !== undefined && isPlaced) return { corner: "must be left out where x and y are given" };
  if ((x === undefined) === (y === undefined)) return {};
  return { [x === undefined ? "y" : "x"]: "comes with the other of x and y, or not at all" };
}

function shapeProblems(placement: WrittenPlacement): Record<string, string> {
  const { shape = "circle", key, border, shadow, aspect } = placement;
  const isCutOut = shape === "cut-out";
  const leftOut = "must be left out where the shape is a cut-out";
  return {
    ...(key && !isCutOut ? { key: 'goes only with "shape": "cut-out"' } : {}),
    ...(border && isCutOut ? { border: leftOut } : {}),
    ...(shadow && isCutOut ? { shadow: leftOut } : {}),
    ...(aspect !== undefined && shape === "circle" ? { aspect: "must be left out for a circle" } : {}),
  };
}

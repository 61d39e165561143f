import type { GradingProblem } from "../protocol.ts";
import { readColorCube, type ColorCube } from "./color-cube.ts";
import { PixelGrader } from "./grade-pixels.ts";
import { readGrading, type GradingSettings } from "./grading-settings.ts";

/** The attribute that says how an element's picture is graded. */
export const gradingAttribute = "data-color-grading";

/** More bytes than the largest table has. */
const LARGEST_CUBE = 16_000_000;

/** What a timeline may move, on the element's own style. */
const animated = ["intensity", "lut-intensity", "exposure"].map((name) => `--hf-color-grading-${name}`);

const read = window.fetch.bind(window);
const cubes = new Map<string, Promise<ColorCube>>();

/** How one element's picture is graded at present. */
export class ElementGrading {
  readonly #element: HTMLElement;
  readonly #tell: (problem: GradingProblem) => void;
  #key: string | null = null;
  #grader: Promise<PixelGrader | null> = Promise.resolve(null);

  /** @param tell is told each problem as it is found. */
  constructor(element: HTMLElement, tell: (problem: GradingProblem) => void) {
    this.#element = element;
    this.#tell = tell;
  }

  /** Another one with every change of what is written. */
  get key(): string {
    const { style } = this.#element;
    const values = animated.map((name) => style.getPropertyValue(name));
    return `${this.#given ?? ""}\n${values.join("\n")}`;
  }

  /** What grades the picture now; `null` where nothing does. */
  grader(): Promise<PixelGrader | null> {
    const { key } = this;
    if (key !== this.#key) {
      this.#key = key;
      this.#grader = this.#open();
    }
    return this.#grader;
  }

  get #given(): string | null {
    return this.#element.getAttribute(gradingAttribute);
  }

  async #open(): Promise<PixelGrader | null> {
    const given = this.#given;
    if (given === null) return null;
    const tell = (message: string): void => this.#tell({ given, message });
    const { settings, problems } = readGrading(given);
    problems.forEach(tell);
    if (!settings) return null;
    const moved = this.#move(settings);
    const { lut } = moved;
    const cube =
      lut &&
      (await openCube(lut.src).catch((error: unknown) => {
        tell(cubeFault(lut.src, error));
        return null;
      }));
    return new PixelGrader(moved, cube);
  }

  /** With what a timeline has set instead. */
  #move(settings: GradingSettings): GradingSettings {
    const valueOf = (name: string, otherwise: number, [least, most]: readonly [number, number]): number => {
      const text = this.#element.style.getPropertyValue(`--hf-color-grading-${name}`).trim();
      const value = text === "" ? Number.NaN : Number(text);
      return Number.isNaN(value) ? otherwise : Math.min(most, Math.max(least, value));
    };
    const { intensity, adjust, lut } = settings;
    return {
      ...settings,
      intensity: valueOf("intensity", intensity, [0, 1]),
      adjust: { ...adjust, exposure: valueOf("exposure", adjust.exposure, [-2, 2]) },
      lut: lut && { ...lut, intensity: valueOf("lut-intensity", lut.intensity, [0, 1]) },
    };
  }
}

/** Each table is read once. */
async function openCube(src: string): Promise<ColorCube> {
  const { href, origin } = new URL(src, document.baseURI);
  if (origin !== location.origin) throw new Error("it does not lie in the project's folder");
  const known = cubes.get(href) ?? readCube(href);
  cubes.set(href, known);
  return known;
}

async function readCube(href: string): Promise<ColorCube> {
  const answer = await read(href);
  if (!answer.ok) throw new Error(answer.status === 404 ? "there is no such file" : "it may not be read");
  const text = await answer.text();
  if (text.length > LARGEST_CUBE) throw new Error("it is too large");
  return readColorCube(text);
}

function cubeFault(src: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `data-color-grading: the table ${src.slice(0, 200)} is left out: ${reason}.`;
}

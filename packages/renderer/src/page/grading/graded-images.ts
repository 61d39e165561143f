import type { GradingProblem } from "../protocol.ts";
import { bitmapFile } from "./bitmap-file.ts";
import { ElementGrading, gradingAttribute } from "./element-grading.ts";
import type { Pixels } from "./grade-pixels.ts";

const mark = "data-hf-graded";
/** Pixels. More would take the memory of a whole render. */
const LARGEST_PICTURE = 64_000_000;

/** The graded pictures of a page's `<img>`: shown in their places, so that layout, selectors and styles hold as before. */
export class GradedImages {
  readonly #images = new Map<HTMLImageElement, GradedImage>();
  /** Of videos, only what is wrong with their gradings is looked for here. */
  readonly #videos = new Map<HTMLVideoElement, { readonly name: string; isReady: boolean }>();
  readonly #problems = new Map<string, GradingProblem>();
  readonly #sheet = new CSSStyleSheet();

  /** What is wrong, each once. */
  get problems(): readonly GradingProblem[] {
    return [...this.#problems.values()];
  }

  /** Looks for graded images; the names of those that are not ready yet. */
  pending(): string[] {
    for (const image of document.querySelectorAll<HTMLImageElement>(`img[${gradingAttribute}]`))
      this.#add(image);
    for (const video of document.querySelectorAll<HTMLVideoElement>(`video[${gradingAttribute}]`))
      this.#watch(video);
    void this.show();
    const waiting = [...this.#images.values(), ...this.#videos.values()].filter(({ isReady }) => !isReady);
    return waiting.map(({ name }) => name);
  }

  /** Grades what has changed; what is returned settles once that can be shown. */
  show(): Array<PromiseLike<unknown>> {
    return [...this.#images.values()].flatMap((image) => image.show() ?? []);
  }

  #add(image: HTMLImageElement): void {
    if (this.#images.has(image)) return;
    if (this.#images.size === 0) document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#sheet];
    const number = this.#images.size + 1;
    const rule = this.#sheet.insertRule(`[${mark}="${number}"] {}`, this.#sheet.cssRules.length);
    const { style } = this.#sheet.cssRules[rule] as CSSStyleRule;
    const grading = new ElementGrading(image, (problem) => this.#note(problem));
    this.#images.set(
      image,
      new GradedImage(image, { grading, style, number, note: (problem) => this.#note(problem) }),
    );
  }

  #watch(video: HTMLVideoElement): void {
    if (this.#videos.has(video)) return;
    const watched = { name: "the grading of a video", isReady: false };
    this.#videos.set(video, watched);
    const done = (): void => void (watched.isReady = true);
    new ElementGrading(video, (problem) => this.#note(problem)).grader().then(done, done);
  }

  #note(problem: GradingProblem): void {
    this.#problems.set(`${problem.given}\n${problem.message}`, problem);
  }
}

/** What shows a graded image. */
interface ImagePlace {
  readonly grading: ElementGrading;
  /** The rule that gives the element another picture. */
  readonly style: CSSStyleDeclaration;
  readonly number: number;
  readonly note: (problem: GradingProblem) => void;
}

class GradedImage {
  readonly #image: HTMLImageElement;
  readonly #place: ImagePlace;
  #key: string | null = null;
  #work: Promise<void> | null = null;
  /** Kept, so that the browser need not fetch it. */
  #shown: HTMLImageElement | null = null;

  constructor(image: HTMLImageElement, place: ImagePlace) {
    this.#image = image;
    this.#place = place;
  }

  get isReady(): boolean {
    return this.#work === null;
  }

  get name(): string {
    return `graded picture (${this.#image.src.slice(0, 200)})`;
  }

  /** Settles once the picture that is due can be shown; `undefined` if it is. */
  show(): Promise<void> | undefined {
    const { src, srcset } = this.#image;
    const key = `${src}\n${srcset}\n${this.#place.grading.key}`;
    if (key !== this.#key) {
      this.#key = key;
      const work = this.#grade(key).catch((error: unknown) => this.#fail(error));
      this.#work = work;
      const done = (): void => void (this.#work === work && (this.#work = null));
      work.then(done, done);
    }
    return this.#work ?? undefined;
  }

  async #grade(key: string): Promise<void> {
    const image = this.#image;
    const grader = await this.#place.grading.grader();
    await image.decode().catch(() => undefined);
    const isGraded = grader && image.naturalWidth > 0;
    const pixels = isGraded ? await readPixels(image) : null;
    if (this.#key !== key) return;
    if (!grader || !pixels) return this.#replace(null, 1);
    grader.grade(pixels, 0);
    const picture = new Image();
    picture.src = URL.createObjectURL(bitmapFile(pixels));
    await picture.decode();
    if (this.#key === key) this.#replace(picture, pixels.width / image.naturalWidth);
    else URL.revokeObjectURL(picture.src);
  }

  #replace(picture: HTMLImageElement | null, density: number): void {
    const { style, number } = this.#place;
    const before = this.#shown;
    this.#shown = picture;
    if (picture) {
      style.setProperty("content", `image-set(url("${picture.src}") ${density}x)`, "important");
      this.#image.setAttribute(mark, String(number));
    } else this.#image.removeAttribute(mark);
    if (before) URL.revokeObjectURL(before.src);
  }

  #fail(error: unknown): void {
    this.#replace(null, 1);
    const reason = error instanceof Error ? error.message : String(error);
    const given = this.#image.getAttribute(gradingAttribute) ?? "";
    this.#place.note({
      given,
      message: `data-color-grading: ${this.#image.src.slice(0, 200)} is shown as it is: ${reason}.`,
    });
  }
}

/** The picture's own pixels, whatever size it is shown at; a drawing's, at that size. */
async function readPixels(image: HTMLImageElement): Promise<Pixels> {
  const { width, height } = await pixelSize(image);
  if (width * height > LARGEST_PICTURE) throw new Error(`it has more than ${LARGEST_PICTURE} pixels`);
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("this browser cannot draw it");
  context.drawImage(image, 0, 0, width, height);
  try {
    return context.getImageData(0, 0, width, height);
  } catch {
    throw new Error(
      "it comes from another server, which does not let its pixels be read; save it beside the page",
    );
  }
}

async function pixelSize(
  image: HTMLImageElement,
): Promise<{ readonly width: number; readonly height: number }> {
  const { naturalWidth, naturalHeight } = image;
  if (/\.svg(?:[?#]|$)|^data:image\/svg/i.test(image.currentSrc)) {
    const box = image.getBoundingClientRect();
    const scale = Math.max(
      1,
      (box.width / naturalWidth) * devicePixelRatio,
      (box.height / naturalHeight) * devicePixelRatio,
    );
    return { width: Math.round(naturalWidth * scale), height: Math.round(naturalHeight * scale) };
  }
  const bitmap = await createImageBitmap(image);
  const { width, height } = bitmap;
  bitmap.close();
  return { width, height };
}

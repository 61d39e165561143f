import { createHash } from "node:crypto";

/** How somebody looks: colours in hexadecimal. */
export interface Presenter {
  readonly skin: string;
  readonly hair: string;
  readonly jacket: string;
  readonly shirt: string;
  readonly longHair: boolean;
}

const skins = ["#f2c6a0", "#c98d5f", "#8a5a3c", "#f6d5b8"];
const hairs = ["#4a2c1d", "#221a17", "#7a4a22", "#3a3a40"];
const jackets = ["#31507a", "#4b5a4a", "#6b3d4f", "#3c3f52"];

/** What an avatar looks like: Ada and Max as themselves, anybody else by chance, but always the same. */
export function presenterOf(avatarId: string): Presenter {
  const bytes = createHash("sha256").update(avatarId).digest();
  const pick = (from: readonly string[], at: number): string =>
    from[(bytes[at] ?? 0) % from.length] ?? "#808080";
  const person = { skin: pick(skins, 0), hair: pick(hairs, 1), jacket: pick(jackets, 2), shirt: "#f4f1ea" };
  if (avatarId.includes("ada"))
    return { ...person, skin: "#f2c6a0", hair: "#4a2c1d", jacket: "#31507a", longHair: true };
  if (avatarId.includes("max")) return { ...person, skin: "#c98d5f", hair: "#221a17", longHair: false };
  return { ...person, longHair: ((bytes[3] ?? 0) & 1) === 0 };
}

/** What the face does in a frame. */
export interface Pose {
  /** 0 is closed, {@link WIDEST_MOUTH} is wide open. */
  readonly mouth: number;
  /** 0 is closed, 2 is open. */
  readonly eyes: number;
}

/** The widest of the mouth's shapes. */
export const WIDEST_MOUTH = 5;
/** The drawings' unit square: the head is in its middle, the shoulders stand on its lower edge. */
export const FIGURE_SIZE = 1000;
/** The part of the square that the head moves in. */
export const HEAD_BOX = { x: 270, y: 70, width: 460, height: 660 } as const;

/** Shoulders and neck as SVG elements in the unit square. */
export function drawBody({ skin, jacket, shirt, longHair, hair }: Presenter): string {
  const behind = longHair
    ? `<path d="M320 400 Q290 720 350 790 H650 Q710 720 680 400z" fill="${hair}"/>`
    : "";
  return `${behind}
<path d="M70 1000 C80 830 190 775 330 745 L400 720 H600 L670 745 C810 775 920 830 930 1000z" fill="${jacket}"/>
<path d="M395 722 L500 900 L605 722z" fill="${shirt}"/>
<path d="M425 600 H575 V715 Q575 800 500 815 Q425 800 425 715z" fill="${skin}"/>
<path d="M425 640 Q500 720 575 640 V690 Q500 755 425 690z" fill="#000" opacity="0.13"/>
<path d="M395 722 L335 745 L440 905 L500 1000 V900z M605 722 L665 745 L560 905 L500 1000 V900z" fill="#000" opacity="0.18"/>`;
}

/** The head as SVG elements in the unit square. */
export function drawHead({ skin, hair, longHair }: Presenter, { mouth, eyes }: Pose): string {
  const locks = longHair
    ? `<path d="M312 470 C296 222 400 134 500 134 C600 134 704 222 688 470 C684 560 676 590 662 620 C664 520 668 420 640 350
        C560 350 470 322 440 262 C424 330 380 356 358 372 C334 430 336 520 338 620 C324 590 316 560 312 470z" fill="${hair}"/>`
    : `<path d="M326 420 C296 240 390 138 505 138 C624 138 704 236 674 420 C664 372 656 340 636 312
        C570 318 470 306 420 262 C396 306 346 330 326 420z" fill="${hair}"/>`;
  const ear = (x: number): string => `<ellipse cx="${x}" cy="440" rx="26" ry="46" fill="${skin}"/>`;
  return `${longHair ? "" : ear(334) + ear(666)}
<path d="M336 380 C336 220 420 170 500 170 C580 170 664 220 664 380 C664 540 610 668 500 668 C390 668 336 540 336 380z" fill="${skin}"/>
<ellipse cx="392" cy="520" rx="40" ry="26" fill="#f05050" opacity="0.16"/><ellipse cx="608" cy="520" rx="40" ry="26" fill="#f05050" opacity="0.16"/>
${locks}
${drawEye(427, eyes)}${drawEye(573, eyes)}
<path d="M388 ${372 - mouth} Q424 ${352 - mouth} 464 ${372 - mouth} M536 ${372 - mouth} Q576 ${352 - mouth} 612 ${372 - mouth}"
  fill="none" stroke="${hair}" stroke-width="13" stroke-linecap="round"/>
<path d="M500 430 Q482 495 486 508 Q500 520 516 508" fill="none" stroke="#000" stroke-opacity="0.28" stroke-width="8" stroke-linecap="round"/>
${drawMouth(mouth)}`;
}

function drawEye(x: number, open: number): string {
  if (open === 0)
    return `<path d="M${x - 30} 424 Q${x} 440 ${x + 30} 424" fill="none" stroke="#2a211d" stroke-width="8" stroke-linecap="round"/>`;
  const height = open === 1 ? 11 : 22;
  return `<ellipse cx="${x}" cy="420" rx="31" ry="${height}" fill="#fff"/>
<ellipse cx="${x}" cy="421" rx="${Math.min(17, height)}" ry="${Math.min(18, height)}" fill="#3b2a20"/>
<circle cx="${x + 6}" cy="${open === 1 ? 419 : 414}" r="${open === 1 ? 3 : 5}" fill="#fff"/>
<path d="M${x - 32} ${422 - height / 2} Q${x} ${412 - height} ${x + 32} ${422 - height / 2}" fill="none" stroke="#2a211d" stroke-width="7" stroke-linecap="round"/>`;
}

function drawMouth(mouth: number): string {
  if (mouth === 0)
    return `<path d="M445 572 Q500 604 555 572" fill="none" stroke="#a5443f" stroke-width="13" stroke-linecap="round"/>`;
  const half = 56 - mouth * 3;
  const drop = 10 + mouth * 13;
  const top = 570 - mouth;
  const outline = `M${500 - half} ${top + 4} Q500 ${top - 8} ${500 + half} ${top + 4} Q${500 + half * 0.72} ${top + drop} 500 ${top + drop + 4} Q${500 - half * 0.72} ${top + drop} ${500 - half} ${top + 4}z`;
  const clip = `<clipPath id="mouth"><path d="${outline}"/></clipPath>`;
  return `${clip}<path d="${outline}" fill="#5b1a1f" stroke="#a5443f" stroke-width="11" stroke-linejoin="round"/>
<g clip-path="url(#mouth)"><rect x="440" y="${top - 12}" width="120" height="${10 + mouth * 3}" rx="6" fill="#fff"/>
<ellipse cx="500" cy="${top + drop + 14}" rx="${half * 0.6}" ry="${8 + mouth * 3}" fill="#d9646a"/></g>`;
}

import type { Picture } from "../../capture/frame-source.ts";
import { PresenterCompositor } from "./presenter-compositor.ts";
import type { Presenter } from "./presenter.ts";

/** A single page as it looks with whoever is seen over it in a frame. */
export async function withPresenter(
  page: Picture,
  number: number,
  presenter: Presenter | null,
): Promise<Picture> {
  if (!presenter) return page;
  await using compositor = new PresenterCompositor(presenter);
  return (await compositor.compose({ number, page, isNew: true })) ?? page;
}

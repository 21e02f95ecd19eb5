// The view over time.

export function Online({ isShown }: { isShown: boolean }) {
  return <p>{isShown ? "" : ""}</p>;
}

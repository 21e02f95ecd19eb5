// The view of one moment.

export function Snapshot() {
  return <p />;
}

// Listens to what changes in the ledgers, whoever changed it.

/**
 * Calls `onChanged({side, kind, key})` for each changed record, `onClock()` when the clock was
 * moved, and `onReturn()` when the line was lost and is back, since changes may have been missed.
 */
export function listen({ onChanged, onClock, onReturn, onLost }) {
  const source = new EventSource("/ledgers/events");
  let lost = false;
  source.addEventListener("changed", (event) => onChanged(JSON.parse(event.data)));
  source.addEventListener("clock", () => onClock());
  source.addEventListener("open", () => {
    if (lost) onReturn();
    lost = false;
  });
  source.addEventListener("error", () => {
    if (!lost) onLost();
    lost = true;
  });
}

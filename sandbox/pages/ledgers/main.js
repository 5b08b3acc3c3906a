// Puts the page together and keeps it current.

import * as api from "./api.js";
import { LedgerClock } from "./clock.js";
import { fill, make, paced } from "./dom.js";
import { listen } from "./live.js";
import { notice } from "./notices.js";
import { LedgerSide } from "./side.js";
import { showTotals } from "./totals.js";

const OVERVIEW_PAUSE_MILLISECONDS = 300;

async function start() {
  const clock = new LedgerClock(document.getElementById("clock"), { onMoved: () => everything() });
  const overview = await api.overview();
  clock.set(overview.clock);
  const sides = { intacct: new LedgerSide("intacct", overview, clock), re_leased: new LedgerSide("re_leased", overview, clock) };
  const totals = document.getElementById("totals");
  showTotals(totals, overview);
  fill(document.getElementById("sides"), sides.intacct.element, sides.re_leased.element);

  const refreshOverview = paced(OVERVIEW_PAUSE_MILLISECONDS, async () => {
    const current = await api.overview();
    clock.set(current.clock);
    showTotals(totals, current);
    Object.values(sides).forEach((side) => side.update(current));
  });
  const everything = () => {
    refreshOverview();
    Object.values(sides).forEach((side) => side.refresh());
  };
  listen({
    onChanged: (change) => {
      sides[change.side].noteChange(change);
      refreshOverview();
    },
    onClock: everything,
    onReturn: everything,
    onLost: () => notice("The connection to the stand-in world was lost. Trying again …", "bad"),
  });
  await Promise.all(Object.values(sides).map((side) => side.load()));
  document.body.dataset.ready = "true";
}

// A refusal that no form shows, and any fault of the page itself: people see it either way.
window.addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof api.Refusal) event.preventDefault();
  notice(event.reason?.message ?? String(event.reason), "bad");
});

start().catch((error) => {
  fill(document.getElementById("sides"), make("p", { class: "empty" }, error.message));
});

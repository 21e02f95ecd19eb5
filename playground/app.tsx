// The frame of the page: what it is, and its two views.

import { useState } from "preact/hooks";
import { Online } from "./online/online.js";
import { Tabs } from "./parts/tabs.js";
import { Snapshot } from "./snapshot/snapshot.js";

const VIEWS = [
  { id: "snapshot", name: "One moment" },
  { id: "online", name: "Over time" },
];

/** Both views stay, so that neither loses what was done in it; the hidden one rests. */
export function App() {
  const [view, setView] = useState("snapshot");
  return (
    <>
      <header class="masthead">
        <h1>dsct playground</h1>
        <p>Which request runs where, at which size, and why.</p>
        <Tabs label="View" tabs={VIEWS} chosen={view} onChoose={setView} />
      </header>
      <main>
        <section
          id="panel-snapshot"
          role="tabpanel"
          aria-labelledby="tab-snapshot"
          hidden={view !== "snapshot"}
        >
          <Snapshot />
        </section>
        <section
          id="panel-online"
          role="tabpanel"
          aria-labelledby="tab-online"
          hidden={view !== "online"}
        >
          <Online isShown={view === "online"} />
        </section>
      </main>
    </>
  );
}

// The table of machines.

import { rowsOf } from "../model/edits.js";
import { isTables, type RowProblem } from "../model/problem.js";
import { READY, SPEED } from "./columns.js";
import { ChangeCell, Header, NameCell, NumberCells, type Place } from "./row.js";

interface MachinesProps {
  problem: RowProblem;
  wrong: string | undefined;
  onChange: (problem: RowProblem) => void;
}

export function Machines({ problem, wrong, onChange }: MachinesProps) {
  const columns = isTables(problem) ? [READY] : [SPEED, READY];
  const types = isTables(problem)
    ? [...new Set(Object.values(problem.models).flatMap((tables) => Object.keys(tables)))]
    : [];
  const rows = rowsOf(problem, "machines");
  return (
    <section class="card" aria-label="Machines">
      <h2>Machines</h2>
      <div class="scroll machines">
        <table>
          <Header name={types.length > 0 ? "type" : undefined} columns={columns} shown={[]} />
          <tbody>
            {rows.map((_, machine) => {
              const place: Place = { problem, list: "machines", index: machine, onChange };
              return (
                <tr key={machine}>
                  <th scope="row">{machine}</th>
                  {types.length > 0 && <NameCell {...place} field="type" names={types} />}
                  <NumberCells {...{ ...place, columns, wrong }} />
                  <ChangeCell {...place} isNeeded={rows.length === 1} />
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

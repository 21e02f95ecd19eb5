// The table of machines.

import { type Cell, duplicateRow, removeRow, rowsOf, setField } from "../model/edits.js";
import { isTables, type RowProblem } from "../model/problem.js";
import { focusRow, NumberCell } from "./cell.js";
import { READY, SPEED } from "./columns.js";

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
  const set = (machine: number, field: string, value: Cell) =>
    onChange(setField(problem, "machines", machine, field, value));
  return (
    <section class="card" aria-label="Machines">
      <h2>Machines</h2>
      <div class="scroll machines">
        <table>
          <thead>
            <tr>
              <th scope="col">no.</th>
              {types.length > 0 && (
                <th scope="col" class="text">
                  type
                </th>
              )}
              {columns.map(({ field, title }) => (
                <th scope="col" key={field}>
                  {title}
                </th>
              ))}
              <th scope="col" class="text">
                change
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, machine) => (
              <tr key={machine}>
                <th scope="row">{machine}</th>
                {types.length > 0 && (
                  <td class="text">
                    <select
                      aria-label={`type of machine ${machine}`}
                      value={String(row.type)}
                      onChange={(event) => set(machine, "type", event.currentTarget.value)}
                    >
                      {types.map((type) => (
                        <option key={type}>{type}</option>
                      ))}
                    </select>
                  </td>
                )}
                {columns.map(({ field, title, isTime, empty }) => (
                  <td key={field}>
                    <NumberCell
                      label={`${title} of machine ${machine}`}
                      value={row[field] as Cell}
                      {...{ isTime, empty }}
                      isWrong={wrong === `machines[${machine}].${field}`}
                      onChange={(value) => set(machine, field, value)}
                      onFocus={() => {}}
                    />
                  </td>
                ))}
                <td class="text">
                  <button
                    type="button"
                    aria-label={`Copy machine ${machine}`}
                    onClick={() => onChange(duplicateRow(problem, "machines", machine))}
                  >
                    copy
                  </button>{" "}
                  <button
                    type="button"
                    aria-label={`Remove machine ${machine}`}
                    disabled={rows.length === 1}
                    onClick={(event) => {
                      focusRow(event.currentTarget, 1);
                      onChange(removeRow(problem, "machines", machine));
                    }}
                  >
                    remove
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

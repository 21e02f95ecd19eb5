// What the rows of both tables have: a name to choose, numbers, and to be copied or removed.

import { type Cell, duplicateRow, removeRow, rowsOf, setField } from "../model/edits.js";
import type { RowProblem } from "../model/problem.js";
import { focusRow, NumberCell } from "./cell.js";
import type { Column } from "./columns.js";

/** Which row of which list of a problem. */
export interface Place {
  problem: RowProblem;
  list: "machines" | "tasks";
  index: number;
  onChange: (problem: RowProblem) => void;
}

/** What people call an entry of a list. */
const NOUN = { machines: "machine", tasks: "request" };

interface NameCellProps extends Place {
  field: string;
  names: readonly string[];
  onFocus?: () => void;
}

export function NameCell({ field, names, onFocus, ...place }: NameCellProps) {
  const { problem, list, index, onChange } = place;
  return (
    <td class="text">
      <select
        aria-label={`${field} of ${NOUN[list]} ${index}`}
        value={String(rowsOf(problem, list)[index][field])}
        onChange={(event) =>
          onChange(setField(problem, list, index, field, event.currentTarget.value))
        }
        {...(onFocus && { onFocus })}
      >
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </td>
  );
}

interface NumberCellsProps extends Place {
  columns: readonly Column[];
  /** The path of what is wrong, as `tasks[3].weight`. */
  wrong: string | undefined;
  onFocus?: () => void;
}

export function NumberCells({ columns, wrong, onFocus = () => {}, ...place }: NumberCellsProps) {
  const { problem, list, index, onChange } = place;
  const row = rowsOf(problem, list)[index];
  return (
    <>
      {columns.map(({ field, title, isTime, empty }) => (
        <td key={field}>
          {Array.isArray(row[field]) ? (
            "by machine"
          ) : (
            <NumberCell
              label={`${title} of ${NOUN[list]} ${index}`}
              value={row[field] as Cell}
              {...{ isTime, empty, onFocus }}
              isWrong={wrong === `${list}[${index}].${field}`}
              onChange={(value) => onChange(setField(problem, list, index, field, value))}
            />
          )}
        </td>
      ))}
    </>
  );
}

/** isNeeded: it cannot be removed. */
export function ChangeCell({ isNeeded = false, ...place }: Place & { isNeeded?: boolean }) {
  const { problem, list, index, onChange } = place;
  const name = `${NOUN[list]} ${index}`;
  return (
    <td class="text">
      <button
        type="button"
        aria-label={`Copy ${name}`}
        onClick={() => onChange(duplicateRow(problem, list, index))}
      >
        copy
      </button>{" "}
      <button
        type="button"
        aria-label={`Remove ${name}`}
        disabled={isNeeded}
        onClick={(event) => {
          focusRow(event.currentTarget, 1);
          onChange(removeRow(problem, list, index));
        }}
      >
        remove
      </button>
    </td>
  );
}

interface HeaderProps {
  /** Of the column of names; undefined: there is none. */
  name: string | undefined;
  columns: readonly Column[];
  /** Of columns that show and are not edited. */
  shown: readonly string[];
}

export function Header({ name, columns, shown }: HeaderProps) {
  const titles = [...columns.map(({ title }) => title), ...shown];
  return (
    <thead>
      <tr>
        <th scope="col">no.</th>
        {name && (
          <th scope="col" class="text">
            {name}
          </th>
        )}
        {titles.map((title) => (
          <th scope="col" key={title}>
            {title}
          </th>
        ))}
        <th scope="col" class="text">
          change
        </th>
      </tr>
    </thead>
  );
}

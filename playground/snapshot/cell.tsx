// A cell of a table that can be edited: Enter or an arrow goes to the next row, Escape takes back.

import { useState } from "preact/hooks";
import type { Cell } from "../model/edits.js";
import { fromMs, toMs } from "../model/units.js";

interface NumberCellProps {
  label: string;
  value: Cell;
  /** Shown in milliseconds, kept in seconds. */
  isTime?: boolean | undefined;
  /** What an empty cell shows, and what it means. */
  empty: { text: string; value: null | undefined };
  isWrong: boolean;
  onChange: (value: Cell) => void;
  onFocus: () => void;
}

export function NumberCell({
  label,
  value,
  isTime,
  empty,
  isWrong,
  onChange,
  onFocus,
}: NumberCellProps) {
  const shown = textOf(value, isTime);
  const [draft, setDraft] = useState<string>();
  const commit = () => {
    if (draft !== undefined && draft !== shown) onChange(valueOfText(draft, isTime, empty.value));
    setDraft(undefined);
  };
  const press = (event: KeyboardEvent) => {
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") setDraft(undefined);
    if (step === undefined) return;
    event.preventDefault();
    commit();
    focusRow(event.currentTarget as HTMLElement, step);
  };
  return (
    <input
      class="cell"
      type="text"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={isWrong}
      placeholder={empty.text}
      value={draft ?? shown}
      onInput={(event) => setDraft(event.currentTarget.value)}
      onKeyDown={press}
      onBlur={commit}
      onFocus={onFocus}
    />
  );
}

function textOf(value: Cell, isTime: boolean | undefined): string {
  if (value === undefined || value === null || value === Number.POSITIVE_INFINITY) return "";
  return typeof value === "number" && isTime ? toMs(value) : String(value);
}

/** What is no number stays text: the validator says what is wrong with it. */
function valueOfText(text: string, isTime: boolean | undefined, empty: null | undefined): Cell {
  const trimmed = text.trim();
  if (trimmed === "") return empty;
  const number = isTime ? fromMs(trimmed) : Number(trimmed);
  return Number.isNaN(number) ? trimmed : number;
}

/** To the cell of the same column, `step` rows further. */
export function focusRow(element: HTMLElement, step: number): void {
  const cell = element.closest("td") as HTMLTableCellElement;
  const body = cell.closest("tbody") as HTMLTableSectionElement;
  const row = body.rows[(cell.parentElement as HTMLTableRowElement).sectionRowIndex + step];
  const target = row?.cells[cell.cellIndex]?.querySelector<HTMLElement>("input, select");
  target?.focus();
  if (target instanceof HTMLInputElement) target.select();
}

import { signal } from "@preact/signals";
import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { Menu } from "../../src/app/ui/menu.tsx";
import { NumberInput } from "../../src/app/ui/numberInput.tsx";
import { Slider } from "../../src/app/ui/slider.tsx";
import "../../src/app/style/tokens.css";
import "../../src/app/style/base.css";

let host: HTMLElement;
beforeEach(() => {
  host = document.createElement("div");
  document.body.append(host);
});
afterEach(() => {
  render(null, host);
  host.remove();
});

const value = signal(8);
function Field({ onCommit = () => {}, onRefused = () => {} }: { readonly onCommit?: () => void; readonly onRefused?: (typed: unknown) => void }) {
  return (
    <>
      {/* The box that it names is drawn by the component beside it. */}
      {/* oxlint-disable-next-line jsx-a11y/label-has-associated-control */}
      <label for="energy">Energy</label>
      <NumberInput
        id="energy" value={value.value} unit="kWh" min={0} max={100} step={1} page={10} format={String} invalid={false}
        onInput={(next) => { value.value = next; }} onCommit={onCommit} onRefused={onRefused}
      />
      <Slider label="Energy" value={value.value} min={0} max={100} step={1} log={false} valueText={`${value.value} kWh`} onInput={(next) => { value.value = next; }} onCommit={onCommit} />
    </>
  );
}
const box = () => page.getByRole("textbox", { name: "Energy" });
const slider = () => page.getByRole("slider", { name: "Energy" });

test.each([["1,5", 1.5], ["1.5", 1.5], ["12", 12], [" 7 ", 7]])("\"%s\" reads as %d", async (text, number) => {
  render(<Field />, host);
  await userEvent.fill(box(), text);
  expect(value.value).toBe(number);
});

test("what is no number or out of range leaves the value, and what was typed stays to be mended", async () => {
  const onRefused = vi.fn<(typed: unknown) => void>();
  value.value = 8;
  render(<Field onRefused={onRefused} />, host);
  await userEvent.fill(box(), "eight");
  expect(onRefused).toHaveBeenLastCalledWith({ text: "eight", value: Number.NaN });
  await userEvent.fill(box(), "101");
  expect(onRefused).toHaveBeenLastCalledWith({ text: "101", value: 101 });
  expect(value.value).toBe(8);
  await expect.element(box()).toHaveValue("101");
  await userEvent.keyboard("{Escape}");
  await expect.element(box()).toHaveValue("8");
});

test("arrows step, Shift steps ten, Page a tenth of the range, and all stop at the ends", async () => {
  value.value = 8;
  render(<Field />, host);
  await userEvent.click(box());
  await userEvent.keyboard("{ArrowUp}");
  expect(value.value).toBe(9);
  await userEvent.keyboard("{Shift>}{ArrowUp}{/Shift}");
  expect(value.value).toBe(20);
  await userEvent.keyboard("{PageDown}{PageDown}{PageDown}");
  expect(value.value).toBe(0);
});

test("the whole number is selected on focus, and a slider never moves a number that is being typed", async () => {
  value.value = 42;
  render(<Field />, host);
  await userEvent.click(box());
  const element = box().element() as HTMLInputElement;
  expect([element.selectionStart, element.selectionEnd]).toEqual([0, 2]);
  await userEvent.keyboard("5");
  value.value = 77;
  await expect.element(box()).toHaveValue("5");
});

test("a slider speaks its value with the unit, and one drag commits once", async () => {
  const onCommit = vi.fn<() => void>();
  value.value = 40;
  render(<Field onCommit={onCommit} />, host);
  await expect.element(slider()).toHaveAttribute("aria-valuetext", "40 kWh");
  (slider().element() as HTMLInputElement).focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(value.value).toBe(41);
  expect(onCommit).toHaveBeenCalledTimes(1);
});

test("a logarithmic slider finds both ends and the value between them", async () => {
  const onInput = vi.fn<(next: number) => void>();
  render(<Slider label="Rate" value={10} min={1} max={10_000} step={1} log valueText="10" onInput={onInput} onCommit={() => {}} />, host);
  const element = page.getByRole("slider", { name: "Rate" }).element() as HTMLInputElement;
  element.focus();
  await userEvent.keyboard("{End}");
  expect(onInput).toHaveBeenLastCalledWith(10_000);
  await userEvent.keyboard("{Home}");
  expect(onInput).toHaveBeenLastCalledWith(1);
});

test("a menu opens on its first item, moves by arrows, acts on Enter and gives the focus back", async () => {
  const run = vi.fn<() => void>();
  render(<Menu name="Export" button={<span>Export</span>} items={[{ title: "One", run: () => {} }, { kind: "line" }, { title: "Two", run }]} />, host);
  const button = page.getByRole("button", { name: "Export" });
  await userEvent.click(button);
  await expect.element(page.getByRole("menuitem", { name: "One" })).toHaveFocus();
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect(run).toHaveBeenCalledTimes(1);
  await expect.element(button).toHaveFocus();
  await userEvent.click(button);
  await userEvent.keyboard("{Escape}");
  await expect.element(button).toHaveFocus();
  await expect.element(button).toHaveAttribute("aria-expanded", "false");
});

import { Modal } from "@mantine/core";
import { useMemo, useState } from "react";
import { arrange } from "./arrange";
import type { Command } from "./command";
import { PaletteList } from "./PaletteList";
import { useFound } from "./useFound";

export interface PaletteProps {
  onClose: () => void;
  /** What every page offers; what the data offers is added while one types. */
  base: Command[];
}

function Everything({ onClose, base }: PaletteProps) {
  const [text, setText] = useState("");
  const found = useFound(text);
  const shown = useMemo(() => arrange([...base, ...found], text), [base, found, text]);
  return <PaletteList text={text} onText={setText} shown={shown} onClose={onClose} />;
}

/** Everything that can be done or opened, by name. */
export default function Palette(props: PaletteProps) {
  return (
    <Modal
      opened
      onClose={props.onClose}
      withCloseButton={false}
      size={600}
      padding={0}
      attributes={{ content: { "aria-label": "Command palette" } }}
    >
      <Everything {...props} />
    </Modal>
  );
}

import { Empty } from "../../components/states";

/** Why there is nothing to draw, in the small room of a panel. */
export function Reason({ what, why }: { what: string; why: string }) {
  return <Empty kind="no-match" what={what} why={why} />;
}
